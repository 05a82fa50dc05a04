"""In which format whoever reads wants numbers, days and times: that of their language, or as another country writes them.

A country is chosen by its English ("en_DE"), and stands for what is written there in whatever language is spoken. Which mark
stands before decimals also decides how typed numbers are read. Whatever is worded outside of a page (files, commands, the
API) is English as the organisation has it.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache
from typing import Literal

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time, get_month_names
from babel.localedata import locale_identifiers
from babel.numbers import get_decimal_symbol, get_group_symbol

from hoshin.base.languages import ENGLISH, in_order, spoken

_current: ContextVar[str] = ContextVar("hoshin_formats", default="")
_NUMBER = re.compile(r"([^\d]*)(\d[\d,]*)(?:\.(\d+))?")
_ENGLISH_ELSEWHERE = re.compile(r"en_[A-Z]{2}")


@contextmanager
def using(locale: str) -> Iterator[None]:
    """Word numbers, days and times as a locale does ("" as the organisation does) within a block."""
    token = _current.set("")
    try:
        choose(locale)
        yield
    finally:
        _current.reset(token)


def choose(locale: str) -> None:
    """Do so from now on, until the block in which this happens ends. What is not known is as the organisation has it."""
    _current.set(locale if locale and locale in known_formats() else "")


def known_formats() -> dict[str, str]:
    """The locales that can be chosen, each with the name of its country in the language spoken, by name."""
    return _countries(spoken())


def in_format(text: str) -> str:
    """A number that was written as 1,234.5, with the marks of whoever reads.

    >>> with using("en_DE"):
    ...     in_format("-1,234,567.5")
    '-1.234.567,5'
    >>> with using("en_IN"):
    ...     in_format("1,234,567")
    '12,34,567'
    """
    locale = _of_numbers()
    match = _NUMBER.fullmatch(text) if locale else None
    if match is None:
        return text
    point, comma, first, others = _marks(locale)
    sign, whole, decimals = match.groups()
    return sign + _grouped(whole.replace(",", ""), comma, first, others) + (point + decimals if decimals else "")


def has_decimal_comma() -> bool:
    """Whether whoever reads writes a comma before decimals."""
    return decimal_mark() == ","


def decimal_mark() -> str:
    """What whoever reads writes before decimals."""
    locale = _of_numbers()
    return _marks(locale)[0] if locale else "."


def as_typed(number: float) -> str:
    """A number as it stands in a field to be changed: all of its digits, no thousands apart, the reader's decimal mark."""
    text = repr(float(number)).removesuffix(".0")
    return text.replace(".", ",") if has_decimal_comma() else text


def moment_in_format(moment: datetime | date, form: str) -> str | None:
    """A day or an instant in one of the FORMS of the pages as whoever reads writes it; None: as the organisation does."""
    locale = _of_days()
    if not locale or form not in FORMS:
        return None
    parts = []
    for part in FORMS[form]:
        if part in ("long", "medium"):
            parts.append(format_date(moment, part, locale))
        elif part in ("time", "seconds") and isinstance(moment, datetime):
            parts.append(format_time(moment, "short" if part == "time" else "medium", locale=locale))
        else:
            parts.append(format_skeleton(part, moment, locale=locale))
    return ", ".join(parts)


# The forms in which pages show days and instants, in Django's letters, and what they are made of.
FORMS: dict[str, tuple[str, ...]] = {
    "j F Y": ("long",),
    "j M Y": ("medium",),
    "M Y": ("yMMM",),
    "j M": ("MMMd",),
    "j F": ("MMMMd",),
    "l": ("EEEE",),
    "l j F": ("MMMMEEEEd",),
    "l, j F Y": ("yMMMMEEEEd",),
    "l j F, H:i": ("MMMMEEEEd", "time"),
    "l j F Y, H:i": ("yMMMMEEEEd", "time"),
    "j F Y, H:i": ("long", "time"),
    "j M Y H:i": ("medium", "time"),
    "j M, H:i": ("MMMd", "time"),
    "H:i": ("time",),
    "H:i:s": ("seconds",),
}


def day_in_words(day: date) -> str:
    """A day with its year, in the language and the format of whoever reads.

    >>> day_in_words(date(2026, 7, 5))
    '5 July 2026'
    """
    return moment_in_format(day, "j F Y") or f"{day.day} {month_in_words(day)} {day.year}"


def month_in_words(day: date, short: bool = False) -> str:
    """The month of a day without its year, in the language that is spoken.

    >>> month_in_words(date(2026, 10, 1)), month_in_words(date(2026, 10, 1), short=True)
    ('October', 'Oct')
    """
    return _months(ENGLISH if spoken() == ENGLISH else _of_days(), "abbreviated" if short else "wide")[day.month - 1]


def _of_numbers() -> str:
    """The locale by which numbers are written; "" where it is English as the organisation has it."""
    language, chosen = spoken(), _current.get()
    return chosen if language == ENGLISH else _elsewhere(language, chosen) or chosen or language


def _of_days() -> str:
    """That of days and times: their words are in the language that is spoken, whatever was chosen."""
    language, chosen = spoken(), _current.get()
    return chosen if language == ENGLISH else _elsewhere(language, chosen) or language


@cache
def _elsewhere(language: str, chosen: str) -> str:
    """The language as it is written in the country of a chosen format; "" where nobody does, or nothing was chosen."""
    locale = f"{language}_{chosen.rpartition('_')[2]}" if chosen else ""
    return locale if locale in locale_identifiers() else ""


@cache
def _months(locale: str, width: Literal["abbreviated", "wide"]) -> tuple[str, ...]:
    named = get_month_names(width, "stand-alone", locale)
    return tuple(named[number] for number in range(1, 13))


@cache
def _countries(language: str) -> dict[str, str]:
    names = {found: Locale.parse(found).get_territory_name(language) or found for found in _offered()}
    return dict(sorted(names.items(), key=lambda pair: in_order(pair[1])))


def _offered() -> list[str]:
    found = []
    for identifier in locale_identifiers():
        try:
            if _ENGLISH_ELSEWHERE.fullmatch(identifier) and Locale.parse(identifier).territory:
                found.append(identifier)
        except UnknownLocaleError:
            continue
    return found


@cache
def _marks(locale: str) -> tuple[str, str, int, int]:
    """The marks before decimals and between thousands, and after how many digits the latter stand."""
    first, others = Locale.parse(locale).decimal_formats[None].grouping
    return get_decimal_symbol(locale), get_group_symbol(locale), first, others


def _grouped(digits: str, mark: str, first: int, others: int) -> str:
    parts, size = [], first
    while len(digits) > size:
        parts.append(digits[-size:])
        digits, size = digits[:-size], others
    return mark.join([digits, *reversed(parts)])
