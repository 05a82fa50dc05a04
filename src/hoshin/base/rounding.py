"""Numbers with fewer digits, for whoever reads them: the one place that rounds for pages, charts, commands and texts.

Half goes up, away from zero, by the number as people see it: 2.675 is 2.68, though what is stored lies a hair below.
What rounds to nothing has no sign. What is computed or stored is never rounded.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal

_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)
# What lies nearer to a whole score is rounding of doubles, and was taken out of it (engine/dust.py).
_MOST_DIGITS = 11
# What a float of this size times a power of ten may be off by is far less than this much.
_FEW, _NEAR = 1e8, 1e-6


def half_up(amount: float, digits: int = 0) -> Decimal:
    """The nearest number of so many decimals.

    >>> [str(half_up(one, digits)) for one, digits in ((2.5, 0), (-0.4, 0), (0.25, 1), (2.675, 2), (-1.5, 0))]
    ['3', '0', '0.3', '2.68', '-2']
    """
    found = Decimal(repr(float(amount))).quantize(Decimal(1).scaleb(-digits), context=_EXACT)
    return found if found else abs(found)


def figure(amount: float, digits: int = 0, *, is_signed: bool = False) -> str:
    """That number as text, with commas between thousands, and a plus before what is more where it is a change.

    >>> figure(1234.5), figure(-0.04, 1), figure(2.25, 1, is_signed=True), figure(-0.0, 1, is_signed=True)
    ('1,235', '0.0', '+2.3', '0.0')
    """
    scaled = abs(amount) * 10.0**digits
    if scaled < _FEW and abs(scaled % 1.0 - 0.5) > _NEAR:
        # Far from the middle between two, as almost all are: every way of rounding finds the same, and this one is quick.
        is_nothing = scaled < 0.5
        shown = 0.0 if is_nothing else amount
        return f"{shown:+,.{digits}f}" if is_signed and not is_nothing else f"{shown:,.{digits}f}"
    found = half_up(amount, digits)
    return f"{found:+,f}" if is_signed and found else f"{found:,f}"


def significant(amount: float, figures: int) -> str:
    """As many decimals as leave so many figures, without zeros at the end.

    >>> significant(1234.5678, 6), significant(0.00012345678, 4), significant(1e20, 6)
    ('1,234.57', '0.0001235', '100,000,000,000,000,000,000')
    """
    exact = Decimal(repr(float(amount)))
    digits = max(figures - 1 - exact.adjusted(), 0) if exact else 0
    text = figure(amount, digits)
    return text.rstrip("0").rstrip(".") if "." in text else text


def digits_apart(amount: float, limits: Iterable[float], digits: int = 0) -> int:
    """How many decimals, at least so many, keep a number on its side of limits that belong to what lies above them.

    69.7 is not shown as 70 where something begins at 70.

    >>> [digits_apart(amount, (40, 70)) for amount in (69.7, 69.97, 70.4, 69.9999999999)]
    [1, 2, 0, 10]
    """
    limits = list(limits)
    if all(abs(amount - limit) >= 1.0 for limit in limits):
        return digits
    for more in range(digits, _MOST_DIGITS):
        shown = half_up(amount, more)
        if all((shown >= Decimal(repr(float(limit)))) == (amount >= limit) for limit in limits):
            return more
    return _MOST_DIGITS
