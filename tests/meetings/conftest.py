"""The cast of 1:1s, and one that goes on."""

from datetime import time

import pytest
from tests.meetings.cast import TUESDAY, actor_of, hire

from hoshin.meetings.models import OneOnOne
from hoshin.meetings.services import propose_one_on_one


@pytest.fixture
def people(db, system, november):
    """By their employee ids."""
    return hire(system)


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
