"""People who agree goals with each other, and as whom they act."""

import pytest
from tests.agreements.a_team import a_team

from hoshin.accounts.access import Actor


@pytest.fixture
def team(supplied_world, november, office):
    return a_team(office)


@pytest.fixture
def acting(team):
    return {name: Actor.of(person.user, "web") for name, person in team.items()}
