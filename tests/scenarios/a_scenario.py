"""A scenario of Carl's, kept as its pages keep it."""

from hoshin.accounts.access import Actor
from hoshin.base.periods import Period
from hoshin.org.models import Person
from hoshin.scenarios.rows import AssumptionRow
from hoshin.scenarios.selectors import assumptions_of
from hoshin.scenarios.services import save_scenario
from hoshin.strategy.models import Plan


def kept(*rows, by="P1", plan="E", period="2026-10", **said):
    """What somebody assumes, under a name."""
    actor = Actor.of(Person.objects.get(employee_id=by).user, "web")
    assumptions = assumptions_of(actor, rows or [AssumptionRow("value", 60.0, measure="REV")])
    said = {"name": "Sell more"} | said
    found = Plan.objects.get(code=plan)
    return save_scenario(actor, plan=found, period=Period.parse(period), assumptions=assumptions, **said)


def shared_with_everyone():
    """One that everybody may read."""
    return kept(visibility="everyone")
