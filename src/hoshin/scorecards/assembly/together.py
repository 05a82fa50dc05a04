"""What the values of units come to for the whole, period by period of a measure's own frequency."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from hoshin.base.periods import Period
from hoshin.measures.models import Measure
from hoshin.scorecards.assembly.formulas import with_inputs
from hoshin.scorecards.assembly.specs import LeafRows, MeasureSpec, runs_in_the_past, specs_of
from hoshin.scorecards.assembly.values import values_of
from hoshin.strategy.models import Plan


def values_together(measure: Measure, periods: Sequence[Period]) -> list[float | None]:
    """The measure's value without a unit in each period, brought together from its units where they hold the values.

    Units stand where they stood then, as the first plan that the measure counts for knows it.
    Periods are consecutive, oldest first, of the measure's frequency. The value is that of the period alone, whatever
    window the score looks through. None where no unit reported, where the values cannot be brought together, and for
    a measure whose units are scored one by one. Method: own.
    """
    if not periods:
        return []
    specs = with_inputs(specs_of([measure.pk]))
    specs[measure.pk] = _alone(specs[measure.pk])
    rows = LeafRows(np.array([0]), np.array([measure.pk]), np.array([0]))
    plan = Plan.objects.filter(nodes__measure=measure).order_by("position", "id").first()
    found = values_of(specs, rows, periods, plan=plan).value[0]
    for columns, then in runs_in_the_past(specs, periods):
        found[columns] = values_of(then, rows, [periods[column] for column in columns], plan=plan).value[0]
    return [None if np.isnan(value) else float(value) for value in found]


def _alone(spec: MeasureSpec) -> MeasureSpec:
    past = tuple((until, _alone(then)) for until, then in spec.past)
    return replace(spec, window="period", window_length=None, trajectory="flat", past=past)
