"""Pace: whether a value is where a straight line from baseline to target has it on its day."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from hoshin.engine.arrays import Bools, Codes, Floats
from hoshin.engine.scoring.columns import ColumnLike, finite_column
from hoshin.engine.scoring.trajectories import elapsed_share, linear

ON_TRACK_FROM, AT_RISK_FROM = 0.9, 0.7
GRACE, EARLY_VARIANCE = 0.10, -10.0


class PaceStatus(IntEnum):
    """How a value keeps its pace. ``EARLY``: too soon to say; ``DUE``: the due date is there, the attainment tells."""

    UNKNOWN = 0
    OFF_TRACK = 1
    AT_RISK = 2
    ON_TRACK = 3
    EARLY = 4
    DONE = 5
    DUE = 6

    @property
    def label(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class PaceResult:
    """Per row (n,): ``status``, the ``index`` PI, the schedule ``variance`` in score points, ``lead`` in days ahead (+) or
    behind (−), ``required`` over achieved rate, and the ``expected`` value. NaN where one has no meaning."""

    status: Codes
    index: Floats
    variance: Floats
    lead: Floats
    required: Floats
    expected: Floats


def pace(
    value: ColumnLike, baseline: ColumnLike, target: ColumnLike, *, day: ColumnLike, start: ColumnLike, due: ColumnLike
) -> PaceResult:
    """The pace of values on their own days, as day numbers; columns broadcast.

    ``PI = (v − B)/(E − B)``, ``SV = 100·(v − E)/(T − B)``, ``lead = E⁻¹(v) − t``,
    ``required = [(T−v)/(t1−t)] / [(v−B)/(t−t0)]``, with ``E = B + (T − B)·u`` on the straight line. On track from PI
    0.9, at risk from 0.7. Early until 10 % of the way is expected, unless SV is below −10. Without a way (``T = B``), or
    any number, unknown. Source: earned schedule (Lipke 2003).

    >>> found = pace(290.0, 200.0, 500.0, day=146.0, start=0.0, due=365.0)
    >>> PaceStatus(found.status[0]).label, found.index.round(2).tolist(), found.lead.round(1).tolist()
    ('at_risk', [0.75], [-36.5])
    """
    v, b, t, now, t0, t1 = np.broadcast_arrays(
        *(
            np.atleast_1d(finite_column(name, column))
            for name, column in zip(
                ("value", "baseline", "target", "day", "start", "due"), (value, baseline, target, day, start, due)
            )
        )
    )
    share = elapsed_share(now, t0, t1)
    expected = linear(b, t, share)
    with np.errstate(divide="ignore", invalid="ignore"):
        way = (v - b) / (t - b)
        index = np.where(expected == b, np.nan, (v - b) / (expected - b))
        variance = 100.0 * (v - expected) / (t - b)
        lead = way * (t1 - t0) - (now - t0)
        required = np.where(
            (way > 0) & (now > t0) & (now < t1), ((t - v) / (t1 - now)) / ((v - b) / (now - t0)), np.nan
        )
    known = ~np.isnan(way) & ~np.isnan(share) & (t != b)
    status = _status(known, way, share, index, variance)
    hidden = ~known
    return PaceResult(
        status, *(np.where(hidden, np.nan, column) for column in (index, variance, lead, required, expected))
    )


def _status(known: Bools, way: Floats, share: Floats, index: Floats, variance: Floats) -> Codes:
    """The first that applies, from the last line up."""
    status = np.full(way.shape, PaceStatus.OFF_TRACK, np.uint8)
    status[index >= AT_RISK_FROM] = PaceStatus.AT_RISK
    status[index >= ON_TRACK_FROM] = PaceStatus.ON_TRACK
    status[(share < GRACE) & ((variance >= EARLY_VARIANCE) | (share <= 0.0))] = PaceStatus.EARLY
    status[share >= 1.0] = PaceStatus.DUE
    status[way >= 1.0] = PaceStatus.DONE
    status[~known] = PaceStatus.UNKNOWN
    return status
