"""Carl has a goal with two key results; his manager Mona heads his line."""

from datetime import date

import pytest

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.okrs.rows import KeyResultDraft
from hoshin.okrs.services import write_goal
from hoshin.org.models import Person
from hoshin.org.services import add_person, change_person
from hoshin.strategy.models import Objective, Plan


@pytest.fixture
def own(carl):
    return Actor.of(carl, "web")


@pytest.fixture
def mona(supplied_world, november, office):
    """The manager of Carl, who signs in."""
    user = User.objects.create(email="mona@hoshin.test", name="Mona Manager", role="contributor")
    mona = add_person(office, employee_id="M1", name="Mona Manager")
    change_person(office, person=mona, user=user)
    change_person(office, person=Person.objects.get(employee_id="P1"), manager=mona)
    mona.refresh_from_db()
    return mona


@pytest.fixture
def goal(supplied_world, november, own, mona):
    """Twelve customers from none, and four days to an offer from nine, between 1 October and the end of the year."""
    return write_goal(
        own,
        person=Person.objects.get(employee_id="P1"),
        plan=Plan.objects.get(code="E"),
        name="Win twelve customers in the north",
        start_date=date(2026, 10, 1),
        due_date=date(2026, 12, 31),
        serves={Objective.objects.get(code="GROW"): 2.0},
        key_results=[KeyResultDraft("New customers", 0, 12), KeyResultDraft("Days to an offer", 9, 4, "days")],
    )
