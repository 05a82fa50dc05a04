"""Predicts each value of a long series from those before it: its last values, its level, and its season where it has
one."""

from dataclasses import dataclass

import numpy as np

from hoshin.engine.arrays import Bools, Floats, Ints
from hoshin.engine.watching.baselines import place_in_cycle

_BLOCK, _LONGEST_BLOCK, _MEMORY = 24, 96, 4000
_FIRST = 24
_LEVEL = 12
_LEAST_CYCLES, _MOST_CYCLES = 2, 10
_WORTH_IT = 0.15


@dataclass(frozen=True, slots=True)
class PredictionResult:
    """Per value (n,): what was ``expected`` of it (NaN before there are enough), the ``season`` in it (0 where none
    is known), and whether it is ``ready``: known whether there is a season."""

    expected: Floats
    season: Floats
    ready: Bools


def predict(x: Floats, times: Floats, cycles: tuple[float, ...]) -> PredictionResult:
    """Predict a series (n,) without gaps one step ahead, by least squares on values before, taken anew block by block.

    Regressors: the last three values, the mean of the last twelve, and for the longest season that explains at least
    15 % of the spread of what it is given: what its place usually has, and what the place before has. Values far off
    the first fit are left out of the second. Method: own.
    """
    n = len(x)
    expected, season, ready = np.full(n, np.nan), np.zeros(n), np.zeros(n, np.bool_)
    steps = np.diff(times[: min(n, 50)])
    step = float(np.median(steps)) if len(steps) and np.median(steps) > 0 else 1.0
    start = _FIRST
    while start < n:
        stop = min(n, start + int(np.clip(start // 20, _BLOCK, _LONGEST_BLOCK)))
        profile, known = _profile(x, times, start, step, cycles)
        at = _at(profile, times[:stop], step)
        season[start:stop], ready[start:stop] = at[start:stop], known
        expected[start:stop] = _fitted(x[:stop], at, start, bool(profile))
        start = stop
    return PredictionResult(expected, season, ready)


def _profile(
    x: Floats, times: Floats, stop: int, step: float, cycles: tuple[float, ...]
) -> tuple[list[tuple[float, Floats]], bool]:
    """Seasons one after the other, each of what the one before leaves, and whether the shortest could be known yet."""
    found: list[tuple[float, Floats]] = []
    rest = x[:stop].copy()
    possible = [cycle for cycle in sorted(cycles) if cycle / step >= 2]
    for cycle in possible:
        places = round(cycle / step)
        if stop < _LEAST_CYCLES * places:
            break
        first = max(0, stop - _MOST_CYCLES * places)
        place = place_in_cycle(times[first:stop], cycle, step)
        usual = _usual(rest[first:], place, places)
        left = rest[first:] - usual[place]
        spread = _spread(rest[first:])
        # The same values made the profile: fewer cycles explain more by chance.
        by_chance = places * 1.0 / len(place)
        if spread > 0 and 1.0 - (_spread(left) / spread) ** 2 / max(1.0 - by_chance, 0.1) > _WORTH_IT:
            found.append((cycle, usual))
            rest = rest - usual[place_in_cycle(times[:stop], cycle, step)]
    known = not possible or stop >= (_LEAST_CYCLES + 0.5) * round(possible[0] / step)
    return found, known


def _usual(rest: Floats, place: Ints, places: int) -> Floats:
    """The median of each place about the median of all, smoothed with its neighbours where there are many places."""
    order = np.argsort(place, kind="stable")
    sorted_place, sorted_rest = place[order], rest[order]
    bounds = np.searchsorted(sorted_place, np.arange(places + 1))
    middle = float(np.median(rest))
    usual = np.full(places, 0.0)
    for one in range(places):
        if bounds[one + 1] > bounds[one]:
            usual[one] = np.median(sorted_rest[bounds[one] : bounds[one + 1]]) - middle
    if places >= 48:
        usual = (np.roll(usual, 1) + usual + np.roll(usual, -1)) / 3.0
    return usual


def _spread(x: Floats) -> float:
    return float(np.mean(np.abs(x - np.median(x))))


def _at(profile: list[tuple[float, Floats]], times: Floats, step: float) -> Floats:
    season = np.zeros(len(times))
    for cycle, usual in profile:
        season += usual[place_in_cycle(times, cycle, step)]
    return season


def _fitted(x: Floats, season: Floats, start: int, has_season: bool) -> Floats:
    """Predictions for the values from ``start`` on, by a fit of those before."""
    n = len(x)
    first = max(_LEVEL, start - _MEMORY)
    # About their mean: of large numbers that differ little, least squares would see the size alone.
    middle = float(x[first - _LEVEL : start].mean())
    x = x - middle
    sums = np.concatenate([[0.0], np.cumsum(x)])
    places = np.arange(first, n)
    level = (sums[places] - sums[places - _LEVEL]) / _LEVEL
    columns = [np.ones(len(places)), x[places - 1], x[places - 2], x[places - 3], level]
    if has_season:
        columns += [season[places], season[places - 1]]
    design = np.stack(columns, axis=1)
    train, target = design[: start - first], x[first:start]
    weights = _solved(train, target)
    errors = np.abs(target - train @ weights)
    kept = errors <= 5.0 * max(float(np.median(errors)), 1e-12)
    if kept.sum() > 2 * design.shape[1]:
        weights = _solved(train[kept], target[kept])
    # No product of matrices: its last bit depends on how many values follow.
    return np.asarray((design[start - first :] * weights).sum(axis=1) + middle)


def _solved(design: Floats, target: Floats) -> Floats:
    scale = np.maximum(np.abs(design).max(axis=0), 1e-12)
    scaled = design / scale
    gram = scaled.T @ scaled
    gram[np.diag_indices_from(gram)] += 1e-6 * np.trace(gram) / len(gram)
    return np.asarray(np.linalg.solve(gram, scaled.T @ target) / scale)
