"""How series move together: what surprised in each period, as loadings on these periods, drawn towards none."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Floats

# Fewer surprises say nothing about how a series goes with others; larger ones than three spreads count as three.
_MIN_POINTS, _FARTHEST = 8, 3.0


@dataclass(frozen=True, slots=True)
class LoadingsResult:
    """``factors`` (n, T), whose rows are no longer than 1, and by which share correlations were drawn towards 0."""

    factors: Floats
    shrunk: float


def surprises(values: npt.ArrayLike, cycle: int = 1) -> Floats:
    """What is new in each period of (n, periods) values: ``(y_t − y_{t−1}) − (y_{t−m} − y_{t−m−1})``, without a cycle
    ``y_t − y_{t−1}``; NaN where one of them is missing.

    Steps, so that a trend is no surprise, less those of a cycle ago, so that a season is none. Method: own.

    >>> surprises([[1.0, 2.0, 4.0, np.nan]]).tolist()
    [[nan, 1.0, 2.0, nan]]
    """
    rows = np.atleast_2d(np.asarray(values, np.float64))
    steps = np.diff(rows, axis=1, prepend=np.nan)
    if cycle == 1:
        return np.asarray(steps)
    before = np.full(steps.shape, np.nan)
    before[:, cycle:] = steps[:, :-cycle]
    return np.asarray(steps - before)


def loadings(found: npt.ArrayLike) -> LoadingsResult:
    """Loadings of (n, T) surprises on their periods, NaN for missing, so that ``z = Fg + sqrt(1 − |F|²)·ε`` with
    independent normal g (T,) and ε (n,) has the correlations ``(1 − λ)·r`` and variances 1.

    ``r_ij = Σ_t x_it x_jt / T`` of surprises in spreads about their mean, a missing one being 0: what two series do not
    share says that they go apart. ``λ = Σ Var(r_ij) / Σ r_ij²`` over all pairs, within 0 and 1. No matrix of all pairs
    is made. Source: Ledoit and Wolf (2004), Schäfer and Strimmer (2005).

    >>> same = np.array([1.0, -1.0, 2.0, -2.0, 1.0, -1.0, 2.0, -2.0, 0.5, -0.5])
    >>> known = loadings([same, same])
    >>> 0.5 < float(known.factors[0] @ known.factors[1]) <= 1.0
    True
    """
    rows = np.atleast_2d(np.asarray(found, np.float64))
    if np.isinf(rows).any():
        raise ValueError("a surprise is infinite")
    periods = rows.shape[1]
    unit = _in_spreads(rows)
    if not unit.any():
        return LoadingsResult(np.zeros(rows.shape), 1.0)
    gram = unit.T @ unit
    lengths = (unit**2).sum(axis=1) / periods
    together = float((gram**2).sum() / periods**2 - (lengths**2).sum())
    squares = unit**2
    products = float((squares.sum(axis=0) ** 2 - (squares**2).sum(axis=0)).sum())
    noise = (products / periods - together) / (periods - 1)
    # Nothing goes together: what is left of sums that cancel is no correlation.
    is_apart = together <= 1e-12 * float((lengths**2).sum())
    shrunk = 1.0 if is_apart else float(np.clip(noise / together, 0.0, 1.0))
    return LoadingsResult(np.sqrt((1.0 - shrunk) / periods) * unit, shrunk)


def _in_spreads(rows: Floats) -> Floats:
    """Surprises about their mean in spreads of their own; rows of 0 where they are too few, or never differ."""
    seen = ~np.isnan(rows)
    count = np.maximum(seen.sum(axis=1), 1)[:, None]
    size = np.where(seen, np.abs(rows), 0.0).max(axis=1, initial=0.0, keepdims=True)
    filled = np.where(seen, rows, 0.0) / np.where(size > 0.0, size, 1.0)
    away = np.where(seen, filled - filled.sum(axis=1, keepdims=True) / count, 0.0)
    spread = np.sqrt((away**2).sum(axis=1, keepdims=True) / count)
    is_told = (count >= _MIN_POINTS) & (spread > 1e-9)
    unit = np.where(is_told, away / np.where(is_told, spread, 1.0), 0.0)
    return np.asarray(np.clip(unit, -_FARTHEST, _FARTHEST))
