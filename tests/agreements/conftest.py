"""People who agree goals with each other, and as whom they act."""

import pytest
from tests.agreements.a_team import a_team, acting_as


@pytest.fixture
def team(supplied_world, november, office):
    return a_team(office)


@pytest.fixture
def acting(team):
    return acting_as(team)
