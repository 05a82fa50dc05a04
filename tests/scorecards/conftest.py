"""The small enterprise of `tests.worlds`, and a plan with a single objective."""

import pytest


@pytest.fixture
def plan(system, november):
    """An empty plan but for one objective."""
    from hoshin.strategy.models import Objective, Perspective, Plan

    plan = Plan.objects.create(code="PLAN", name="Plan")
    perspective = Perspective.objects.create(plan=plan, code="F", name="Financial")
    Objective.objects.create(plan=plan, code="O", name="Objective", perspective=perspective)
    return plan


def measured(plan, system, code, target=None, **fields):
    """A measure that counts for that objective."""
    from hoshin.audit.services import act
    from hoshin.base import events
    from hoshin.measures.models import Measure, Target
    from hoshin.measures.services.across_units import proposal_for
    from hoshin.strategy.events import StructureChanged
    from hoshin.strategy.models import Contribution

    with act(system, "define"):
        fields = proposal_for(fields.get("aggregation", "last"), fields.get("unit_of_measure", "")) | fields
        measure = Measure.objects.create(code=code, name=code, **fields)
        Contribution.objects.create(parent=plan.objectives.get(code="O"), measure=measure)
        if target:
            Target.objects.create(measure=measure, **target)
        events.publish(StructureChanged(plan.pk))
    return measure


def line_of(plan, system, code, period=None, *, kind="measure", unit=None):
    """The line of a thing in a period, the latest one unless named."""
    from hoshin.scorecards.selectors import lines_of, node_of, period_for

    node = node_of(system, code, kind=kind, unit=unit)
    return lines_of(system, plan, [node.pk], period_for(plan, period))[node.pk]


def record(system, measure, **values):
    """Values of months of 2026 by their English short names; a pair is numerator and denominator."""
    from hoshin.base.periods import Period
    from hoshin.measures.services import record_actual

    months = "jan feb mar apr may jun jul aug sep oct nov dec".split()
    for month, value in values.items():
        period = Period.parse(f"2026-{months.index(month) + 1:02d}")
        said = {"value": value} if not isinstance(value, tuple) else {"numerator": value[0], "denominator": value[1]}
        record_actual(system, measure=measure, period=period, **said)
