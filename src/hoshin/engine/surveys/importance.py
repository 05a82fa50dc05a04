"""Which drivers go with the outcome most: general dominance and relative weights, with the guards of either."""

from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np

from hoshin.engine.arrays import Floats

MOST_FOR_DOMINANCE, WORST_CONDITION, LEAST_COMPLETE, LEAST_N, N_PER_DRIVER = 10, 30.0, 0.7, 100, 10


@dataclass(frozen=True, slots=True)
class ImportanceResult:
    """Importance of groups of drivers, shares that sum to 1, with 90 % bounds; `drivers`: the columns in each group (more
    than one where they could not be told apart), `dropped`: constant ones, `ranks_differ`: the two methods disagree on the
    order of some that are told apart.
    `rank`: 1 for the first, and the same where bounds overlap. `reason` is empty, or why there is none."""

    drivers: tuple[tuple[int, ...], ...]
    importance: Floats
    low: Floats
    high: Floats
    rank: tuple[int, ...]
    r_squared: float
    n: int
    dropped: tuple[int, ...]
    ranks_differ: bool
    reason: str = ""


def relative_weights(R: Floats, r: Floats) -> Floats:
    """How R² falls to each of correlated drivers, by their orthogonal counterparts: ``Σ ε = R²``.

    ``R = VDV'``, ``Λ = V D^½ V'``, ``β = Λ⁻¹ r``, ``ε_j = Σ_k Λ_jk² β_k²``. Source: Johnson 2000.

    >>> relative_weights(np.array([[1, .5, .4], [.5, 1, .6], [.4, .6, 1]]), np.array([.5, .6, .45])).round(4).tolist()
    [0.1317, 0.2035, 0.0846]
    """
    sizes, V = np.linalg.eigh(R)
    root = V @ np.diag(np.sqrt(np.maximum(sizes, 0.0))) @ V.T
    beta = np.linalg.solve(root, r)
    return np.asarray(root**2 @ beta**2)


def dominance(R: Floats, r: Floats) -> Floats:
    """The gain in R² by each driver, averaged over all sets of the others, by size: ``Σ = R²``. O(2^q·q³).

    Source: Budescu 1993; Azen and Budescu 2003.

    >>> dominance(np.array([[1, .5, .4], [.5, 1, .6], [.4, .6, 1]]), np.array([.5, .6, .45])).round(4).tolist()
    [0.1282, 0.2074, 0.0841]
    """
    q = len(r)
    explained = np.zeros(1 << q)
    for size in range(1, q + 1):
        sets = np.array(list(combinations(range(q), size)))
        beta = np.linalg.solve(R[sets[:, :, None], sets[:, None, :]], r[sets][..., None])[..., 0]
        explained[(1 << sets).sum(axis=1)] = (beta * r[sets]).sum(axis=1)
    masks = np.arange(1 << q)
    sizes = np.array([int(mask).bit_count() for mask in masks])
    weights = np.array([1.0 / (q * comb(q - 1, size)) if size < q else 0.0 for size in sizes])
    gains = np.zeros(q)
    for j in range(q):
        without = masks[(masks >> j) & 1 == 0]
        gains[j] = (weights[without] * (explained[without | (1 << j)] - explained[without])).sum()
    return gains


def driver_importance(x: Floats, y: Floats, *, seed: int, draws: int = 200) -> ImportanceResult:
    """Importance of drivers (R, q) for an outcome (R,), of complete answers alone, with a bootstrap interval of 90 %.

    By dominance up to ten drivers, by relative weights above. None for fewer than ``max(100, 10·q)`` complete answers or
    where less than 70 % are complete. Constant drivers are dropped; those that R can't tell apart (condition over 30) are
    taken together. It says what goes with the outcome, not what causes it.

    >>> rng = np.random.default_rng(1)
    >>> x = rng.normal(size=(300, 2)); y = x[:, 0] + 0.3 * x[:, 1] + rng.normal(size=300)
    >>> driver_importance(x, y, seed=1, draws=50).rank
    (1, 2)
    """
    complete = ~np.isnan(x).any(axis=1) & ~np.isnan(y)
    n = int(complete.sum())
    x, y = x[complete], y[complete]
    varied = x.std(axis=0) > 0 if n else np.zeros(x.shape[1], np.bool_)
    kept, dropped = np.flatnonzero(varied), tuple(np.flatnonzero(~varied).tolist())
    too_few = n < max(LEAST_N, N_PER_DRIVER * len(kept)) or n < LEAST_COMPLETE * len(complete)
    if too_few or not len(kept) or not y.std():
        none = np.zeros(0)
        return ImportanceResult((), none, none, none, (), float("nan"), n, dropped, False, "too_few_points")
    groups = _told_apart(x, [[int(at)] for at in kept])
    columns = _columns(x, groups)
    shares, r_squared = _shares(columns, y)
    bounds = _bootstrap(columns, y, seed, draws)
    ranks = _ranks(shares, bounds)
    return ImportanceResult(
        tuple(tuple(group) for group in groups),
        shares,
        bounds[0],
        bounds[1],
        ranks,
        r_squared,
        n,
        dropped,
        _is_disputed(ranks, _others(columns, y)),
    )


def _told_apart(x: Floats, groups: list[list[int]]) -> list[list[int]]:
    """Join the two most correlated drivers until their matrix is well conditioned."""
    while len(groups) > 1:
        R = np.corrcoef(_columns(x, groups).T)
        if np.linalg.cond(R) <= WORST_CONDITION:
            break
        apart = np.abs(R) - np.eye(len(groups)) * 2
        one, other = sorted(divmod(int(np.argmax(apart)), len(groups)))
        groups = [
            [*groups[one], *groups[other]] if at == one else group for at, group in enumerate(groups) if at != other
        ]
    return groups


def _columns(x: Floats, groups: list[list[int]]) -> Floats:
    z = (x - x.mean(axis=0)) / np.where(x.std(axis=0) > 0, x.std(axis=0), 1.0)
    return np.array([z[:, group].mean(axis=1) for group in groups]).T


def _correlations(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    both = np.atleast_2d(np.corrcoef(np.column_stack([x, y]).T))
    return both[:-1, :-1], both[:-1, -1]


def _shares(x: Floats, y: Floats) -> tuple[Floats, float]:
    R, r = _correlations(x, y)
    found = dominance(R, r) if len(r) <= MOST_FOR_DOMINANCE else relative_weights(R, r)
    total = float(found.sum())
    return (found / total if total > 0 else found), total


def _others(x: Floats, y: Floats) -> Floats:
    """The shares by the method that is not shown, where both are to be had."""
    R, r = _correlations(x, y)
    return relative_weights(R, r)


def _is_disputed(ranks: tuple[int, ...], other: Floats) -> bool:
    """By the other method something comes before what it stands behind."""
    pairs = combinations(range(len(ranks)), 2)
    return any((ranks[one] - ranks[two]) * (other[two] - other[one]) < 0 for one, two in pairs)


def _bootstrap(x: Floats, y: Floats, seed: int, draws: int) -> Floats:
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(draws):
        at = rng.integers(0, len(y), len(y))
        if (x[at].std(axis=0) > 0).all() and y[at].std() > 0:
            found.append(_shares(x[at], y[at])[0])
    return np.asarray(np.quantile(np.array(found), [0.05, 0.95], axis=0))


def _ranks(shares: Floats, bounds: Floats) -> tuple[int, ...]:
    """Places from the first; who overlaps with the first of a place shares it."""
    order = np.argsort(-shares, kind="stable")
    ranks = np.zeros(len(shares), np.int64)
    leader = int(order[0])
    for place, at in enumerate(order.tolist(), 1):
        if place == 1 or bounds[1, at] < bounds[0, leader]:
            leader, rank = at, place
        ranks[at] = rank
    return tuple(ranks.tolist())
