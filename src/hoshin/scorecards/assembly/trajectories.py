"""The expected value of each period: the target itself, or where its trajectory stands on the period's last day."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from hoshin.base.periods import Period
from hoshin.engine.arrays import Floats
from hoshin.engine.scoring import trajectories
from hoshin.scorecards.assembly.specs import MeasureSpec
from hoshin.scorecards.assembly.targets import TargetMatrix, has_trajectory, is_course
from hoshin.scorecards.assembly.values import Values
from hoshin.scorecards.assembly.windows import Seen

# Days are counted from 1970 in arrays, and from the year 1 by the calendar.
_EPOCH = date(1970, 1, 1).toordinal()


def expected_targets(
    own: Sequence[MeasureSpec], periods: Sequence[Period], targets: TargetMatrix, values: Values
) -> Floats:
    """Targets (n, P) with those of measures that have a trajectory moved to where it stands in each period.

    A trajectory needs a baseline, a start and a due date; without one of them the target holds at once. Where the
    values of several periods are summed, it says how much there should be since it began, and the target is what it
    gains in the periods that count.
    """
    wanted = targets["target"].copy()
    ends = np.array([period.end.toordinal() for period in periods], dtype=np.float64)
    for index, spec in enumerate(own):
        if not has_trajectory(spec):
            continue
        baseline, target = targets["baseline"][index], targets["target"][index]
        if is_course(spec) and index in values.seen:
            wanted[index] = _gained(spec, baseline, target, values.seen[index], values, index)
            continue
        share = _elapsed(spec, ends)
        if spec.trajectory == "seasonal":
            wanted[index] = _seasonal(baseline, target, share, index, values, periods)
        else:
            wanted[index] = _stands(spec, baseline, target, share)
    return wanted


def _elapsed(spec: MeasureSpec, days: Floats) -> Floats:
    assert spec.starts_on is not None
    assert spec.due_on is not None
    return trajectories.elapsed_share(days, float(spec.starts_on.toordinal()), float(spec.due_on.toordinal()))


def _stands(spec: MeasureSpec, baseline: Floats, target: Floats, share: Floats) -> Floats:
    curve = trajectories.s_curve if spec.trajectory == "s_curve" else trajectories.linear
    return curve(baseline, target, share)


def _gained(spec: MeasureSpec, baseline: Floats, target: Floats, seen: Seen, values: Values, row: int) -> Floats:
    """What the course gains (P,) in the periods that a sum is made of, on top of its baseline.

    Where all of them count since it began, that is where it stands.
    """
    days = seen.ends.astype("datetime64[D]").astype(np.int64).astype(np.float64) + _EPOCH
    before = np.concatenate([seen.starts[:1].astype(np.int64).astype(np.float64) + _EPOCH - 1, days[:-1]])
    gained = np.full(len(baseline), np.nan)
    for column, (first, beyond) in enumerate(zip(seen.first.tolist(), seen.beyond.tolist())):
        if first == beyond:
            continue
        ends = np.full(beyond - first, baseline[column]), np.full(beyond - first, target[column])
        at, earlier = (_stands(spec, *ends, _elapsed(spec, day[first:beyond])) for day in (days, before))
        counted = seen.counted[first:beyond]
        counted = counted if counted.any() else np.ones_like(counted)
        steps = (at - earlier) * _season_of_steps(values, row, seen.starts[first:beyond])
        is_whole = bool(counted.all()) and earlier[0] == baseline[column] and spec.trajectory != "seasonal"
        gained[column] = at[-1] if is_whole else baseline[column] + steps[counted].sum()
    return gained


def _season_of_steps(values: Values, row: int, starts: npt.NDArray[np.datetime64]) -> Floats:
    """The seasonal factor of each period of a measure; 1 where no season is known."""
    factors = np.ones(len(starts))
    for at, day in enumerate(starts.astype(object)):
        season = values.season(row, day.year)
        if season is not None:
            factors[at] = season[(day.month - 1) * len(season) // 12]
    return factors


def _seasonal(
    baseline: Floats, target: Floats, share: Floats, row: int, values: Values, periods: Sequence[Period]
) -> Floats:
    """The straight line, moved by the seasons of the years before each period's own."""
    expected = trajectories.linear(baseline, target, share)
    for column, period in enumerate(periods):
        factors = values.season(row, period.start.year)
        if factors is not None:
            factor = factors[_place_in_year(period) % len(factors)]
            expected[column] = trajectories.seasonal_level(baseline[column], target[column], share[column], factor)
    return expected


def _place_in_year(period: Period) -> int:
    return (period.start.month - 1) * period.frequency.per_year // 12
