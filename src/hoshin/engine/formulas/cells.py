"""Arithmetic on cells: values and the reasons why they are missing, whole arrays at once.

Of several missing operands the leftmost gives the reason; over a span of time the earliest period does.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from hoshin.engine.arrays import Bools, Codes, Floats, Ints
from hoshin.engine.reasons import Reason


class Cells(NamedTuple):
    """Values of shape (units, periods) and uint8 reasons; a value is NaN exactly where a reason stands."""

    value: Floats
    reason: Codes


COMPARE: dict[str, Callable[[Floats, Floats], Bools]] = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "=": np.equal,
    "<>": np.not_equal,
}


def settled(value: Floats, reason: Codes) -> Cells:
    """Cells from a raw result: what left the range of numbers is not applicable, reasons blank values."""
    reason = np.where(~np.isfinite(value) & (reason == 0), np.uint8(Reason.NOT_APPLICABLE), reason)
    return Cells(np.where(reason != 0, np.nan, value), reason)


def first_reason(parts: Sequence[Cells]) -> Codes:
    """The leftmost reason of each cell, 0 where nothing is missing."""
    reason = parts[0].reason
    for part in parts[1:]:
        reason = np.where(reason == 0, part.reason, reason)
    return reason


def constant(value: float, shape: tuple[int, int]) -> Cells:
    return Cells(np.full(shape, value), np.zeros(shape, dtype=np.uint8))


def negated(cells: Cells) -> Cells:
    return Cells(-cells.value, cells.reason)


def binary(operator: str, left: Cells, right: Cells) -> Cells:
    """One of + - * / ^ or a comparison, which gives 1 or 0."""
    if operator == "/":
        return divided(left, right)
    if operator == "^":
        return power(left, right)
    reason = first_reason((left, right))
    with np.errstate(over="ignore", invalid="ignore"):
        if operator == "+":
            return settled(left.value + right.value, reason)
        if operator == "-":
            return settled(left.value - right.value, reason)
        if operator == "*":
            return settled(left.value * right.value, reason)
        return settled(COMPARE[operator](left.value, right.value).astype(np.float64), reason)


def divided(above: Cells, below: Cells) -> Cells:
    """above / below; div_zero where below is 0."""
    reason = first_reason((above, below))
    is_zero = below.value == 0.0
    reason = np.where(is_zero & (reason == 0), np.uint8(Reason.DIV_ZERO), reason)
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        return settled(above.value / np.where(is_zero, 1.0, below.value), reason)


def power(base: Cells, exponent: Cells) -> Cells:
    """base to the power of exponent; div_zero for 0 to a negative power, not applicable for roots of what is negative."""
    reason = first_reason((base, exponent))
    is_zero = (base.value == 0.0) & (exponent.value < 0.0)
    reason = np.where(is_zero & (reason == 0), np.uint8(Reason.DIV_ZERO), reason)
    with np.errstate(all="ignore"):
        return settled(np.power(base.value, exponent.value), reason)


def function_of(cells: Cells, function: np.ufunc) -> Cells:
    """A function of each value; not applicable where it has none, as the logarithm of 0."""
    with np.errstate(all="ignore"):
        return settled(np.asarray(function(cells.value)), cells.reason)


def geometric_mean(parts: Sequence[Cells]) -> Cells:
    """The root of the product of the values that are there, by their logarithms; none of what is negative."""
    logs = [function_of(part, np.log) for part in parts]
    zero = np.any([(part.reason == 0) & (part.value == 0.0) for part in parts], axis=0)
    negative = np.any([(part.reason == 0) & (part.value < 0.0) for part in parts], axis=0)
    mean = total([Cells(log.value, part.reason) for log, part in zip(logs, parts, strict=True)], mean=True)
    with np.errstate(all="ignore"):
        value = np.where(zero, 0.0, np.exp(mean.value))
    reason = np.where(zero, np.uint8(0), mean.reason)
    return settled(value, np.where(negative, np.uint8(Reason.NOT_APPLICABLE), reason))


def total(parts: Sequence[Cells], *, mean: bool = False) -> Cells:
    """The sum or mean of the values that are there; missing only where all are."""
    value = np.zeros_like(parts[0].value)
    count = np.zeros(value.shape)
    with np.errstate(over="ignore", invalid="ignore"):
        for part in parts:
            is_there = part.reason == 0
            value = np.where(is_there, value + part.value, value)
            count += is_there
        if mean:
            value = value / np.maximum(count, 1.0)
    return settled(value, np.where(count == 0, first_reason(parts), np.uint8(0)))


def extreme(parts: Sequence[Cells], *, least: bool) -> Cells:
    """The least or greatest value; missing where one is."""
    value = parts[0].value
    for part in parts[1:]:
        value = np.minimum(value, part.value) if least else np.maximum(value, part.value)
    return settled(value, first_reason(parts))


def chosen(condition: Cells, then: Cells, otherwise: Cells) -> Cells:
    """then where the condition is not 0, else otherwise; only the branch taken may be missing."""
    holds = condition.value != 0.0
    reason = np.where(holds, then.reason, otherwise.reason)
    reason = np.where(condition.reason != 0, condition.reason, reason)
    return settled(np.where(holds, then.value, otherwise.value), reason)


def coalesced(parts: Sequence[Cells]) -> Cells:
    """The first value that is there."""
    value, reason = parts[0]
    for part in parts[1:]:
        fills = (reason != 0) & (part.reason == 0)
        value = np.where(fills, part.value, value)
        reason = np.where(fills, np.uint8(0), reason)
    return settled(value, reason)


def rounded(cells: Cells, digits: int) -> Cells:
    """The nearest number of so many decimals; half, within one unit in the last place, away from zero."""
    power = 10.0 ** abs(digits)
    size = np.abs(cells.value)
    with np.errstate(over="ignore", invalid="ignore"):
        scaled = size * power if digits >= 0 else size / power
        whole = np.floor(scaled)
        # 2.675 is stored a little below, so its half would be lost without the step to the next number.
        is_up = np.nextafter(scaled, np.inf) - whole >= 0.5
        whole = whole + is_up
        nearest = np.copysign(whole / power if digits >= 0 else whole * power, cells.value) + 0.0
        # From 2**52 on there are no decimals to round.
        return settled(np.where(scaled < 2.0**52, nearest, cells.value), cells.reason)


def lagged(cells: Cells, periods: int) -> Cells:
    """The value so many periods earlier; too_few_points before the series begins."""
    value = np.full(cells.value.shape, np.nan)
    reason = np.full(cells.value.shape, Reason.TOO_FEW_POINTS, dtype=np.uint8)
    if periods < cells.value.shape[1]:
        value[:, periods:] = cells.value[:, :-periods]
        reason[:, periods:] = cells.reason[:, :-periods]
    return Cells(value, reason)


def relative_change(cells: Cells, periods: int) -> Cells:
    """(x - earlier) / |earlier|, so that the sign is that of the change for negative values too."""
    earlier = lagged(cells, periods)
    return divided(binary("-", cells, earlier), Cells(np.abs(earlier.value), earlier.reason))


def rolling_total(cells: Cells, periods: int) -> Cells:
    """The sum of the last k periods, added oldest first; too_few_points before k periods exist."""
    columns = cells.value.shape[1]
    value = np.full(cells.value.shape, np.nan)
    reason = np.full(cells.value.shape, Reason.TOO_FEW_POINTS, dtype=np.uint8)
    if periods <= columns:
        windows = columns - periods + 1
        # Added up rather than differenced from a running total: no cancellation, no overflow carried along.
        added, why = cells.value[:, :windows], cells.reason[:, :windows]
        with np.errstate(over="ignore", invalid="ignore"):
            for step in range(1, periods):
                added = added + cells.value[:, step : step + windows]
                why = np.where(why == 0, cells.reason[:, step : step + windows], why)
        value[:, periods - 1 :], reason[:, periods - 1 :] = settled(added, why)
    return Cells(value, reason)


def year_to_date(cells: Cells, year_index: Ints) -> Cells:
    """The sum since the year began; missing from the first missing period of a year to its end."""
    value = np.empty_like(cells.value)
    reason = cells.reason.copy()
    starts = np.flatnonzero(np.diff(year_index, prepend=year_index[:1] - 1))
    for start, end in zip(starts, [*starts[1:], year_index.size]):
        with np.errstate(over="ignore", invalid="ignore"):
            value[:, start:end] = np.cumsum(cells.value[:, start:end], axis=1)
        for column in range(start + 1, end):
            earlier = reason[:, column - 1]
            reason[:, column] = np.where(earlier != 0, earlier, reason[:, column])
    return settled(value, reason)
