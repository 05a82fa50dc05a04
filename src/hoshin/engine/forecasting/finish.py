"""Projected finish: when the pace of the latest values reaches the target, and within which range."""

from dataclasses import dataclass

import numpy as np

from hoshin.engine.arrays import Bools, Floats
from hoshin.engine.forecasting.series import checked, ending_last

LATEST = 12
_LEAST = 8
_Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class FinishResult:
    """Per series (n,): ``slope`` per period with its 95 % interval (``slope_low``, ``slope_high``; NaN below 8 points),
    and periods after the last value until the target is reached: ``periods``, ``soonest``, ``latest``. NaN in
    ``periods``: not reached at this pace; in ``latest``: no end to it. ``reached``: the last value is there already."""

    slope: Floats
    slope_low: Floats
    slope_high: Floats
    periods: Floats
    soonest: Floats
    latest: Floats
    reached: Bools


def projected_finish(values: Floats, target: Floats, direction: Floats) -> FinishResult:
    """When (n, periods) values reach their targets (n,) at the pace of their last twelve periods.

    ``t̂ = (T − y_n)/b`` with the slope b of Theil and Sen, where b has the sign of the ``direction`` (+1, −1); the range
    from the order statistics ``(N ∓ z·sqrt(Var S))/2`` of the slopes between pairs. Source: Sen (1968).

    >>> rows = np.array([[61.0, 62.5, 61.8, 63.4, 64.9, 64.1, 66.0, 67.2, 66.5, 68.1, 69.4, 68.8]])
    >>> found = projected_finish(rows, np.array([72.0]), np.array([1.0]))
    >>> [round(float(part[0]), 3) for part in (found.slope, found.periods, found.soonest, found.latest)]
    [0.772, 4.144, 3.613, 5.161]
    """
    rows = ending_last(checked(values))[:, -LATEST:]
    slope, low, high = _slopes(rows)
    missing = target - rows[:, -1]
    with np.errstate(invalid="ignore"):
        reached = direction * missing <= 0.0
    soonest, latest = np.where(direction > 0, high, low), np.where(direction > 0, low, high)
    return FinishResult(
        slope,
        low,
        high,
        _until(missing, slope, direction),
        _until(missing, soonest, direction),
        _until(missing, latest, direction),
        np.asarray(reached),
    )


def _until(missing: Floats, slope: Floats, direction: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        periods = np.where(direction * slope > 0.0, missing / slope, np.nan)
    return np.asarray(np.where(direction * missing <= 0.0, 0.0, periods))


def _slopes(rows: Floats) -> tuple[Floats, Floats, Floats]:
    """Median slope between pairs, and the ends of its interval."""
    first, second = np.triu_indices(rows.shape[1], 1)
    between = np.sort((rows[:, second] - rows[:, first]) / (second - first), axis=1)
    pairs = (~np.isnan(between)).sum(axis=1)
    count = (~np.isnan(rows)).sum(axis=1)
    spread = _Z95 * np.sqrt(_variance_of_s(rows, count))
    # Order statistics counted from 1, the lower rounded down and the upper one place further.
    low_place = np.floor((pairs - spread) / 2.0).astype(np.int64)
    high_place = np.floor((pairs + spread) / 2.0).astype(np.int64) + 1
    middle = 0.5 * (_place(between, (pairs - 1) // 2, pairs) + _place(between, pairs // 2, pairs))
    enough = count >= _LEAST
    low = np.where(enough, _place(between, low_place - 1, pairs), np.nan)
    high = np.where(enough, _place(between, high_place - 1, pairs), np.nan)
    return middle, low, high


def _place(ordered: Floats, place: Floats, pairs: Floats) -> Floats:
    if not ordered.shape[1]:
        return np.full(len(ordered), np.nan)
    inside = np.clip(place, 0, np.maximum(pairs - 1, 0)).astype(np.int64)
    return np.asarray(ordered[np.arange(len(ordered)), inside])


def _variance_of_s(rows: Floats, count: Floats) -> Floats:
    """``[n(n−1)(2n+5) − Σ t(t−1)(2t+5)]/18`` with t the sizes of ties."""
    same = (rows[:, :, None] == rows[:, None, :]).sum(axis=2)
    # Each of the t members of a tie brings its share 1/t of the tie's term.
    ties = ((same - 1.0) * (2.0 * same + 5.0) * (same > 1)).sum(axis=1)
    return np.asarray((count * (count - 1.0) * (2.0 * count + 5.0) - ties) / 18.0)
