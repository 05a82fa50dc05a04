"""The word a score is told with: decided on the unrounded score."""

from enum import IntEnum

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Bools, Codes
from hoshin.engine.reasons import Reason
from hoshin.engine.scoring.cuts import DEFAULT_CUTS, Cuts

# Lower bounds, inclusive, of limited, moderate and substantial progress on the 0–100 scale.
PROGRESS_CUTS = (25.0, 50.0, 75.0)


class Status(IntEnum):
    """Statuses of scores, and from 11 on those of the progress methods; ``label`` is the stable name."""

    NO_DATA = 0
    OFF_TRACK = 1
    AT_RISK = 2
    ON_TRACK = 3
    LATE = 4
    PENDING = 5
    DETERIORATION = 11
    LIMITED_PROGRESS = 12
    MODERATE_PROGRESS = 13
    SUBSTANTIAL_PROGRESS = 14
    TARGET_ACHIEVED = 15

    @property
    def label(self) -> str:
        return self.name.lower()


def status_of(score: npt.ArrayLike, reason: npt.ArrayLike | None = None, cuts: Cuts = DEFAULT_CUTS) -> Codes:
    """The status of each score 0–100 as uint8 codes of the same shape.

    A NaN score is ``LATE`` where its reason is stale, ``PENDING`` where it is pending, else ``NO_DATA``.
    Method: one scale with two cut points, lower bounds inclusive.

    >>> status_of([39.99, 40.0, 70.0, np.nan]).tolist()
    [1, 2, 3, 0]
    """
    s = np.asarray(score, dtype=np.float64)
    status = np.asarray((s == s).astype(np.uint8) + (s >= cuts.red) + (s >= cuts.green), dtype=np.uint8)
    if reason is None:
        return status
    why = np.asarray(reason)
    missing = status == Status.NO_DATA
    late = missing & (why == Reason.STALE)
    pending = missing & (why == Reason.PENDING)
    if late.any() or pending.any():
        status = np.where(late, np.uint8(Status.LATE), np.where(pending, np.uint8(Status.PENDING), status))
    return status


def progress_status_of(score: npt.ArrayLike, achieved: Bools | None = None) -> Codes:
    """The progress status of each score on the mapped 0–100 scale, cut at 25, 50 and 75 inclusive.

    NaN gives ``NO_DATA``; ``achieved`` rows with a score give ``TARGET_ACHIEVED``. Method: Open SDG.

    >>> progress_status_of([24.9, 25.0, 50.0, 75.0, np.nan]).tolist()
    [11, 12, 13, 14, 0]
    """
    s = np.asarray(score, dtype=np.float64)
    above = sum(((s >= cut).astype(np.uint8) for cut in PROGRESS_CUTS), np.uint8(Status.DETERIORATION))
    status = np.where(np.isnan(s), np.uint8(Status.NO_DATA), above)
    if achieved is not None:
        status = np.where(np.asarray(achieved) & ~np.isnan(s), np.uint8(Status.TARGET_ACHIEVED), status)
    return np.asarray(status, dtype=np.uint8)
