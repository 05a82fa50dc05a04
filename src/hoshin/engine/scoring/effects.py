"""What moved a score: its change shared out among the inputs that changed, without a remainder."""

from dataclasses import dataclass
from math import factorial

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Floats
from hoshin.engine.scoring.cuts import DEFAULT_CUTS, Cuts
from hoshin.engine.scoring.methods import ScoreInputs, score_values

MOST_FACTORS = 8
_LINES = ("method", "direction", "baseline", "low", "high", "red", "green", "worst", "best", "tolerance")


@dataclass(frozen=True, slots=True)
class EffectsResult:
    """Points (n,) by which a new value, a new target and new lines moved a score; together they are ``change``.

    Lines are the baseline, thresholds, band, tolerance and the method that they lead to. Where ``together``,
    target and lines cannot be told apart, and ``target`` holds the effect of both.
    """

    change: Floats
    value: Floats
    target: Floats
    lines: Floats
    together: npt.NDArray[np.bool_]


def score_effects(before: ScoreInputs, after: ScoreInputs, cuts: Cuts = DEFAULT_CUTS) -> EffectsResult:
    """Split the change of each row's score between two sets of columns among value, target and lines.

    Columns broadcast to one shape, in the unit of the measure; effects are points 0–100 with their sign. An
    input that did not change has the effect 0. Without a score before or after every effect is NaN. Errors
    are those of :func:`score_values`. Source: Shapley value of three players.

    >>> found = score_effects(ScoreInputs(method=1, value=46.0, baseline=40.0, target=60.0),
    ...                       ScoreInputs(method=1, value=52.0, baseline=40.0, target=64.0))
    >>> [round(float(points[0]), 9) for points in (found.change, found.value, found.target, found.lines)]
    [20.0, 27.5, -7.5, 0.0]
    """
    mixed = [_score(before, after, v, t, k, cuts) for v in (0, 1) for t in (0, 1) for k in (0, 1)]
    corners = np.stack(np.broadcast_arrays(*mixed)).reshape(2, 2, 2, -1)
    three = split_change(corners, 3)
    two = split_change(corners[:, [0, 1], [0, 1]], 2)
    together = np.asarray(np.isnan(three).any(axis=0) & ~np.isnan(two).any(axis=0))
    return EffectsResult(
        corners[1, 1, 1] - corners[0, 0, 0],
        np.where(together, two[0], three[0]),
        np.where(together, two[1], three[1]),
        np.where(together, 0.0, three[2]),
        together,
    )


def split_change(corners: npt.ArrayLike, count: int) -> Floats:
    """Share out the change of a function of some inputs, from its values at all mixtures of old and new inputs.

    ``corners`` has the shape (2,)*count + (…): 0 stands for the old input, 1 for the new one. Returns
    (count, …) effects, each the mean over all orders of what its input changes when its turn comes; they add
    up to the change, rounding being left with the largest. NaN in any mixture gives NaN. Other shapes and
    more than 8 inputs raise ``ValueError``. Source: Shapley value.

    >>> split_change([[0.0, 10.0], [20.0, 50.0]], 2).tolist()
    [30.0, 20.0]
    """
    values = np.asarray(corners, np.float64)
    if not 1 <= count <= MOST_FACTORS or values.shape[:count] != (2,) * count:
        raise ValueError(f"{count} inputs need 2 values along each of as many axes, at most {MOST_FACTORS}")
    effects = np.zeros((count, *values.shape[count:]))
    for factor in range(count):
        moved = np.moveaxis(values, factor, 0)
        steps = moved[1] - moved[0]
        for others in np.ndindex(*(2,) * (count - 1)):
            earlier = sum(others)
            share = factorial(earlier) * factorial(count - earlier - 1) / factorial(count)
            effects[factor] += steps[others] * share
    change = values[(1,) * count] - values[(0,) * count]
    effects[:, np.isnan(effects).any(axis=0)] = np.nan
    largest = np.argmax(np.abs(effects), axis=0)
    is_largest = np.arange(count).reshape(-1, *(1,) * largest.ndim) == largest
    return np.where(is_largest, effects + (change - effects.sum(axis=0)), effects)


def _score(before: ScoreInputs, after: ScoreInputs, value: int, target: int, lines: int, cuts: Cuts) -> Floats:
    sides = (before, after)
    columns = {name: getattr(sides[lines], name) for name in _LINES}
    return score_values(ScoreInputs(value=sides[value].value, target=sides[target].target, **columns), cuts).score
