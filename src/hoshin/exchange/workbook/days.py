"""Days and periods as people write them: what a single cell leaves open, all cells of its column decide together.

05/09/2026 is 5 September where another cell has a day above 12 in its first place. 2025-26 is a year where the column shows
that it holds years. What stays open is a question about the column, which somebody answers once.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any

from hoshin.base.periods import Frequency, NotAPeriod, Period, full_year
from hoshin.base.wordings import Said
from hoshin.exchange.workbook.fiscal import fiscal_part, fiscal_year
from hoshin.exchange.workbook.month_names import in_english, month_number
from hoshin.exchange.workbook.period_forms import in_usual_order, without_hours
from hoshin.exchange.workbook.unreadable import Unreadable

EARLIEST, LATEST = 1800, 2200
# A day that lost its format is a number: spreadsheets count days from 30 December 1899, here from 1960 on.
_FIRST_OF_ALL = date(1899, 12, 30)
_FIRST_LOST, _LAST_LOST = 22_000, 110_000
_FROM_1904 = 1_462
_WHOLE_DAYS = (
    (re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})([T ][\d:.]+(Z|[+-]\d\d:?\d\d)?)?"), (1, 2, 3)),
    (re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})"), (3, 2, 1)),
    (re.compile(r"(\d{4})(\d{2})(\d{2})"), (1, 2, 3)),
)
_SLASHED = re.compile(r"(\d{1,2})(?:/(\d{1,2})/(\d{4}|\d{2})|-(\d{1,2})-(\d{4}))")
_SPAN = re.compile(r"(FY ?)?(\d{4})[-/–](\d{4}|\d{2})", re.I)
_FLOAT_YEAR = re.compile(r"(\d{4})[.,]0+")
# As long as a day is that says its hour and the day of its week.
_LONGEST = 60
# Other ways to write a half, a quarter, a month, a week and a year, in several languages, and how we write it.
_NTH = r"(?:\.|st|nd|rd|th|er|ère|e|º|°|ª|o)?"
_OF_YEAR = r"[ .,/'’-]*(?:of |de |del |di |du |van |do )?(?P<year>\d{4}|\d{2})"
_OF_YEAR2 = _OF_YEAR.replace("year", "year2").replace(",/'’-]*", ",/'’-]+")
_QUARTER = r"(?:Quartal|Quarter|Qtr\.?|Trimestre|Trim\.?|Kwartaal|Q|T)"
_HALF = r"(?:Halbjahr|Hj|Half|Semestre|Semester|Halfjaar|H|S)"
_WEEK = r"(?:Kalenderwoche|KW|CW|WK|Week|Woche|Semaine|Semana|Settimana|W)"
_MONTH = r"(?:Month|Monat|Mois|Mes|Mese|Maand|Mês|M)"
_CALENDAR_YEAR = r"(?:CY|Calendar year|Year|Kalenderjahr|Jahr|Année|Año|Anno|Ano|Jaar) ?(?P<year>\d{4})(?P<part>)"
_OTHER_FORMS = tuple(
    (re.compile(form, re.I), ours)
    for form, ours in (
        (r"(?P<year>\d{4})(?:[/ ._]|-?M)?(?P<part>\d{2})", "{year}-{part:02}"),
        (r"(?P<year>\d{4})(?:[-/]|[-/ ]?M)(?P<part>\d{1,2})", "{year}-{part:02}"),
        (r"(?P<year>\d{4})年(?P<part>\d{1,2})月", "{year}-{part:02}"),
        (rf"(?:{_MONTH} ?)?(?P<part>\d{{1,2}})[.-](?P<year>\d{{4}})", "{year}-{part:02}"),
        (rf"{_MONTH} ?(?P<part>\d{{1,2}})[ /](?P<year>\d{{4}}|\d{{2}})", "{year}-{part:02}"),
        (rf"{_WEEK} ?(?P<part>\d{{1,2}})[ ,/.'-]+(?P<year>\d{{4}}|\d{{2}})", "{year}-W{part:02}"),
        (rf"(?P<part>\d{{1,2}})\.? ?{_WEEK}[ ,/.-]+(?P<year>\d{{4}}|\d{{2}})", "{year}-W{part:02}"),
        (rf"(?P<year>\d{{4}})[- /,]*{_WEEK} ?(?P<part>\d{{1,2}})", "{year}-W{part:02}"),
        (rf"(?P<part>[1-4]){_NTH} ?{_QUARTER}{_OF_YEAR}|{_QUARTER} ?(?P<part2>[1-4]){_OF_YEAR2}", "{year}-Q{part}"),
        (rf"(?P<year>\d{{4}})[ /-]*{_QUARTER} ?0?(?P<part>[1-4])", "{year}-Q{part}"),
        (rf"(?P<part>[12]){_NTH} ?{_HALF}{_OF_YEAR}|{_HALF} ?(?P<part2>[12]){_OF_YEAR2}", "{year}-H{part}"),
        (rf"(?P<year>\d{{4}})[ /-]*{_HALF} ?0?(?P<part>[12])", "{year}-H{part}"),
        (_CALENDAR_YEAR, "{year}"),
    )
)
_NAMED = re.compile(r"([^\W\d_]{3,})[.,]*[ '’]*(\d{2})")
_ORDINAL = re.compile(
    r"(?<=\d)(?:st|nd|rd|th)\b(?=.*[A-Za-z]{3})|(?<=[a-z] \d)(?:st|nd|rd|th)\b|(?<=[a-z] \d\d)(?:st|nd|rd|th)\b", re.I
)
# A month and the last two digits of its year: 01/26, 1-26, 01.26.
_SHORT = re.compile(r"(\d{1,2})[/-](\d{2})|(\d{2})\.(\d{2})")
_DAY_OF_LOST_FORMAT = re.compile(r"(\d{5})(?:\.0+)?")


class DayOrder(Enum):
    """Which part of 05/09/2026 comes first."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


class Spans(Enum):
    """What 2008-09 is."""

    YEARS = "years"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Calendar:
    """How a column writes days and years; None where nothing tells. `year_start`: the month in which fiscal years begin.

    `has_short_years`: 01/26 is a month of 2026.
    """

    days: DayOrder | None = None
    spans: Spans | None = Spans.MONTHS
    year_start: int = 1
    has_short_years: bool = False


def calendar_of(cells: Iterable[Any], beside: Iterable[Any] = ()) -> Calendar:
    """What the cells of a column show together; those `beside` it decide the order of days where it does not tell.

    >>> calendar_of(["31/07/2026", "05/09/2026"]).days, calendar_of(["2008-09", "2012-13"]).spans
    (<DayOrder.DAY_FIRST: 'day first'>, <Spans.YEARS: 'years'>)
    """
    texts = {without_hours(cell.strip()) for cell in set(cells) if type(cell) is str}
    order = _order(texts) or _order({without_hours(cell.strip()) for cell in set(beside) if type(cell) is str})
    return Calendar(order, _spans(texts), has_short_years=_has_short_years(texts))


def _has_short_years(texts: set[str]) -> bool:
    """Whether what is written like 01/26 are months of years: some second part is no month, and years are few beside months.

    >>> _has_short_years({"11/25", "12/25", "01/26"}), _has_short_years({"01/13", "01/14"}), _has_short_years({"01/02"})
    (True, False, False)
    """
    found = [_parts_of_short(match) for text in texts if (match := _SHORT.fullmatch(text))]
    months, years = {month for month, _ in found}, {year for _, year in found}
    is_sound = bool(found) and all(1 <= month <= 12 for month in months) and any(year > 12 for year in years)
    return is_sound and len(years) <= len(months)


def months_of_short_years(texts: Iterable[str]) -> dict[str, str]:
    """What is written like 01/26 among texts, as we write it, where all of it together are months of years.

    >>> months_of_short_years(["KPI", "12/25", "01/26"])
    {'12/25': '2025-12', '01/26': '2026-01'}
    """
    found = {text: match for text in texts if (match := _SHORT.fullmatch(text))}
    return {text: _whole_short(match) for text, match in found.items()} if _has_short_years(set(found)) else {}


def _whole_short(match: re.Match[str]) -> str:
    month, short = _parts_of_short(match)
    return f"{full_year(f'{short:02}')}-{month:02}"


def _parts_of_short(match: re.Match[str]) -> tuple[int, int]:
    return int(match[1] or match[3]), int(match[2] or match[4])


def _order(texts: set[str]) -> DayOrder | None:
    seen = {_own_order(match) for text in texts if (match := _SLASHED.fullmatch(text))} - {None}
    return seen.pop() if len(seen) == 1 else None


def _own_order(match: re.Match[str]) -> DayOrder | None:
    first, second = int(match[1]), int(match[2] or match[4])
    if first > 12 >= second:
        return DayOrder.DAY_FIRST
    return DayOrder.MONTH_FIRST if second > 12 >= first else None


def has_open_days(cells: Iterable[Any]) -> bool:
    """Whether any cell leaves open by itself which part is the day."""
    matches = (_SLASHED.fullmatch(without_hours(cell.strip())) for cell in cells if type(cell) is str)
    return any(match is not None and _own_order(match) is None for match in matches)


def _spans(texts: set[str]) -> Spans | None:
    found = [match for text in texts if (match := _SPAN.fullmatch(text))]
    if not all(map(_is_successor, found)):
        return Spans.MONTHS
    if any(match[1] or not 1 <= int(match[3]) <= 12 for match in found):
        return Spans.YEARS
    # One alone is the month that it says; several of which each names the next year are no accident.
    return Spans.MONTHS if len({match[0] for match in found}) < 2 else None


def _is_successor(match: re.Match[str]) -> bool:
    following = int(match[2]) + 1
    return int(match[3]) in (following, following % 100)


def year_span(text: str) -> int | None:
    """The year in which two years written as one end, or None: 2025-26 ends in 2026."""
    match = _SPAN.fullmatch(text.strip())
    return int(match[2]) + 1 if match and _is_successor(match) else None


def period_from(text: str, calendar: Calendar) -> Period:
    """The period that a text says. Unreadable: it says none, or the column does not tell which."""
    try:
        return _period_from(text, calendar)
    except Unreadable as error:
        usual = in_usual_order(text) if error.code == "period" and len(text) <= _LONGEST else text
        if usual == text:
            raise
        try:
            return _period_from(usual, calendar)
        except Unreadable as second:
            # Of what it says otherwise only a question is worth telling.
            raise (error if second.code == "period" else second) from None


def _period_from(text: str, calendar: Calendar) -> Period:
    text = _ORDINAL.sub("", in_english(text))
    if calendar.has_short_years and (match := _SHORT.fullmatch(text)):
        text = _whole_short(match)
    if part := fiscal_part(text, calendar.year_start):
        return part
    if day := day_from(text, calendar):
        return Period(Frequency.DAILY, bounded(day))
    if year := _year(text, calendar):
        return Period(Frequency.ANNUAL, bounded(date(year, 1, 1)))
    try:
        period = Period.parse(_as_we_write(text))
    except NotAPeriod as error:
        remedy = error.remedy or "Write 2026, 2026-Q3, 2026-07, 2026-W31 or 2026-07-15."
        raise Unreadable(Said(error.sentence, **error.facts), Said(remedy, **error.facts), "period") from None
    bounded(period.start)
    return period


def _as_we_write(text: str) -> str:
    for form, ours in _OTHER_FORMS:
        if match := form.fullmatch(text):
            found = match.groupdict()
            year = found["year"] or found["year2"]
            part = found["part"] or found.get("part2")
            return ours.format(year=full_year(year), part=int(part or 0))
    named = _NAMED.fullmatch(text)
    month = month_number(named[1]) if named else None
    return f"{full_year(named[2])}-{month:02}" if named and month else text


def _year(text: str, calendar: Calendar) -> int | None:
    if match := _FLOAT_YEAR.fullmatch(text):
        return int(match[1])
    if (fiscal := fiscal_year(text)) and not text[:1].isdigit():
        return fiscal
    span, match = year_span(text), _SPAN.fullmatch(text)
    if span is None or match is None:
        return None
    if match[1] or len(match[3]) == 4 or not 1 <= int(match[3]) <= 12 or calendar.spans is Spans.YEARS:
        return span
    if calendar.spans is None:
        raise Unreadable(
            Said("%(text)s could be the financial year that ends in %(year)s, or a month.", text=text, year=str(span)),
            Said("Write FY%(year)s for the year, or %(month)s-01 for the month.", year=str(span), month=text),
            "year_span",
            proposals=(Spans.YEARS.value, Spans.MONTHS.value),
        )
    return None


def read_otherwise(cells: Sequence[Any], values: Sequence[Any]) -> list[tuple[str, Any]]:
    """Of each way in which texts are written, the first that is not written as we write it, with what it was read as."""
    found: dict[str, tuple[str, Any]] = {}
    # What is written alike was read alike.
    pairs = dict(zip(cells, values, strict=True)).items()
    lost = next((pair for pair in pairs if _is_lost(pair[0]) and pair[1] is not None), None)
    if lost is not None:
        found["number"] = (f"{lost[0]:g}", lost[1])
    for cell, value in pairs:
        # A day of a spreadsheet that became a heading has midnight behind it.
        if type(cell) is str and value is not None and not cell.strip().casefold().startswith(str(value).casefold()):
            shape = re.sub(r"[^\W\d_]+", "a", re.sub(r"\d", "0", cell.strip()))
            found.setdefault(shape, (cell.strip(), value))
    return list(found.values())


def _is_lost(cell: Any) -> bool:
    return type(cell) in (int, float) and _FIRST_LOST <= cell < _LAST_LOST


def since_1900(cell: Any) -> Any:
    """A day that a file counts from 1904 and that lost its format, as other files count it.

    >>> since_1900(44561), since_1900(2026), since_1900("2026")
    (46023, 2026, '2026')
    """
    is_day = type(cell) in (int, float) and _FIRST_LOST - _FROM_1904 <= cell < _LAST_LOST
    return cell + _FROM_1904 if is_day else cell


def day_from(cell: Any, calendar: Calendar) -> date | None:
    """The day that a cell names, or None where it names none."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool) and _FIRST_LOST <= cell < _LAST_LOST:
        return _FIRST_OF_ALL + timedelta(days=int(cell))
    if not isinstance(cell, str):
        return None
    text = cell.strip()
    for form, (year, month, day) in _WHOLE_DAYS:
        if match := form.fullmatch(text):
            return _existing(full_year(match[year]), int(match[month]), int(match[day]))
    if (lost := _DAY_OF_LOST_FORMAT.fullmatch(text)) and _FIRST_LOST <= int(lost[1]) < _LAST_LOST:
        return _FIRST_OF_ALL + timedelta(days=int(lost[1]))
    match = _SLASHED.fullmatch(text)
    return _slashed(match, calendar) if match else None


def _slashed(match: re.Match[str], calendar: Calendar) -> date:
    first, second, year = int(match[1]), int(match[2] or match[4]), full_year(match[3] or match[5])
    order = _own_order(match) or calendar.days
    if order is None and first != second:
        raise Unreadable(
            "It is unclear which part is the day and which the month.",
            "Write it as 2026-07-15.",
            "day_order",
            proposals=(DayOrder.DAY_FIRST.value, DayOrder.MONTH_FIRST.value),
        )
    day, month = (second, first) if order is DayOrder.MONTH_FIRST else (first, second)
    return _existing(year, month, day)


def _existing(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable("There is no such day.", "Write it as 2026-07-15.", "date") from None


def bounded(day: date) -> date:
    """The day. Unreadable: its year can be no year of a plan."""
    if not EARLIEST <= day.year <= LATEST:
        years = {"first": str(EARLIEST), "last": str(LATEST)}
        raise Unreadable(Said("The year lies outside %(first)s to %(last)s.", **years), "Check the year.", "period")
    return day
