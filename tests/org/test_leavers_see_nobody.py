"""Whoever has left may sign in for what is theirs, and is nobody's manager, head or HR any more."""

from datetime import date, timedelta

import pytest

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.base import clock
from hoshin.org.models import Person, Unit
from hoshin.org.relations import heads_unit, is_dotted_line, is_hr_of_unit, is_manager, is_self, is_unit_head
from hoshin.org.services import add_person, add_unit, change_person, grant_relation

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(system, november):
    """Leads Cy, heads the unit where he works, has a dotted line to him, and is HR of his unit."""
    user = User.objects.create(email="boss@hoshin.test", name="Boss", role="member")
    boss = add_person(system, employee_id="B", name="Boss", user=user)
    unit = add_unit(system, code="N", name="North", head=boss)
    cy = add_person(system, employee_id="C", name="Cy", manager=boss, unit=unit)
    granted = {"person": boss, "reason": "Asked", "valid_from": date(2026, 1, 1)}
    grant_relation(system, relation="dotted_line", to=cy, **granted)
    grant_relation(system, relation="hr_of_unit", to=unit, **granted)
    return boss


def whom(boss, day=None):
    """By relation whom they reach; units last."""
    actor = Actor.of(boss.user, "web")
    found = {one.__name__: set(Person.objects.filter(one(actor, "", day)).values_list("name", flat=True))
             for one in (is_manager, is_unit_head, is_dotted_line, is_hr_of_unit)}  # fmt: skip
    return found | {"heads_unit": set(Unit.objects.filter(heads_unit(actor, "pk", day)).values_list("code", flat=True))}


def test_relations_hold_on_the_last_day_and_end_with_it(boss, system):
    assert set(map(frozenset, whom(boss).values())) == {frozenset({"Cy"}), frozenset({"N"})}
    today = clock.today()
    change_person(system, person=boss, end_date=today)
    assert set(map(frozenset, whom(boss).values())) == {frozenset({"Cy"}), frozenset({"N"})}
    change_person(system, person=Person.objects.get(pk=boss.pk), end_date=today - timedelta(days=1))
    assert set(map(frozenset, whom(boss).values())) == {frozenset()}
    # Of days on which they were here it is told as it was.
    assert whom(boss, today - timedelta(days=1))["is_dotted_line"] == {"Cy"}
    actor = Actor.of(boss.user, "web")
    assert [one.name for one in Person.objects.filter(is_self(actor, ""))] == ["Boss"]
