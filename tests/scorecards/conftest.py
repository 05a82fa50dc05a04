"""A small enterprise: three perspectives, five measures; one measure serves two objectives; one is late in October."""

import pytest

from hoshin.base.periods import Period

SEPTEMBER, OCTOBER = Period.parse("2026-09"), Period.parse("2026-10")
VALUES = {
    SEPTEMBER: {"k1": 80, "k2": 60, "k3": 50, "k4": 90, "k5": 40},
    OCTOBER: {"k1": 80, "k2": 70, "k3": 65, "k4": 75},
}


def build_enterprise(actor):
    from hoshin.audit.services import act
    from hoshin.base import events
    from hoshin.measures.models import Measure, Target
    from hoshin.measures.services import record_actual
    from hoshin.strategy.events import StructureChanged
    from hoshin.strategy.models import Contribution, Objective, Perspective, Plan

    with act(actor, "build"):
        plan = Plan.objects.create(code="E", name="Enterprise")
        measures = {code: Measure.objects.create(code=code, name=code) for code in ("k1", "k2", "k3", "k4", "k5")}
        for measure in measures.values():
            Target.objects.create(measure=measure, baseline=0, target=100)
        for code, weight, children in (
            ("F", 0.4, {"k1": 1, "k2": 1}),
            ("C", 0.3, {"k3": 2, "k4": 1}),
            ("P", 0.3, {"k4": 1, "k5": 1}),
        ):
            perspective = Perspective.objects.create(plan=plan, code=code, name=code, weight=weight)
            objective = Objective.objects.create(plan=plan, code=f"O{code}", name=code, perspective=perspective)
            for child, share in children.items():
                Contribution.objects.create(parent=objective, measure=measures[child], weight=share)
        events.publish(StructureChanged(plan.pk))
    for period, values in VALUES.items():
        for code, value in values.items():
            record_actual(actor, measure=measures[code], period=period, value=value)
    return plan


@pytest.fixture
def enterprise(system, november):
    return build_enterprise(system)


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
