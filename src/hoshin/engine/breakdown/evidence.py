"""Where to look: the fewest members that explain most of a change, and whether their own change is unusual for them."""

from dataclasses import dataclass

import numpy as np

from hoshin.engine.arrays import Floats, Indices
from hoshin.engine.reasons import Reason

# A range beyond 3.268 times the mean range is one that chance seldom makes (methods 4.1, upper range limit).
UNUSUAL = 3.268
# Below so many past changes nothing is said of what is usual.
FEWEST = 5


@dataclass(frozen=True, slots=True)
class FocusResult:
    """The members, by their places, that explain most of a change, the weightiest first.

    `share` of each and `explained` of all of them: parts of all effects that went the way of the change. `against`: the
    members whose effects went the other way, the weightiest first; `push` and `held_back` are the sums of both.
    """

    order: Indices
    share: Floats
    explained: float
    against: Indices
    push: float
    held_back: float


@dataclass(frozen=True, slots=True)
class VariationResult:
    """A change beside earlier ones over as many periods: how many times as large as their mean, of `count` of them.

    NaN with a reason where there are too few, or none ever differed from 0. `is_unusual`: beyond what chance seldom makes.
    """

    times: float
    count: int
    usual: float
    reason: Reason = Reason.NONE

    @property
    def is_unusual(self) -> bool:
        return bool(self.times > UNUSUAL)


def focus(effects: Floats, most: float = 0.8) -> FocusResult:
    """The fewest members whose effects make `most` of what went the way of the change; of no change, of what rose.

    Taking the largest first makes the set the smallest one. NaN is a member without an effect.

    >>> found = focus(np.array([5.0, -2.0, 1.0, 8.0]))
    >>> found.order.tolist(), round(found.explained, 4), found.against.tolist(), found.push, found.held_back
    ([3, 0], 0.9286, [1], 14.0, -2.0)
    """
    known = np.where(np.isnan(effects), 0.0, effects)
    way = -1.0 if known.sum() < 0 else 1.0
    towards = known * way
    order = np.argsort(-towards, kind="stable")
    pushing = order[towards[order] > 0]
    against = order[towards[order] < 0][::-1]
    push = float(known[pushing].sum())
    share = known[pushing] / push if push else np.zeros(0)
    count = int(np.searchsorted(np.cumsum(share), most - 1e-12) + 1) if share.size else 0
    return FocusResult(
        pushing[:count], share[:count], float(share[:count].sum()), against, push, float(known[against].sum())
    )


def own_variation(series: Floats, step: int, change: float) -> VariationResult:
    """A change over `step` periods beside all changes over as many periods within a series, oldest first.

    The series ends where the compared change begins, so that what is judged is no part of what it is judged by. Changes
    to and from a gap are left out.

    >>> own_variation(np.array([10.0, 12.0, 11.0, 13.0, 12.0, 14.0, 13.0]), 1, 6.0)
    VariationResult(times=4.0, count=6, usual=1.5, reason=<Reason.NONE: 0>)
    """
    if step < 1:
        raise ValueError("a change spans at least one period")
    moves = np.abs(series[step:] - series[:-step]) if series.size > step else np.zeros(0)
    moves = moves[~np.isnan(moves)]
    if moves.size < FEWEST or np.isnan(change):
        return VariationResult(float("nan"), int(moves.size), float("nan"), Reason.TOO_FEW_POINTS)
    usual = float(moves.mean())
    if usual == 0:
        return VariationResult(float("nan"), int(moves.size), 0.0, Reason.ZERO_SCALE)
    return VariationResult(abs(change) / usual, int(moves.size), usual)
