"""Months by their names in other languages, as Unicode's CLDR has them; none means another month in any of these."""

import re
import unicodedata

# German, French, Spanish, Italian, Portuguese, Dutch; the short forms, and what is written without its marks.
_NAMES = """
1 januar jänner jän janvier janv enero ene gennaio gen janeiro januari
2 februar feber février févr fév febrero febbraio fevereiro fev februari
3 märz maerz mär mars marzo março maart mrt
4 avril avr abril abr aprile
5 mai mayo maggio mag maio mei
6 juni juin junio giugno giu junho
7 juli juillet juil julio luglio lug julho
8 août agosto ago augustus
9 septembre septiembre settembre set setembro
10 oktober okt octobre octubre ottobre ott outubro out
11 novembre noviembre novembro
12 dezember dez décembre déc diciembre dic dicembre dezembro
"""
_ENGLISH = "January February March April May June July August September October November December".split()
_WORD = re.compile(r"[^\W\d_]{3,}")
_OF = re.compile(r"(?<=[\w.]) (?:de|del|di|van) (?=\w)", re.I)
_FIRST = re.compile(r"\b1(?:er|º|°|ro)(?= )", re.I)


def _plain(word: str) -> str:
    """Without case and marks."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


MONTHS = {_plain(word): int(number) for number, *words in map(str.split, _NAMES.strip().splitlines()) for word in words}


def in_english(text: str) -> str:
    """The text with months in English, where one of another language stands in it.

    >>> [in_english(text) for text in ("15 de octubre de 2026", "1er août 2026", "Okt. 26", "Oct 2026", "M 12")]
    ['15 October 2026', '1 August 2026', 'October 26', 'Oct 2026', 'M 12']
    """
    found = next((word for word in _WORD.finditer(text) if _plain(word[0]) in MONTHS), None)
    if found is None:
        return text
    name = _ENGLISH[MONTHS[_plain(found[0])] - 1]
    rest = text[found.end() :].removeprefix(".")
    return _FIRST.sub("1", _OF.sub(" ", text[: found.start()] + name + rest))


def month_number(text: str) -> int | None:
    """The number of a month by its name, in any of these languages, or by its number; None where it is none.

    >>> [month_number(text) for text in ("Okt.", "March", "sept", "7", "13", "M2")]
    [10, 3, 9, 7, None, 2]
    """
    word = _plain(text.strip().removesuffix("."))
    if word in MONTHS:
        return MONTHS[word]
    number = word.removeprefix("m").strip()
    if number.isdecimal() and number.isascii():
        return int(number) if 1 <= int(number) <= 12 else None
    english = [name.casefold() for name in _ENGLISH]
    return next(
        (at for at, name in enumerate(english, 1) if word in (name, name[:3]) or (word, at) == ("sept", 9)), None
    )
