"""The people of the world `team` by their first names."""

from types import SimpleNamespace

import pytest

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.org.models import Person
from hoshin.strategy.models import Objective, Plan


@pytest.fixture
def team(team_world, november):
    """Everybody with their user; `as_of` makes the actor that somebody is."""
    users = {user.email.split("@")[0]: user for user in User.objects.all()}
    people = {person.employee_id.lower(): person for person in Person.objects.select_related("manager")}
    return SimpleNamespace(
        **people,
        users=users,
        plan=Plan.objects.get(),
        objective=Objective.objects.get(code="O1"),
        secret=Objective.objects.get(code="O2"),
        as_of=lambda name: Actor.of(users[name], "web"),
    )
