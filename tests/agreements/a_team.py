"""Mona manages Carl and Ben; Ina is a stranger to all of them, Rita stands above Mona."""

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.org.models import Person, Unit
from hoshin.org.services import add_person, change_person, change_unit


def user_of(name: str) -> User:
    return User.objects.create(email=f"{name.lower()}@hoshin.test", name=name, role="member")


def a_team(office):
    """People by name, in the world `supplied`."""
    unit = Unit.objects.get(code="NORTH")
    rita = add_person(office, employee_id="R", name="Rita", user=user_of("Rita"))
    mona = add_person(office, employee_id="M", name="Mona", user=user_of("Mona"), unit=unit, manager=rita)
    carl = change_person(office, person=Person.objects.get(employee_id="P1"), manager=mona)
    ben = add_person(office, employee_id="B", name="Ben", user=user_of("Ben"), unit=unit, manager=mona)
    ina = add_person(office, employee_id="I", name="Ina", user=user_of("Ina"))
    change_unit(office, unit=unit, head=mona)
    return {"rita": rita, "mona": mona, "carl": carl, "ben": ben, "ina": ina}


def acting_as(team):
    """As whom each of them acts, by name."""
    return {name: Actor.of(person.user, "web") for name, person in team.items()}
