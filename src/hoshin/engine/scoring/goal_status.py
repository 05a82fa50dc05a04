"""Which number colours a goal: the first that applies of a status set by hand, its pace, and what was reached."""

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

    @property
    def label(self) -> str:
        return self.name.lower()


_BY_PACE = {
    PaceStatus.OFF_TRACK: Status.OFF_TRACK,
    PaceStatus.AT_RISK: Status.AT_RISK,
    PaceStatus.ON_TRACK: Status.ON_TRACK,
    PaceStatus.DONE: Status.ON_TRACK,
}


def goal_status(
    by_hand: npt.ArrayLike, kept_pace: npt.ArrayLike, score: ColumnLike, cuts: Cuts = DEFAULT_CUTS
) -> tuple[Codes, Codes]:
    """Statuses of goals and what each was decided on (`ColouredBy`), from columns that broadcast.

    ``by_hand``: codes of `Status`, 0 where nobody set one; ``kept_pace``: codes of `PaceStatus`; ``score``: 0–100 or NaN.
    Before the due date the pace decides, after it, and where there is no pace, the score. Method: precedence of what
    colours a goal, without forecasts.

    >>> status, by = goal_status([0, 0, 1, 0], [2, 6, 3, 4], [90.0, 90.0, 90.0, 5.0])
    >>> status.tolist(), [ColouredBy(one).label for one in by]
    ([2, 3, 1, 0], ['pace', 'score', 'hand', 'early'])
    """
    hand, kept, s = np.broadcast_arrays(
        np.atleast_1d(np.asarray(by_hand, np.uint8)),
        np.atleast_1d(np.asarray(kept_pace, np.uint8)),
        np.atleast_1d(finite_column("score", score)),
    )
    status = np.where(kept == PaceStatus.EARLY, np.uint8(Status.NO_DATA), status_of(s, cuts=cuts))
    by = np.where(np.isnan(s), np.uint8(ColouredBy.NOTHING), np.uint8(ColouredBy.SCORE))
    by[kept == PaceStatus.EARLY] = ColouredBy.EARLY
    for pace_code, code in _BY_PACE.items():
        status = np.where(kept == pace_code, np.uint8(code), status)
        by[kept == pace_code] = ColouredBy.PACE
    by[hand > 0] = ColouredBy.HAND
    return np.where(hand > 0, hand, status).astype(np.uint8), by
