"""The people of the world `team`; Vera owns the private goal O2."""

from types import SimpleNamespace

import pytest

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.discussion.subjects import subject_of
from hoshin.org.models import Person
from hoshin.strategy.models import Objective


@pytest.fixture
def team(team_world, november):
    """Everybody with their user; `as_of` makes the actor that somebody is, `talk` what they see of an objective."""
    users = {user.email.split("@")[0]: user for user in User.objects.all()}
    people = {person.employee_id.lower(): person for person in Person.objects.all()}
    numbers = {one.code: one.pk for one in Objective.objects.all()}

    def as_of(name):
        return Actor.of(users[name], "web")

    def subject(name, code="O1"):
        return subject_of(as_of(name), "objective", numbers[code])

    return SimpleNamespace(**people, users=users, as_of=as_of, subject=subject, numbers=numbers)
