"""Mia leads Ben; Lea leads Mia; Sam works beside them. None of them administers anything."""

from datetime import date

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.org.models import Person
from hoshin.org.services import add_person

TUESDAY = date(2026, 11, 24)
_LINES = (("L", "Lea Lead", ""), ("M", "Mia Manager", "L"), ("B", "Ben Builder", "M"), ("S", "Sam Side", "L"))


def actor_of(employee_id: str) -> Actor:
    return Actor.of(person_of(employee_id).user, "web")


def person_of(employee_id: str) -> Person:
    return Person.objects.select_related("user").get(employee_id=employee_id)


def hire(system: Actor) -> dict[str, Person]:
    """All of them, by their employee ids."""
    found: dict[str, Person] = {}
    for employee_id, name, above in _LINES:
        email = f"{name.split()[0].lower()}@hoshin.test"
        user = User.objects.create(email=email, name=name, role="member", time_zone="Europe/Berlin")
        manager = found.get(above)
        found[employee_id] = add_person(
            system, employee_id=employee_id, name=name, user=user, manager=manager, email=email
        )
    return found
