"""Damped trend with additive errors, ETS(A,Ad,N): parameters by least squared one-step error on a grid."""

from dataclasses import dataclass

import numpy as np

from hoshin.engine.arrays import Floats
from hoshin.engine.forecasting.series import ModelResult, first_line, in_chunks, starts

ALPHAS = (0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9)
BETAS = (0.0, 0.02, 0.05, 0.1, 0.2)
PHIS = (0.8, 0.9, 0.95, 0.98, 1.0)
# Level, slope and two of the three smoothing parameters are paid for; methods.md gives its example so.
_FITTED = 4


@dataclass(frozen=True, slots=True)
class DampedGrid:
    """The combinations that are tried: three columns of one length."""

    alpha: Floats
    beta: Floats
    phi: Floats

    @classmethod
    def of(cls, alphas: tuple[float, ...], betas: tuple[float, ...], phis: tuple[float, ...]) -> "DampedGrid":
        """Every combination in which β is not above α."""
        kept = [(a, b, p) for a in alphas for b in betas for p in phis if b <= a]
        columns = np.array(kept, np.float64).T
        return cls(columns[0], columns[1], columns[2])


GRID = DampedGrid.of(ALPHAS, BETAS, PHIS)


def damped_trend(values: Floats, horizon: int, grid: DampedGrid = GRID) -> ModelResult:
    """Forecasts of (n, periods) values whose rows end in their last value; missing ones move nothing.

    ``e = y − (l + φb)``, ``l ← l + φb + αe``, ``b ← φb + βe``; ``μ_h = l + φ_h b`` with ``φ_h = φ + … + φ^h``;
    ``σ_h² = σ²[1 + Σ_{j<h} (α + βφ_j)²]``. Starts from the line through the first five periods; ``σ²`` over n − 4.
    Source: Hyndman, Koehler, Ord and Snyder (2008).

    >>> found = damped_trend(np.array([[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]]), 2)
    >>> found.mean.round(3).tolist()
    [[7.0, 8.0]]
    """
    count = len(values)
    level, slope, best, squares = (np.full(count, np.nan) for _ in range(4))
    for rows in in_chunks(values, len(grid.alpha)):
        last, step, errors = _smoothed(values[rows], grid)
        chosen = np.argmin(errors, axis=1)
        places = np.arange(len(rows))
        level[rows], slope[rows] = last[places, chosen], step[places, chosen]
        best[rows], squares[rows] = chosen, errors[places, chosen]
    chosen = best.astype(np.intp)
    alpha, beta, phi = grid.alpha[chosen], grid.beta[chosen], grid.phi[chosen]
    seen = (~np.isnan(values)).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        sigma = np.sqrt(np.where(seen > _FITTED, squares / (seen - _FITTED), np.nan))
    powers = np.cumsum(phi[:, None] ** np.arange(1, horizon + 1), axis=1)
    carried = (alpha[:, None] + beta[:, None] * powers[:, :-1]) ** 2
    growth = np.concatenate([np.ones((count, 1)), 1.0 + np.cumsum(carried, axis=1)], axis=1)
    return ModelResult(level[:, None] + powers * slope[:, None], sigma[:, None] * np.sqrt(growth))


def _smoothed(values: Floats, grid: DampedGrid) -> tuple[Floats, Floats, Floats]:
    """Last level, last slope and sum of squared errors, each (n, combinations)."""
    first = starts(values)
    level, slope = (np.repeat(part[:, None], len(grid.alpha), axis=1) for part in first_line(values))
    errors = np.zeros_like(level)
    together = first.max(initial=0)
    for column in range(int(first.min(initial=values.shape[1])), values.shape[1]):
        here = values[:, column, None]
        ahead = grid.phi * slope
        expected = level + ahead
        error = here - expected
        if np.isnan(here).any():
            error = np.where(np.isnan(here), 0.0, error)
        if column < together:
            begun = (first <= column)[:, None]
            level = np.where(begun, expected + grid.alpha * error, level)
            slope = np.where(begun, ahead + grid.beta * error, slope)
        else:
            level = expected + grid.alpha * error
            slope = ahead + grid.beta * error
        errors += error * error
    return level, slope, errors
