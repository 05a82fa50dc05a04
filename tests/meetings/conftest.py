"""Mia leads Ben; Lea leads Mia; Sam works beside them. None of them administers anything."""

from datetime import date, time

import pytest

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.meetings.models import OneOnOne
from hoshin.meetings.services import propose_one_on_one
from hoshin.org.models import Person
from hoshin.org.services import add_person

TUESDAY = date(2026, 11, 24)


def actor_of(employee_id: str) -> Actor:
    return Actor.of(person_of(employee_id).user, "web")


def person_of(employee_id: str) -> Person:
    return Person.objects.select_related("user").get(employee_id=employee_id)


@pytest.fixture
def people(db, system, november):
    """By their employee ids."""
    found: dict[str, Person] = {}
    for employee_id, name, above in (
        ("L", "Lea Lead", ""),
        ("M", "Mia Manager", "L"),
        ("B", "Ben Builder", "M"),
        ("S", "Sam Side", "L"),
    ):
        email = f"{name.split()[0].lower()}@hoshin.test"
        user = User.objects.create(email=email, name=name, role="viewer", time_zone="Europe/Berlin")
        found[employee_id] = add_person(
            system, employee_id=employee_id, name=name, user=user, manager=found.get(above), email=email
        )
    return found


@pytest.fixture
def mia(people):
    return actor_of("M")


@pytest.fixture
def ben(people):
    return actor_of("B")


@pytest.fixture
def weekly(mia, people) -> OneOnOne:
    """Mia meets Ben every Tuesday at ten, from tomorrow on."""
    return propose_one_on_one(mia, partner=people["B"], starts_on=TUESDAY, at=time(10), cadence="weekly")
