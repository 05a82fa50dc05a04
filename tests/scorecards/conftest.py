"""The small enterprise of `tests.worlds`, and a plan with a single objective."""

import pytest


@pytest.fixture
def enterprise(enterprise_world, november):
    from hoshin.strategy.models import Plan

    return Plan.objects.get(code="E")


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
