"""Theta: simple smoothing with half the slope of the least-squares line as drift."""

import numpy as np

from hoshin.engine.arrays import Floats
from hoshin.engine.forecasting.series import ModelResult, in_chunks, line, starts

ALPHAS = (*np.round(np.arange(0.05, 1.0, 0.05), 2).tolist(), 0.99)
# The smoothing parameter is chosen as for simple smoothing alone, without drift.
_FITTED = 1


def theta(values: Floats, horizon: int, alphas: tuple[float, ...] = ALPHAS) -> ModelResult:
    """Forecasts of (n, periods) values whose rows end in their last value; missing ones move nothing.

    ``μ_h = SES_n + ½b̂(h − 1 + 1/α − (1−α)^n/α)``, ``σ_h² = σ²[1 + (h−1)α²]`` with σ from the one-step errors of the
    same forecast, over n − 1. Smoothing starts at the first value. Source: Hyndman and Billah (2003).

    >>> theta(np.array([[5.0, 5.0, 5.0, 5.0]]), 2).mean.tolist()
    [[5.0, 5.0]]
    """
    count = len(values)
    grid = np.array(alphas)
    _, drift = line(values)
    half = 0.5 * drift
    level, alpha, squares, carried = (np.full(count, np.nan) for _ in range(4))
    for rows in in_chunks(values, len(alphas)):
        found = _smoothed(values[rows], half[rows], grid)
        chosen = np.argmin(found[1], axis=1)
        places = np.arange(len(rows))
        level[rows], squares[rows], carried[rows] = (found[part][places, chosen] for part in (0, 1, 2))
        alpha[rows] = grid[chosen]
    seen = (~np.isnan(values)).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        sigma = np.sqrt(np.where(seen > _FITTED, squares / (seen - _FITTED), np.nan))
    steps = np.arange(horizon)
    mean = level[:, None] + half[:, None] * (steps + carried[:, None])
    return ModelResult(mean, sigma[:, None] * np.sqrt(1.0 + steps * alpha[:, None] ** 2))


def _smoothed(values: Floats, half: Floats, alphas: Floats) -> tuple[Floats, Floats, Floats]:
    """Last level, sum of squared errors, and what of the drift the smoothing has not caught up with, (n, alphas)."""
    first = starts(values)
    rows = np.arange(len(values))
    begin = values[rows, np.minimum(first, values.shape[1] - 1)]
    level = np.repeat(begin[:, None], len(alphas), axis=1)
    squares, behind = np.zeros_like(level), np.zeros_like(level)
    for column in range(int(first.min(initial=values.shape[1])), values.shape[1]):
        here = values[:, column, None]
        seen = ~np.isnan(here) & (first < column)[:, None]
        error = np.where(seen, here - level - half[:, None] * behind, 0.0)
        squares += error * error
        level = np.where(seen, level + alphas * (here - level), level)
        # (1 − (1−α)^t)/α, one step on: how far simple smoothing lags a steady slope.
        behind = np.where((first <= column)[:, None], 1.0 + (1.0 - alphas) * behind, 0.0)
    return level, squares, behind
