"""A plan small enough to know by heart: three perspectives, five objectives, four measures, three links."""

from tests.measures.a_target import set_target

from hoshin.base.periods import Period
from hoshin.measures.services import define_measure, record_actual
from hoshin.org.models import Organisation, Person, Unit
from hoshin.strategy import services

OBJECTIVES = (
    ("C1", "Answer citizens within a day", "CUS"),
    ("C2", "Earn the trust of the regions", "CUS"),
    ("P1", "Decide every application on time", "PRO"),
    ("P2", "Publish figures that are fresh and right", "PRO"),
    ("L1", "Keep skilled people", "LEA"),
)


def build_plan(actor):
    Organisation.objects.create(name="Northern Services")
    unit = Unit.objects.create(code="NOR", name="North")
    maya = Person.objects.create(employee_id="E1", name="Maya Dorn", unit=unit)
    plan = services.create_plan(
        actor, code="NS", name="Northern Services 2027", vision="Everyone in the north is answered within a day."
    )
    perspectives = {
        code: services.add_perspective(actor, plan=plan, code=code, name=name)
        for code, name in (("CUS", "Citizens"), ("PRO", "Internal process"), ("LEA", "Learning and growth"))
    }
    found = {
        code: services.add_objective(
            actor, plan=plan, code=code, name=name, perspective=perspectives[place], owner=maya
        )
        for code, name, place in OBJECTIVES
    }
    for code, name, parent in (
        ("days", "Days to decide", "P1"),
        ("wait", "Hours until the first answer", "C1"),
        ("right", "Figures without correction", "P2"),
        ("stay", "People who stay", "L1"),
    ):
        measure = define_measure(actor, code=code, name=name)
        set_target(actor, measure=measure, baseline=0.0, target=100.0)
        services.set_contribution(actor, parent=found[parent], child=measure)
        record_actual(actor, measure=measure, period=Period.parse("2026-10"), value=20.0 + 15 * len(name) % 80)
    for cause, effect in (("L1", "P1"), ("P1", "C1"), ("L1", "C2")):
        services.add_causal_link(actor, cause=found[cause], effect=found[effect], lag_months=3, note="People decide.")
    return plan
