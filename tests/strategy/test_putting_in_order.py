"""Olga drags things about: whatever she moves, the others keep their order and few rows are written."""

import pytest

from hoshin.audit.models import Entry
from hoshin.strategy.models import Objective, Perspective, Plan
from hoshin.strategy.services import reorder_objectives

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(office):
    plan = Plan.objects.create(code="P", name="Plan")
    return Perspective.objects.create(plan=plan, code="A", name="A")


def filled(place, positions):
    rows = [
        Objective(plan=place.plan, perspective=place, code=f"O{n}", name=f"O{n}", position=position)
        for n, position in enumerate(positions)
    ]
    return Objective.objects.bulk_create(rows)


def order(place):
    return list(place.objectives.order_by("position", "id").values_list("id", flat=True))


@pytest.mark.parametrize("positions", [range(12), [0] * 12, [5, 5, 7, 9, 11, 11, 12, 20, 21, 22, 30, 31]])
def test_those_named_take_each_others_places(office, place, positions):
    rows = filled(place, positions)
    before = order(place)
    named = [before[7], before[2], before[5]]
    reorder_objectives(office, perspective=place, ids=[named[0], -1, *named[1:]])
    expected = list(before)
    for at, pk in zip((2, 5, 7), named, strict=True):
        expected[at] = pk
    assert order(place) == expected
    assert len(rows) == len(expected)


def test_a_page_of_a_long_level_is_put_in_order_without_writing_the_rest(office, place):
    rows = filled(place, range(3_000))
    reorder_objectives(office, perspective=place, ids=[rows[1500].pk, rows[1499].pk])
    assert Entry.objects.filter(table="strategy_objective", operation="U").count() == 2
    assert order(place)[1498:1502] == [rows[n].pk for n in (1498, 1500, 1499, 1501)]
