"""Brings two series to where a correlation between them means something: alike in time, and not wandering."""

from dataclasses import dataclass

import numpy as np

from hoshin.engine.arrays import Bools, Floats
from hoshin.engine.hypotheses.regression import residuals, squares

# Of the test for a level that holds, 5 % (Kwiatkowski et al. 1992, table 1).
_WANDERS = 0.463
_MOST_DIFFERENCES = 2
# Of the largest F of a change of level with 15 % trimmed at each end, 1 % (Andrews 2003, table 1).
_BREAK_AT, _TRIM = 12.16, 0.15
_LEAST_TO_TEST = 12


@dataclass(frozen=True, slots=True)
class PreparedResult:
    """Both series (n,) as they may be correlated: how often they were differenced, which value of the given series
    their first one belongs to, and whether a change of level cut one side off."""

    cause: Floats
    effect: Floats
    differences: int
    start: int
    is_cut: bool


def prepared(cause: Floats, effect: Floats) -> PreparedResult:
    """Two series (n,) of the same periods, NaN where missing, brought to where they may be correlated.

    The longest stretch in which both are known; both differenced, at most twice, as long as the level of either does not
    hold; the longer side of a change of level in either. Both are treated
    alike, so that the lag between them stays what it was. ``ValueError`` for infinities or unequal lengths.

    >>> both = prepared(np.arange(40.0), np.r_[np.nan, np.arange(39.0)])
    >>> both.differences, both.start, len(both.cause)
    (1, 2, 38)
    """
    if cause.shape != effect.shape or cause.ndim != 1:
        raise ValueError("cause and effect are series of the same periods")
    if np.isinf(cause).any() or np.isinf(effect).any():
        raise ValueError("a value is infinite")
    begin, end = _longest(~np.isnan(cause) & ~np.isnan(effect))
    a, b = cause[begin:end], effect[begin:end]
    times = 0
    while times < _MOST_DIFFERENCES and len(a) >= _LEAST_TO_TEST:
        if not (_is_wandering(a) or _is_wandering(b)):
            break
        a, b, times = np.diff(a), np.diff(b), times + 1
    low, high = _longer_side(a, b)
    return PreparedResult(a[low:high], b[low:high], times, begin + times + low, high - low < len(a))


def wandering_statistic(values: Floats) -> float:
    """``Σ S_t² / (n² s²)`` of the partial sums of a series (n,), ``s²`` by Bartlett's weights: above 0.463 its level does
    not hold. Source: Kwiatkowski, Phillips, Schmidt and Shin 1992.

    >>> round(wandering_statistic(np.arange(20.0)), 2)
    0.77
    """
    away = values - values.mean()
    n = len(away)
    lags = int(4.0 * (n / 100.0) ** 0.25)
    variance = squares(away) / n
    for lag in range(1, lags + 1):
        variance += 2.0 * (1.0 - lag / (lags + 1.0)) * float(away[lag:] @ away[:-lag]) / n
    return squares(np.cumsum(away)) / n**2 / variance if variance > 0.0 else 0.0


def _is_wandering(values: Floats) -> bool:
    return wandering_statistic(values) > _WANDERS


def _longest(known: Bools) -> tuple[int, int]:
    """Where the longest unbroken stretch begins and ends; the latest of equally long ones."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], known, [False]]).astype(np.int8)))
    if not edges.size:
        return 0, 0
    starts, ends = edges[::2], edges[1::2]
    at = len(starts) - 1 - int(np.argmax((ends - starts)[::-1]))
    return int(starts[at]), int(ends[at])


def _longer_side(cause: Floats, effect: Floats) -> tuple[int, int]:
    """The longer side of the clearest change of level in either series; all of it where there is none."""
    if len(cause) < 2 * _LEAST_TO_TEST:
        return 0, len(cause)
    largest, at = max(_level_change(cause), _level_change(effect))
    if largest <= _BREAK_AT:
        return 0, len(cause)
    return (0, at) if 2 * at >= len(cause) else (at, len(cause))


def _level_change(values: Floats) -> tuple[float, int]:
    """The largest ``F`` of one change of level among what a first-order autoregression leaves, and where it is."""
    if np.ptp(values) == 0.0:
        return 0.0, 0
    left = residuals(values[1:], np.column_stack([np.ones(len(values) - 1), values[:-1]]))
    n = len(left)
    places = np.arange(int(np.ceil(_TRIM * n)), int(n - np.floor(_TRIM * n)))
    before = np.cumsum(left)[places - 1]
    gain = before**2 * n / (places * (n - places))
    rest = squares(left) - gain
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(rest > 0.0, (n - 2) * gain / rest, 0.0)
    best = int(np.argmax(ratio))
    return float(ratio[best]), int(places[best]) + 1
