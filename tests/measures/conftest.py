"""A small organisation: one measure that Carl owns, one that is nobody's, one that is a ratio."""

import pytest

from hoshin.accounts.access import Actor
from hoshin.measures.services import define_measure
from hoshin.org.models import Person, Unit


@pytest.fixture
def carl_acts(carl):
    Person.objects.create(employee_id="C1", name="Carl Contributor", user=carl)
    return Actor.of(carl, "web")


@pytest.fixture
def vera_acts(vera):
    return Actor.of(vera, "web")


@pytest.fixture
def north(db):
    return Unit.objects.create(code="NORTH", name="North")


@pytest.fixture
def revenue(office):
    return define_measure(office, code="REV", name="Revenue", unit_of_measure="EUR")


@pytest.fixture
def on_time(office):
    return define_measure(office, code="OTD", name="Delivered on time", aggregation="ratio", unit_of_measure="%")
