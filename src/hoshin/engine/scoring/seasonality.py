"""Seasonal factors estimated from history."""

from dataclasses import dataclass

import numpy as np

from hoshin.engine.arrays import Bools, Floats
from hoshin.engine.scoring.columns import ColumnLike, finite_column


@dataclass(frozen=True, slots=True)
class SeasonResult:
    """Factors (n, cycle) in the order of the cycle, and per series whether it is ``additive`` (factors in
    the unit of the measure, mean 0, instead of ratios with mean 1) and whether no season was found."""

    factors: Floats
    additive: Bools
    no_season: Bools


def seasonal_factors(values: ColumnLike, cycle: int) -> SeasonResult:
    """Estimate seasonal factors from at least two full cycles of (n, P) values, first column first of a cycle.

    Each value is compared with the centred moving average over one cycle, by ratio, or by difference where
    the series touches or crosses zero; the factors are the means by position in the cycle, normalised to
    mean 1 (or 0). Missing values drop the averages they touch; fewer than two cycles, or a position never
    seen, gives neutral factors and ``no_season``. A cycle below 2 raises ``ValueError``.
    Method: classical decomposition by ratio to moving average.

    >>> seasonal_factors([[8.0, 12.0] * 4], 2).factors.round(2).tolist()
    [[0.8, 1.2]]
    """
    if cycle < 2:
        raise ValueError("a cycle has at least two periods")
    series = np.atleast_2d(finite_column("values", values))
    count, length = series.shape
    with np.errstate(invalid="ignore"):
        additive = np.asarray((series <= 0.0).any(axis=1) & ~(series < 0.0).all(axis=1))
    neutral = np.repeat(np.where(additive, 0.0, 1.0)[:, None], cycle, axis=1)
    if length < 2 * cycle:
        return SeasonResult(neutral, additive, np.ones(count, np.bool_))
    trend, lead = _centred_average(series, cycle)
    inner = series[:, lead : lead + trend.shape[1]]
    with np.errstate(divide="ignore", invalid="ignore"):
        departure = np.where(additive[:, None], inner - trend, inner / trend)
        sums, seen = np.zeros((count, cycle)), np.zeros((count, cycle))
        for position in range(cycle):
            part = departure[:, (position - lead) % cycle :: cycle]
            valid = np.isfinite(part)
            sums[:, position] = np.where(valid, part, 0.0).sum(axis=1)
            seen[:, position] = valid.sum(axis=1)
        means = sums / seen
        centre = means.mean(axis=1, keepdims=True)
        factors = np.where(additive[:, None], means - centre, means / centre)
    unknown = ~np.isfinite(factors).all(axis=1)
    factors[unknown] = neutral[unknown]
    return SeasonResult(factors, additive, np.asarray(unknown))


def _centred_average(series: Floats, cycle: int) -> tuple[Floats, int]:
    """The moving average over one cycle and the column its first value belongs to; even cycles average two."""
    windows = np.lib.stride_tricks.sliding_window_view(series, cycle, axis=1).mean(axis=2)
    if cycle % 2:
        return np.asarray(windows), cycle // 2
    return np.asarray(0.5 * (windows[:, :-1] + windows[:, 1:])), cycle // 2
