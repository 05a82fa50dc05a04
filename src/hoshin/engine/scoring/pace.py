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


def pace_of_steps(
    attained: ColumnLike, due: ColumnLike, weights: ColumnLike, *, day: float, end: ColumnLike
) -> PaceResult:
    """The pace of work in steps: ``E(t)`` is the weighted share of the steps that are due by a day.

    ``attained`` (n,) is the share 0–1 that is done, ``due`` and ``weights`` (n, m) say when how much should be (NaN: no
    step), ``end`` (n,) when all should. ``PI = a/E``, ``SV = 100·(a − E)``; ``lead`` leads from the day to the last one on
    which ``E ≤ a``; ``required`` has no meaning on steps. As `pace` otherwise. Source: earned schedule (Lipke 2003).

    >>> found = pace_of_steps([0.35], [[10.0, 20.0, 30.0]], [[2.0, 3.0, 5.0]], day=20.0, end=[30.0])
    >>> PaceStatus(found.status[0]).label, found.index.round(2).tolist(), found.lead.tolist()
    ('at_risk', [0.7], [-1.0])
    """
    done, last = np.broadcast_arrays(
        np.atleast_1d(finite_column("attained", attained)), np.atleast_1d(finite_column("end", end))
    )
    days = np.atleast_2d(finite_column("due", due))
    weight = np.where(np.isnan(days), 0.0, np.broadcast_to(finite_column("weights", weights), days.shape))
    total = weight.sum(axis=1)
    known = ~np.isnan(done) & ~np.isnan(last) & (total > 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = np.where(days <= day, weight, 0.0).sum(axis=1) / total
        index = np.where(expected == 0.0, np.nan, done / expected)
        variance = 100.0 * (done - expected)
    lead = _steps_ahead(done, days, weight, total, day)
    # Only the last day makes it due: all steps may be due before.
    share = np.where(day >= last, 1.0, np.minimum(expected, np.nextafter(1.0, 0.0)))
    status = _status(known, done, share, index, variance)
    columns = (index, variance, lead, np.full(done.shape, np.nan), expected)
    return PaceResult(status, *(np.where(known, column, np.nan) for column in columns))


def _steps_ahead(done: Floats, due: Floats, weight: Floats, total: Floats, day: float) -> Floats:
    """Days to the last one on which no more was to be done than is; NaN where all is done."""
    ahead = np.full(done.shape, np.nan)
    for row in range(done.size):
        order = np.argsort(due[row], kind="stable")
        passed = np.cumsum(weight[row][order]) > done[row] * total[row]
        if passed.any():
            ahead[row] = due[row][order][np.argmax(passed)] - 1.0 - day
    return ahead


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
