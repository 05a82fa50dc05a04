"""A wave in an organisation of three units: North with twelve people, South with six, and West with three."""

from datetime import date
from types import SimpleNamespace

import pytest

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.org.models import Person, Unit
from hoshin.org.services import add_person, add_unit
from hoshin.pulse.models import Wave, WaveUnit
from hoshin.pulse.services import launch_wave

SIZES = {"N": 12, "S": 6, "W": 3}


@pytest.fixture
def staff(db, november, system):
    """Everybody with a user; `as_of` makes the actor that somebody is: N1 to N12, S1 to S6, W1 to W3, and the office."""
    return staffed(system)


def staffed(system):
    top = add_unit(system, code="ALL", name="Agency")
    for code, size in SIZES.items():
        unit = add_unit(system, code=code, name=code, parent=top)
        for number in range(1, size + 1):
            name = f"{code}{number}"
            user = User.objects.create(email=f"{name.lower()}@hoshin.test", name=name, role="member")
            add_person(system, employee_id=name, name=name, user=user, unit=unit)
    Unit.objects.filter(code="N").update(head=Person.objects.get(employee_id="N1"))
    office = User.objects.create(email="office@hoshin.test", name="Office", role="office")
    users = {user.name: user for user in User.objects.all()}
    return SimpleNamespace(
        users=users,
        office=Actor.of(office, "web"),
        as_of=lambda name: Actor.of(users[name], "web"),
        person=lambda name: Person.objects.get(employee_id=name),
    )


@pytest.fixture
def canteen(staff):
    from tests.pulse.a_survey import a_survey

    return a_survey(staff)


@pytest.fixture
def wave(staff):
    return launched(staff)


def launched(staff, survey="engagement", **said):
    said = {"name": "How are you?", "closes_on": date(2026, 12, 4), **said}
    return launch_wave(staff.office, survey=survey, **said)


def unit_of(wave: Wave, code: str) -> WaveUnit:
    return WaveUnit.objects.get(wave=wave, code=code)
