"""Days and periods with more around them than we write, or in another order: brought into the forms that are read.

Friday, 31 December 2027, 31/12/2027 00:00, 2027-Dec-31, III. Quartal 2026, Third quarter of 2026, Jul–Sep 2026.
"""

import re
import unicodedata
from datetime import date
from functools import cache

from babel import Locale

from hoshin.base.codes import seen
from hoshin.base.whole_numbers import whole_number
from hoshin.exchange.workbook.month_names import in_english, month_number

_LANGUAGES = "en de fr es it pt nl da nb sv fi pl cs sk hu ro sl bg ru uk el tr ca".split()
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_TIME = re.compile(r"(?<=\d)(?:[ T]|, )\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AP]\.?M\.?)?", re.I)
_DAY_OF_WEEK = re.compile(r"(?P<day>[^\W\d_]{2,})[.,]?,? ?(?=\d|[^\W\d_])")
_WITH_TWO_NUMBERS = re.compile(r"\d\D+\d")
_MARKED = re.compile(r"\((\d{4}|[FAS]Y)\)")
_OF = re.compile(r"(?<=[\w.]) of (?=\w)", re.I)
_OF_CALENDAR = re.compile(r"\bCY ?(?=\d{4})", re.I)
_MONTH = r"(?P<month>[^\W\d_]{3,})\.?,?"
_YEAR = r"(?P<year>(?:1[89]|20|21)\d{2})"
_SPACED_DAY = re.compile(r"(\d{1,2})\. (\d{1,2})\. (\d{4})")
_YEAR_FIRST_DAY = re.compile(r"(\d{4})\. ?(\d{1,2})\. ?(\d{1,2})\.?|(\d{4})[年년] ?(\d{1,2})[月월] ?(\d{1,2})[日일]")
_YEAR_FIRST_MONTH = re.compile(r"(\d{4})(?:[年년] ?(\d{1,2})[月월]|\. ?(\d{1,2})\.)")
_SHORT_YEAR = re.compile(rf"(\d{{1,2}})-{_MONTH}-(\d{{2}})")
_NAMED_FIRST = re.compile(rf"{_MONTH}[- ](?P<day>\d{{1,2}})[-, ]+{_YEAR}")
_NAMED_LAST = re.compile(rf"{_YEAR}[., -]+{_MONTH}(?:[ -](?P<day>\d{{1,2}})\.?)?")
_GLUED = re.compile(rf"{_MONTH}{_YEAR}|(?P<year2>\d{{4}})-?(?P<month2>[^\W\d_]{{3,}})")
_MONTHS_TO = re.compile(
    rf"(?P<first>[^\W\d_]{{3,}})\.?(?: (?P<from>\d{{4}}))? ?(?:-|to|bis|until) ?{_MONTH} ?{_YEAR}", re.I
)
_MARK_BEHIND = re.compile(r"(\d{4}(?:[-/]\d{2,4})?) ?(?:FY|AY|SY)|SY ?(\d{4}[-/]\d{2,4})", re.I)
_WEEK = re.compile(r"(\d{4})-?W(\d{2})-?([1-7])", re.I)
_PARTS = {
    "Q": r"q|qtr\.?|quarter|quartal|quartale|trimestre|trim\.?|kvartal|kvartalet|kwarta[lł]u?|kvart[aá]l|квартал|кв\.?|"
    r"čtvrtletí|štvrťrok|negyedév|çeyrek|neljännes|kvartaali|τρίμηνο|kwartaal",
    "H": r"h|hy|half|half-year|halbjahr|hj\.?|semestre|semester|halfjaar|halvår|półrocze|pololetí|polrok|félév|полугодие",
    "W": r"week|wk|uke|uge|vecka|viikko|tydzień|týden|týždeň|hét|неделя|hafta",
}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_WORDS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_NUMBER = r"(?P<number{0}>0?\d{{1,2}}|iv|i{{1,3}}|first|second|third|fourth|1st|2nd|3rd|4th)\.?"
_BETWEEN, _YEARS = r"[ ,./-]*", r"(?P<year{0}>(?:1[89]|20|21)\d{{2}})"
_PART_FORMS = {
    sign: re.compile(
        "|".join(
            form.format(NUMBER=_NUMBER.format(at), WORD=f"(?:{words})", YEAR=_YEARS.format(at), BETWEEN=_BETWEEN)
            for at, form in enumerate(
                (
                    "{NUMBER} ?{WORD}{BETWEEN}{YEAR}",
                    "{WORD} ?{NUMBER}{BETWEEN}{YEAR}",
                    "{YEAR}{BETWEEN}{WORD}[ -]?{NUMBER}",
                    "{YEAR}{BETWEEN}{NUMBER} ?{WORD}",
                )
            )
        ),
        re.I,
    )
    for sign, words in _PARTS.items()
}
_OF_A_YEAR = 12
_MOST = {"Q": 4, "H": 2, "W": 53}


def without_hours(text: str) -> str:
    """A day without the day of the week before it and the time of day behind it.

    >>> without_hours("Fri 31/12/2027 00:00"), without_hours("Freitag, 31.12.2027"), without_hours("Oct 2026")
    ('31/12/2027', '31.12.2027', 'Oct 2026')
    """
    text = _TIME.sub("", text) if ":" in text else text
    word = _DAY_OF_WEEK.match(text)
    # What is left must be a day: `mar` is a Tuesday, too.
    is_day = word is not None and _WITH_TWO_NUMBERS.search(text, word.end()) and not month_number(word["day"])
    return text[word.end() :] if word and is_day and _plain(word["day"]) in _days_of_week() else text


def in_usual_order(text: str) -> str:
    """What a text says in a form that is read, or the text as it is.

    >>> [in_usual_order(text) for text in ("2027-Dec-31", "III. Quartal 2026", "Jul–Sep 2026", "July (2026)")]
    ['31 December 2027', '2026-Q3', '2026-Q3', 'July 2026']
    """
    text = _DASHES.sub("-", " ".join(seen(unicodedata.normalize("NFKC", text)).split()))
    text = _OF_CALENDAR.sub("", _OF.sub(" ", _MARKED.sub(r"\1", in_english(without_hours(text)))))
    return _day(text) or _part(text) or _named(text) or _months_to(text) or _marked_fiscal(text) or text


def _day(text: str) -> str:
    """A day or month in figures, with blanks between, with signs for year, month and day, or as the day of a week."""
    if found := _SPACED_DAY.fullmatch(text):
        return f"{found[1]}.{found[2]}.{found[3]}"
    if found := _YEAR_FIRST_DAY.fullmatch(text):
        year, month, day = (int(one) for one in found.groups() if one)
        return f"{year}-{month:02}-{day:02}"
    if found := _YEAR_FIRST_MONTH.fullmatch(text):
        year, month = (int(one) for one in found.groups() if one)
        return f"{year}-{month:02}"
    if (found := _WEEK.fullmatch(text)) and 1 <= int(found[2]) <= 52:
        return date.fromisocalendar(int(found[1]), int(found[2]), int(found[3])).isoformat()
    return ""


def _part(text: str) -> str:
    """A quarter, half or week: its number in words, in Roman figures, or on the other side."""
    for sign, form in _PART_FORMS.items():
        if not (found := form.fullmatch(text)):
            continue
        said, year = (text for name, text in sorted(found.groupdict().items()) if text)
        said = said.casefold()
        number = _ROMAN.get(said) or _WORDS.get(said) or whole_number(said) or 0
        if 1 <= number <= _MOST[sign]:
            return f"{year}-W{number:02}" if sign == "W" else f"{year}-{sign}{number}"
    return ""


def _named(text: str) -> str:
    """A month by its name, with its year on either side or right beside it, and a day."""
    if (found := _SHORT_YEAR.fullmatch(text)) and month_number(found["month"]):
        return f"{found[1]} {found['month']} 20{found[3]}"
    for form in (_NAMED_FIRST, _NAMED_LAST):
        if (found := form.fullmatch(text)) and (month := month_number(found["month"])):
            return (
                f"{found['day']} {_english(month)} {found['year']}" if found["day"] else f"{found['year']}-{month:02}"
            )
    if found := _GLUED.fullmatch(text):
        month = month_number(found["month"] or found["month2"])
        return f"{found['year'] or found['year2']}-{month:02}" if month else ""
    return ""


def _months_to(text: str) -> str:
    """The quarter, half or year that the months from one to another are; nothing where they are none of the calendar."""
    if not (found := _MONTHS_TO.fullmatch(text)):
        return ""
    first, last = month_number(in_english(found["first"])), month_number(in_english(found["month"]))
    year = found["year"]
    if not first or not last or (found["from"] or year) != year:
        return ""
    length = last - first + 1
    if length == _OF_A_YEAR:
        return year
    sign = {3: "Q", 6: "H"}.get(length)
    return f"{year}-{sign}{last // length}" if sign and last % length == 0 else ""


def _marked_fiscal(text: str) -> str:
    """A fiscal year whose mark stands behind it, or that is called one of a school."""
    found = _MARK_BEHIND.fullmatch(text)
    return f"FY {found[1] or found[2]}" if found else ""


def _english(month: int) -> str:
    return Locale("en").months["format"]["wide"][month]


@cache
def _days_of_week() -> frozenset[str]:
    return frozenset(
        _plain(name.rstrip("."))
        for language in _LANGUAGES
        for width in ("wide", "abbreviated")
        for name in Locale(language).days["format"][width].values()
    )


def _plain(word: str) -> str:
    return word.casefold().rstrip(".")
