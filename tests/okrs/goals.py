"""How the stories of goals write one."""

from datetime import date

from hoshin.okrs.rows import KeyResultDraft
from hoshin.okrs.services import write_goal
from hoshin.org.models import Person
from hoshin.strategy.models import Objective, Plan

DUE = date(2026, 12, 31)


def written(actor, **said):
    """A goal of P1 with two key results that serves GROW, unless something else is said."""
    values = {
        "person": Person.objects.get(employee_id="P1"),
        "plan": Plan.objects.get(code="E"),
        "name": "Win twelve customers in the north",
        "due_date": DUE,
        "serves": {Objective.objects.get(code="GROW"): 2.0},
        "key_results": [KeyResultDraft("New customers", 0, 12), KeyResultDraft("Days to an offer", 9, 4, "days")],
    }
    return write_goal(actor, **values | said)
