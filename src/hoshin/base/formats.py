"""In which format whoever reads wants numbers, days and times: the organisation's, or that of English in another country.

Words stay English, so only formats of English are offered; which mark stands before decimals also decides how typed numbers
are read. Whatever is worded outside of a page (files, commands, the API) is in the organisation's format.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time
from babel.localedata import locale_identifiers
from babel.numbers import get_decimal_symbol, get_group_symbol

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


@cache
def known_formats() -> dict[str, str]:
    """The locales that can be chosen, each with the name of its country, by name."""
    names = {found: Locale.parse(found).territory_name or found for found in _offered()}
    return dict(sorted(names.items(), key=lambda pair: pair[1]))


def in_format(text: str) -> str:
    """A number that was written as 1,234.5, with the marks of whoever reads.

    >>> with using("en_DE"):
    ...     in_format("-1,234,567.5")
    '-1.234.567,5'
    >>> with using("en_IN"):
    ...     in_format("1,234,567")
    '12,34,567'
    """
    locale = _current.get()
    match = _NUMBER.fullmatch(text) if locale else None
    if match is None:
        return text
    point, comma, first, others = _marks(locale)
    sign, whole, decimals = match.groups()
    return sign + _grouped(whole.replace(",", ""), comma, first, others) + (point + decimals if decimals else "")


def has_decimal_comma() -> bool:
    """Whether whoever reads writes a comma before decimals."""
    return bool(_current.get()) and _marks(_current.get())[0] == ","


def as_typed(number: float) -> str:
    """A number as it stands in a field to be changed: all of its digits, no thousands apart, the reader's decimal mark."""
    text = repr(float(number)).removesuffix(".0")
    return text.replace(".", ",") if has_decimal_comma() else text


def moment_in_format(moment: datetime | date, form: str) -> str | None:
    """A day or an instant in one of the FORMS of the pages as whoever reads writes it; None: as the organisation does."""
    locale = _current.get()
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
    "j F Y, H:i": ("long", "time"),
    "j M Y H:i": ("medium", "time"),
    "j M, H:i": ("MMMd", "time"),
    "H:i": ("time",),
    "H:i:s": ("seconds",),
}


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
