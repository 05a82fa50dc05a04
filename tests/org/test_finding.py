"""What is called alike is found together: the best first, and only the kinds that are asked for."""

import pytest

from hoshin.accounts.access import Actor
from hoshin.base.finding import found
from hoshin.org.services import add_person, add_unit

pytestmark = pytest.mark.django_db


def test_the_best_answers_of_all_kinds_come_first(office, django_assert_num_queries):
    add_unit(office, code="N", name="Northern region")
    add_unit(office, code="NORTH", name="Stations")
    add_person(office, employee_id="7", name="Una North")
    add_person(office, employee_id="8", name="North Nils")
    actor = Actor.system()
    assert [one.code for one in found(actor, "north")] == ["NORTH", "N", "8", "7"]
    # Two statements hold the planner to the indexes, two open and end the step.
    with django_assert_num_queries(5):
        assert [one.code for one in found(actor, " north ", 1, ["person"])] == ["8"]
    assert found(actor, " ") == []
