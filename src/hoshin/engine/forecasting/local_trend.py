"""Local linear trend by the Kalman filter: variances by maximum likelihood on a grid, gaps skipped."""

from dataclasses import dataclass

import numpy as np

from hoshin.engine.arrays import Floats
from hoshin.engine.forecasting.series import ModelResult, in_chunks, starts

LEVELS = (0.0, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
SLOPES = (0.0, 0.0001, 0.001, 0.01, 0.1)
# A start of which nothing is known, as a variance beside an observation's of 1.
_UNKNOWN = 1e7
_DIFFUSE = 2


@dataclass(frozen=True, slots=True)
class TrendGrid:
    """Variances of level and slope as multiples of the observation's: two columns of one length."""

    level: Floats
    slope: Floats

    @classmethod
    def of(cls, levels: tuple[float, ...], slopes: tuple[float, ...]) -> "TrendGrid":
        """Every combination."""
        columns = np.array([(ql, qb) for ql in levels for qb in slopes], np.float64).T
        return cls(columns[0], columns[1])


GRID = TrendGrid.of(LEVELS, SLOPES)


@dataclass(frozen=True, slots=True)
class _State:
    """Of (n, combinations): level, slope, their variances beside an observation's of 1, and the likelihood's sums."""

    level: Floats
    slope: Floats
    p11: Floats
    p12: Floats
    p22: Floats
    logs: Floats
    squares: Floats


def local_trend(values: Floats, horizon: int, grid: TrendGrid = GRID, noise: float | None = None) -> ModelResult:
    """Forecasts of (n, periods) values whose rows end in their last value; a missing value skips the update.

    State (level, slope) with ``F = [[1,1],[0,1]]``, observation variance ``r``, state variances ``(q_l, q_b)``; the
    grid is in multiples of ``r``, and ``r`` follows from the innovations unless ``noise`` gives it. The first two
    innovations, of which nothing could be known, don't count. Source: Harvey (1989).

    >>> local_trend(np.array([[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]]), 2, noise=1.0).mean.round(3).tolist()
    [[7.0, 8.0]]
    """
    count = len(values)
    seen = (~np.isnan(values)).sum(axis=1)
    mean, sd = np.full((count, horizon), np.nan), np.full((count, horizon), np.nan)
    for rows in in_chunks(values, len(grid.level)):
        state = _filtered(values[rows], grid)
        free = np.maximum(seen[rows] - _DIFFUSE, 1)
        # A series that a line fits without rest has no innovations to tell the variances apart.
        variance = state.squares / free[:, None] + np.finfo(float).tiny
        best = np.argmin(state.logs + free[:, None] * np.log(variance), axis=1)
        places = np.arange(len(rows))
        level, slope, p11, p12, p22 = (
            getattr(state, name)[places, best] for name in ("level", "slope", "p11", "p12", "p22")
        )
        r = variance[places, best] if noise is None else np.full(len(rows), noise)
        q_l, q_b = grid.level[best], grid.slope[best]
        for ahead in range(horizon):
            level = level + slope
            p11, p12, p22 = p11 + 2.0 * p12 + p22 + q_l, p12 + p22, p22 + q_b
            mean[rows, ahead], sd[rows, ahead] = level, np.sqrt(r * (p11 + 1.0))
    sd[seen <= _DIFFUSE] = np.nan
    return ModelResult(mean, sd)


def _filtered(values: Floats, grid: TrendGrid) -> _State:
    """The state after the last value, for every combination of the grid."""
    first = starts(values)
    shape = (len(values), len(grid.level))
    begin = values[np.arange(len(values)), np.minimum(first, values.shape[1] - 1)]
    level, slope = np.repeat(begin[:, None], shape[1], axis=1), np.zeros(shape)
    p11, p12, p22 = np.full(shape, _UNKNOWN), np.zeros(shape), np.full(shape, _UNKNOWN)
    logs, squares, known = np.zeros(shape), np.zeros(shape), np.zeros(len(values))
    for column in range(int(first.min(initial=values.shape[1])), values.shape[1]):
        here = values[:, column]
        seen, begun = ~np.isnan(here), first < column
        level = np.where(begun[:, None], level + slope, level)
        p11 = np.where(begun[:, None], p11 + 2.0 * p12 + p22 + grid.level, p11)
        p12 = np.where(begun[:, None], p12 + p22, p12)
        p22 = np.where(begun[:, None], p22 + grid.slope, p22)
        spread = p11 + 1.0
        error = np.where(seen[:, None], here[:, None] - level, 0.0)
        known += seen
        counts = (seen & (known > _DIFFUSE))[:, None]
        logs += np.where(counts, np.log(spread), 0.0)
        squares += np.where(counts, error * error / spread, 0.0)
        k1 = np.where(seen[:, None], p11 / spread, 0.0)
        k2 = np.where(seen[:, None], p12 / spread, 0.0)
        level, slope = level + k1 * error, slope + k2 * error
        p11, p12, p22 = p11 * (1.0 - k1), p12 * (1.0 - k1), p22 - k2 * p12
    return _State(level, slope, p11, p12, p22, logs, squares)
