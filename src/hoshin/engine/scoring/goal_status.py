"""Which number colours a goal: a status set by hand, the probability of its target, its pace, or what was reached."""

from enum import IntEnum

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Codes
from hoshin.engine.scoring.columns import ColumnLike, finite_column
from hoshin.engine.scoring.cuts import DEFAULT_CUTS, Cuts
from hoshin.engine.scoring.pace import PaceStatus
from hoshin.engine.scoring.status import Status, status_of


class ColouredBy(IntEnum):
    """What a goal's status was decided on. ``EARLY``: its pace cannot be told yet, so that it has no colour."""

    NOTHING = 0
    HAND = 1
    PACE = 2
    SCORE = 3
    EARLY = 4
    FORECAST = 5

    @property
    def label(self) -> str:
        return self.name.lower()


# From which probability of its target on a key result is at risk, and on track.
AT_RISK_FROM, ON_TRACK_FROM = 0.4, 0.7
_BY_PACE = {
    PaceStatus.OFF_TRACK: Status.OFF_TRACK,
    PaceStatus.AT_RISK: Status.AT_RISK,
    PaceStatus.ON_TRACK: Status.ON_TRACK,
    PaceStatus.DONE: Status.ON_TRACK,
}


def goal_status(
    by_hand: npt.ArrayLike,
    kept_pace: npt.ArrayLike,
    score: ColumnLike,
    cuts: Cuts = DEFAULT_CUTS,
    likely: ColumnLike = np.nan,
) -> tuple[Codes, Codes]:
    """Statuses of goals and what each was decided on (`ColouredBy`), from columns that broadcast.

    ``by_hand``: codes of `Status`, 0 where nobody set one; ``kept_pace``: codes of `PaceStatus`; ``score``: 0–100 or NaN;
    ``likely``: the probability of the target, NaN where no forecast may say so. Before the due date the probability
    decides, where there is none the pace, after it, and where there is neither, the score. What is reached is reached.
    Method: precedence of what colours a goal (methods.md 1.13), probability cuts 0.4 and 0.7.

    >>> status, by = goal_status([0, 0, 1, 0], [2, 6, 3, 4], [90.0, 90.0, 90.0, 5.0])
    >>> status.tolist(), [ColouredBy(one).label for one in by]
    ([2, 3, 1, 0], ['pace', 'score', 'hand', 'early'])
    >>> goal_status(0, [3, 4, 5, 6], 90.0, likely=0.39)[0].tolist()
    [1, 1, 3, 3]
    """
    hand, kept, s, chance = np.broadcast_arrays(
        np.atleast_1d(np.asarray(by_hand, np.uint8)),
        np.atleast_1d(np.asarray(kept_pace, np.uint8)),
        np.atleast_1d(finite_column("score", score)),
        np.atleast_1d(finite_column("probability", likely)),
    )
    status = np.where(kept == PaceStatus.EARLY, np.uint8(Status.NO_DATA), status_of(s, cuts=cuts))
    by = np.where(np.isnan(s), np.uint8(ColouredBy.NOTHING), np.uint8(ColouredBy.SCORE))
    by[kept == PaceStatus.EARLY] = ColouredBy.EARLY
    for pace_code, code in _BY_PACE.items():
        status = np.where(kept == pace_code, np.uint8(code), status)
        by[kept == pace_code] = ColouredBy.PACE
    told = ~np.isnan(chance) & (kept != PaceStatus.DONE) & (kept != PaceStatus.DUE)
    by_chance = Status.OFF_TRACK + (chance >= AT_RISK_FROM).astype(np.uint8) + (chance >= ON_TRACK_FROM)
    status = np.where(told, by_chance.astype(np.uint8), status)
    by[told] = ColouredBy.FORECAST
    by[hand > 0] = ColouredBy.HAND
    return np.where(hand > 0, hand, status).astype(np.uint8), by
