"""How the stories of goals write one."""

from datetime import date

from hoshin.okrs.rows import KeyResultDraft
from hoshin.okrs.services import add_cycle, write_goal
from hoshin.org.models import Person
from hoshin.strategy.models import Objective, Plan

DUE = date(2026, 12, 31)


def quarter(actor, code="2026-Q4", first=date(2026, 10, 1), last=DUE):
    """A cycle: the quarter that runs, unless something else is said."""
    return add_cycle(actor, code=code, name=code, starts_on=first, ends_on=last)


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


def filled(**said):
    """What the form of a goal sends, with what is said otherwise."""
    values = {
        "name": "Win twelve customers in the north", "start_date": "2026-11-23", "due_date": "2026-12-31",
        "visibility": "public", "plan": "E",
        "serves-0": "GROW · Grow", "serves_weight-0": "2", "kr-0-name": "New customers", "kr-0-baseline": "0",
        "kr-0-target": "12", "kr-1-name": "Share of the north", "kr-1-baseline": "12 %", "kr-1-target": "20 %",
        "kr-2-name": "",
    }  # fmt: skip
    return values | said
