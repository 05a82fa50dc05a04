"""Whether a series rises or falls: the test of Mann and Kendall, and the slope of Theil and Sen."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from hoshin.engine.arrays import Floats
from hoshin.engine.reasons import Reason

SHORTEST = 8
_NORMAL = NormalDist()
_AT_95 = _NORMAL.inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class TrendResult:
    """``s``, its ``variance`` (ties and autocorrelation counted), ``z``, the two-sided ``p``; the ``slope`` per unit
    of time with its 95 % interval from ``low`` to ``high``. Too short a series has NaN everywhere, and the reason."""

    s: float
    variance: float
    z: float
    p: float
    slope: float
    low: float
    high: float
    reason: Reason = Reason.NONE


def mann_kendall(
    values: Floats, times: Floats | None = None, *, for_autocorrelation: bool = False, shortest: int = SHORTEST
) -> TrendResult:
    """Test a series (n,) for a trend and measure its slope; missing values are left out, times are 0, 1, 2 … unless
    given.

    ``S = Σ sign(x_j − x_i)``, ``Var S = [n(n−1)(2n+5) − Σ t(t−1)(2t+5)]/18`` over groups of t ties, ``Z = (S − sign
    S)/√Var S``. ``slope = median (x_j − x_i)/(t_j − t_i)``, its interval by order statistics ``(N ∓ 1.96·√Var S)/2``.
    With ``for_autocorrelation`` the variance is multiplied by ``1 + 2/(n(n−1)(n−2)) Σ (n−k)(n−k−1)(n−k−2) ρ_k`` over
    the significant autocorrelations of the ranks without their trend, at least by 1. Source: Mann 1945, Sen 1968,
    Hamed and Rao 1998.

    >>> y = np.array([61.0, 62.5, 61.8, 63.4, 64.9, 64.1, 66.0, 67.2, 66.5, 68.1, 69.4, 68.8])
    >>> found = mann_kendall(y)
    >>> found.s, round(found.variance, 2), round(found.z, 3)
    (58.0, 212.67, 3.909)
    >>> round(found.slope, 3), round(found.low, 3), round(found.high, 3)
    (0.772, 0.62, 0.886)
    """
    known = ~np.isnan(values)
    x = values[known]
    t = np.arange(len(values), dtype=np.float64)[known] if times is None else times[known]
    n = len(x)
    if n < shortest:
        nan = float("nan")
        return TrendResult(nan, nan, nan, nan, nan, nan, nan, Reason.TOO_FEW_POINTS)
    first, second = np.triu_indices(n, 1)
    rises = x[second] - x[first]
    s = float(np.sign(rises).sum())
    slopes = np.sort(rises / (t[second] - t[first]))
    slope = float(np.median(slopes))
    variance = _variance(x)
    plain = variance
    if for_autocorrelation:
        variance *= _inflation(x - slope * t)
    z = (s - np.sign(s)) / np.sqrt(variance) if s and variance else 0.0
    low, high = _interval(slopes, plain)
    p = 2.0 * _NORMAL.cdf(-abs(float(z)))
    return TrendResult(s, float(variance), float(z), p, slope, low, high)


def seasonal_mann_kendall(values: Floats, cycle: int) -> TrendResult:
    """The same test within each season of a cycle, S and its variance summed; the slope is per step, of all the
    seasons' pairs.

    Source: Hirsch, Slack and Smith 1982.

    >>> found = seasonal_mann_kendall(np.array([1.0, 9.0, 2.0, 10.0, 3.0, 11.0, 4.0, 12.0]), 2)
    >>> found.s, round(found.variance, 3), found.slope
    (12.0, 17.333, 0.5)
    """
    s = variance = 0.0
    slopes: list[Floats] = []
    for season in range(cycle):
        places = np.arange(season, len(values), cycle)
        places = places[~np.isnan(values[places])]
        x = values[places]
        if len(x) < 2:
            continue
        first, second = np.triu_indices(len(x), 1)
        s += float(np.sign(x[second] - x[first]).sum())
        variance += _variance(x)
        slopes.append((x[second] - x[first]) / (places[second] - places[first]))
    if not slopes or len(values) < SHORTEST:
        nan = float("nan")
        return TrendResult(nan, nan, nan, nan, nan, nan, nan, Reason.TOO_FEW_POINTS)
    z = float((s - np.sign(s)) / np.sqrt(variance)) if s and variance else 0.0
    pairs = np.sort(np.concatenate(slopes))
    low, high = _interval(pairs, variance)
    p = 2.0 * _NORMAL.cdf(-abs(z))
    return TrendResult(s, variance, z, p, float(np.median(pairs)), low, high)


def _interval(slopes: Floats, variance: float) -> tuple[float, float]:
    """The slopes, in order, at the places nearest to the ends of the interval."""
    spread, total = _AT_95 * np.sqrt(variance), len(slopes)
    low, high = round(float(total - spread) / 2.0) - 1, round(float(total + spread) / 2.0)
    return float(slopes[max(low, 0)]), float(slopes[min(high, total - 1)])


def _variance(x: Floats) -> float:
    n = len(x)
    _, ties = np.unique(x, return_counts=True)
    return float(n * (n - 1) * (2 * n + 5) - (ties * (ties - 1) * (2 * ties + 5)).sum()) / 18.0


def _inflation(detrended: Floats) -> float:
    """How much more S varies because neighbours are alike."""
    n = len(detrended)
    _, inverse, counts = np.unique(detrended, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2.0)[inverse]
    centred = ranks - ranks.mean()
    total = float(centred @ centred)
    if total == 0.0:
        return 1.0
    lags = np.arange(1, n - 2)
    rho = np.array([float(centred[lag:] @ centred[:-lag]) / total for lag in lags])
    rho = np.where(np.abs(rho) > _AT_95 / np.sqrt(n), rho, 0.0)
    return max(1.0, 1.0 + 2.0 / (n * (n - 1) * (n - 2)) * float(((n - lags) * (n - lags - 1) * (n - lags - 2)) @ rho))
