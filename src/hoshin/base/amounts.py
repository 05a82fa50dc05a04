"""Amounts as people read them, with their units: a true minus, thousands apart, as many decimals as carry meaning."""

import math

from hoshin.base.formats import in_format
from hoshin.base.rounding import figure

NBSP = "\u00a0"
MINUS = "\u2212"
NONE = "\u2013"
_SYMBOLS = ("$", "€", "£", "¥")
# What publishers write, and what stands behind a number for it.
_SAME_UNITS = dict.fromkeys(("percent", "per cent", "percentage"), "%") | dict.fromkeys(
    ("number", "count", "ratio", "index", "index value"), ""
)


def is_missing(amount: float | None) -> bool:
    """Whether there is nothing to show: None, NaN, or text that has strayed in."""
    return not isinstance(amount, int | float) or not math.isfinite(amount)


def decimals_for(amount: float) -> int:
    """As many decimals as carry meaning where the measure names none: about three figures, no trailing zeros."""
    size = abs(amount)
    most = 0 if size >= 1000 else 1 if size >= 100 else 2 if size >= 1 or size == 0 else 4
    return len(figure(size, most).rstrip("0").partition(".")[2])


def number_text(amount: float | None, decimals: int | None = None) -> str:
    """A number with thousands separators; decimals fitting its size unless named.

    >>> number_text(-1234567.0), number_text(41.2, 2), number_text(None)
    ('−1,234,567', '41.20', '–')
    """
    if amount is None or is_missing(amount):
        return NONE
    digits = decimals_for(amount) if decimals is None else decimals
    shown = figure(amount, digits) if abs(amount) < 1e15 else f"{amount:.4g}"
    return in_format(shown).replace("-", MINUS, 1)


def value_text(amount: float | None, unit: str = "", decimals: int | None = None) -> str:
    """A value of a measure with its unit: 31 %, €1,200, 29 h.

    >>> value_text(31, "%"), value_text(-5.5, "€", 2), value_text(None, "h")
    ('31\\xa0%', '−€5.50', '–')
    """
    shown = number_text(amount, decimals)
    if shown == NONE or not unit:
        return shown
    if unit in _SYMBOLS:
        return shown.replace(MINUS, MINUS + unit) if shown.startswith(MINUS) else unit + shown
    short = _SAME_UNITS.get(unit.strip().casefold(), unit.strip())
    return shown + NBSP + short if short else shown


def unit_text(unit: str, longest: int) -> str:
    """A unit of measure that can stand behind every number of a column; nothing where it is long or says nothing.

    >>> unit_text("Percentage", 4), unit_text("Number", 12), unit_text("days", 4), unit_text("agreements", 4)
    ('%', '', 'days', '')
    """
    plain = unit.strip()
    short = _SAME_UNITS.get(plain.casefold(), plain)
    return short if len(short) <= longest else ""
