"""The expected value of each period: the target itself, or where its trajectory stands on the period's last day."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from hoshin.base.periods import Period
from hoshin.engine.scoring import trajectories
from hoshin.scorecards.assembly.specs import MeasureSpec
from hoshin.scorecards.assembly.targets import TargetMatrix
from hoshin.scorecards.assembly.values import Values

Floats = npt.NDArray[np.float64]


def expected_targets(
    own: Sequence[MeasureSpec], periods: Sequence[Period], targets: TargetMatrix, values: Values
) -> Floats:
    """Targets (n, P) with those of measures that have a trajectory moved to where it stands in each period.

    A trajectory needs a baseline, a start and a due date; without one of them the target holds at once.
    """
    wanted = targets["target"].copy()
    ends = np.array([period.end.toordinal() for period in periods], dtype=np.float64)
    for index, spec in enumerate(own):
        if spec.trajectory in ("flat", "step") or spec.starts_on is None or spec.due_on is None:
            continue
        if spec.due_on <= spec.starts_on:
            continue
        share = trajectories.elapsed_share(ends, float(spec.starts_on.toordinal()), float(spec.due_on.toordinal()))
        baseline, target = targets["baseline"][index], targets["target"][index]
        if spec.trajectory == "s_curve":
            wanted[index] = trajectories.s_curve(baseline, target, share)
        elif spec.trajectory == "linear":
            wanted[index] = trajectories.linear(baseline, target, share)
        else:
            wanted[index] = _seasonal(baseline, target, share, index, values, periods)
    return wanted


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
