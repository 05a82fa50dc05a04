"""Exact Aumann–Shapley shares of children whose parent is not a weighted mean.

Every child's score moves on a straight line from its old to its new value; a child's share `g` is the
integral of the parent's slope in that child along the way, so that Σ g·Δs is the parent's change.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from hoshin.engine.arrays import Bools, Floats
from hoshin.engine.rollup.aggregators import Aggregator, geometric_mean

MAX_QUADRATURE = 64


@dataclass(frozen=True, slots=True)
class RowChange:
    """One parent's children (k,) in two periods; `before` and `after` are scores, gaps filled from the other."""

    before: Floats
    after: Floats
    active0: Bools
    active1: Bools
    critical0: Bools
    critical1: Bools
    share0: Floats
    share1: Floats
    coverage_shift: Floats
    reporting_changed: Bools


@dataclass(frozen=True, slots=True)
class RowEffectsResult:
    """Per child (k,): path integral, and effects of its edge on the parent in points."""

    path: Floats
    coverage: Floats
    reweighting: Floats

    def halfway(self, other: "RowEffectsResult") -> "RowEffectsResult":
        """The mean of two sets of effects."""
        return RowEffectsResult(
            (self.path + other.path) / 2,
            (self.coverage + other.coverage) / 2,
            (self.reweighting + other.reweighting) / 2,
        )

    def total(self, change: RowChange) -> float:
        """All effects of a change together."""
        moved = self.path * (change.after - change.before)
        return float(moved.sum() + self.coverage.sum() + self.reweighting.sum())


def lowest_line(before: Floats, after: Floats) -> list[tuple[float, float, int]]:
    """Pieces (from, to, line) of the lower envelope of lines on [0, 1]; ties go to the steeper descent."""
    slope = after - before
    here, line, pieces = 0.0, int(np.lexsort((slope, before))[0]), []
    while True:
        steeper = np.flatnonzero(slope < slope[line])
        if steeper.size == 0:
            break
        meet = (before[steeper] - before[line]) / (slope[line] - slope[steeper])
        meet = np.maximum(meet, here)
        nearest = float(meet.min())
        if nearest >= 1.0:
            break
        tied = steeper[meet == nearest]
        pieces.append((here, nearest, line))
        here, line = nearest, int(tied[np.argmin(slope[tied])])
    pieces.append((here, 1.0, line))
    return pieces


def min_path(before: Floats, after: Floats) -> Floats:
    """Share of the way (k,) during which each child is the lowest.

    >>> min_path(np.array([50.0, 60.0]), np.array([80.0, 55.0])).round(4)
    array([0.2857, 0.7143])
    """
    share = np.zeros(before.size)
    for start, end, line in lowest_line(before, after):
        share[line] += end - start
    return share


def kth_path(before: Floats, after: Floats, kth: int) -> Floats:
    """Share of the way (k,) during which each child is the k-th worst."""
    share = np.zeros(before.size)
    k = min(kth, before.size) - 1
    low, high = np.minimum(before, after), np.maximum(before, after)
    floor, ceiling = np.partition(low, k)[k], np.partition(high, k)[k]
    near = np.flatnonzero((high >= floor) & (low <= ceiling))
    k -= int((high < floor).sum())
    start, slope = before[near], (after - before)[near]
    i, j = np.triu_indices(near.size, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        meet = (start[j] - start[i]) / (slope[i] - slope[j])
    cuts = np.unique(np.concatenate(([0.0, 1.0], meet[(meet > 0) & (meet < 1)])))
    for lo, hi in pairwise(cuts):
        middle = start + slope * ((lo + hi) / 2)
        share[near[np.argsort(middle, kind="stable")[k]]] += hi - lo
    return share


def product_path(before: Floats, after: Floats) -> Floats:
    """Mean slope (k,) of the product of fractions along the way; Gauss–Legendre, exact to 128 children."""
    points, weights = np.polynomial.legendre.leggauss(min((before.size + 1) // 2, MAX_QUADRATURE))
    at = (points[:, None] + 1) / 2
    fractions = (before + at * (after - before)) / 100.0
    ahead, behind = np.ones_like(fractions), np.ones_like(fractions)
    np.cumprod(fractions[:, :-1], axis=1, out=ahead[:, 1:])
    np.cumprod(fractions[:, :0:-1], axis=1, out=behind[:, 1:])
    shares: Floats = (weights / 2) @ (ahead * behind[:, ::-1])
    return shares


def row_effects(change: RowChange, kind: int, kth: int) -> RowEffectsResult:
    """Effects (k,) of one parent's children under a non-mean aggregator; they sum to its change.

    Children that come or go are taken one at a time, in the order of ids and in reverse, averaged. A geometric mean
    has a closed form of its own. Source: Aumann–Shapley, additive LMDI; order of arrivals own.
    """
    if kind == Aggregator.GATE:
        return _gate_effects(change)
    if kind == Aggregator.GEOMEAN:
        return _geometric_effects(change)
    if kind == Aggregator.MEAN:
        return _mean_effects(change)
    union = change.active0 | change.active1
    members = np.flatnonzero(union)
    before, after = change.before[members], change.after[members]
    path = np.zeros(union.size)
    if kind == Aggregator.MIN:
        path[members] = min_path(before, after)
    elif kind == Aggregator.KTH_WORST:
        path[members] = kth_path(before, after, kth)
    else:
        path[members] = product_path(before, after)
    steps = _steps(change.before, change.active0, union, kind, kth, np.inf)
    steps -= _steps(change.after, change.active1, union, kind, kth, np.inf)
    return _split(path, steps, change.reporting_changed)


def _mean_effects(change: RowChange) -> RowEffectsResult:
    level = (change.share0 @ change.before + change.share1 @ change.after) / 2
    around = (change.before + change.after) / 2 - level
    return _by_shares(change, (change.share0 + change.share1) / 2, around)


def log_mean(a: Floats, b: Floats) -> Floats:
    """Logarithmic mean of positive numbers, (b − a) / (ln b − ln a), and the number itself where both are one.

    >>> log_mean(np.array([1.0, 5.0]), np.array([np.e, 5.0])).round(4)
    array([1.7183, 5.    ])
    """
    rise = (b - a) / a
    with np.errstate(invalid="ignore"):
        return np.where(rise == 0.0, a, (b - a) / np.log1p(rise))


def _geometric_effects(change: RowChange) -> RowEffectsResult:
    """Of a weighted geometric mean: logarithms make it a weighted mean, logarithmic means turn that into points (LMDI).

    Where it is 0 on one side, the children that stand at 0 there have the whole change, by their weight: the limit of
    ever smaller scores.
    """
    stays = change.active0 & change.active1
    # What a child scores while it does not count plays no part.
    before = np.where(change.active0, change.before, change.after)
    after = np.where(change.active1, change.after, change.before)
    old = geometric_mean(before[change.active0], change.share0[change.active0])
    new = geometric_mean(after[change.active1], change.share1[change.active1])
    if old == 0.0 or new == 0.0:
        return _from_nothing(change, new - old, change.share0 if old == 0.0 else change.share1, old == 0.0)
    counted = change.active0 | change.active1
    level = float(log_mean(np.array([old]), np.array([new]))[0])
    path, around = np.zeros(before.size), np.zeros(before.size)
    share = (change.share0 + change.share1) / 2
    path[stays] = share[stays] * level / log_mean(before[stays], after[stays])
    middle = (np.log(before[counted]) + np.log(after[counted]) - np.log(old) - np.log(new)) / 2
    around[counted] = level * middle
    return _by_shares(change, path, around)


def _from_nothing(change: RowChange, moved: float, share: Floats, was_zero: bool) -> RowEffectsResult:
    active, own = (change.active0, change.before) if was_zero else (change.active1, change.after)
    at_zero = np.where(active & (own <= 0.0), share, 0.0)
    effects = moved * at_zero / at_zero.sum() if moved else np.zeros(share.size)
    stays, rise = change.active0 & change.active1, change.after - change.before
    path = np.divide(effects, rise, out=np.zeros(share.size), where=stays & (rise != 0.0))
    return _split(path, np.where(stays, 0.0, effects), change.reporting_changed)


def _by_shares(change: RowChange, path: Floats, around: Floats) -> RowEffectsResult:
    """Effects where a shift of shares counts by how far a child stands from its parent."""
    rest = change.share1 - change.share0 - change.coverage_shift
    return RowEffectsResult(path, around * change.coverage_shift, around * rest)


def _split(path: Floats, steps: Floats, reporting_changed: Bools) -> RowEffectsResult:
    return RowEffectsResult(path, np.where(reporting_changed, steps, 0.0), np.where(reporting_changed, 0.0, steps))


def _steps(values: Floats, inner: Bools, outer: Bools, kind: int, kth: int, ceiling: float) -> Floats:
    """Effect (k,) of each child that joins on the way from the inner set to the outer."""
    joining = np.flatnonzero(outer & ~inner)
    effects = np.zeros(values.size)
    for order in (joining, joining[::-1]):
        members = inner.copy()
        score = _set_score(values[members], kind, kth, ceiling)
        for child in order:
            members[child] = True
            joined = _set_score(values[members], kind, kth, ceiling)
            effects[child] += (joined - score) / 2
            score = joined
    return effects


def _set_score(values: Floats, kind: int, kth: int, ceiling: float) -> float:
    if values.size == 0:
        return ceiling
    if kind == Aggregator.PRODUCT:
        return float(100.0 * np.prod(values / 100.0))
    if kind == Aggregator.KTH_WORST:
        return float(np.sort(values)[min(kth, values.size) - 1])
    return min(float(values.min()), ceiling)


def _gate_effects(change: RowChange) -> RowEffectsResult:
    """A weighted mean that moves on a parabola, under a cap that moves on the lowest of straight lines."""
    slope, shift = change.after - change.before, change.share1 - change.share0
    capped0, capped1 = change.active0 & change.critical0, change.active1 & change.critical1
    caps = capped0 | capped1
    path, weight_path = np.zeros(slope.size), np.zeros(slope.size)
    mean = (
        float(change.share0 @ change.before),
        float(change.share0 @ slope + shift @ change.before),
        float(shift @ slope),
    )
    for lo, hi, line in _gate_pieces(change, caps, mean):
        middle = (lo + hi) / 2
        level = mean[0] + middle * (mean[1] + middle * mean[2])
        if line >= 0 and change.before[line] + middle * slope[line] < level:
            path[line] += hi - lo
        else:
            path += (hi - lo) * (change.share0 + middle * shift)
            weight_path += (hi - lo) * (change.before + middle * slope - level)
    end = mean[0] + mean[1] + mean[2]
    steps = _steps(change.before, capped0, caps, Aggregator.MIN, 1, float(mean[0]))
    steps -= _steps(change.after, capped1, caps, Aggregator.MIN, 1, float(end))
    jumps = _split(path, steps, change.reporting_changed)
    return RowEffectsResult(
        path,
        jumps.coverage + weight_path * change.coverage_shift,
        jumps.reweighting + weight_path * (shift - change.coverage_shift),
    )


def _gate_pieces(change: RowChange, caps: Bools, mean: tuple[float, float, float]) -> list[tuple[float, float, int]]:
    members = np.flatnonzero(caps)
    if members.size == 0:
        return [(0.0, 1.0, -1)]
    pieces = []
    for lo, hi, local in lowest_line(change.before[members], change.after[members]):
        line = int(members[local])
        rise = change.after[line] - change.before[line]
        roots = np.roots([mean[2], mean[1] - rise, mean[0] - change.before[line]])
        inside = sorted(float(r.real) for r in roots if abs(r.imag) < 1e-12 and lo < r.real < hi)
        marks = [lo, *inside, hi]
        pieces += [(a, b, line) for a, b in pairwise(marks)]
    return pieces
