"""The access table is put together from the cards of the apps, and forgets no right."""

import importlib
from importlib.util import find_spec

import pytest
from django.apps import apps

from hoshin.accounts.access import Actor, Right, require
from hoshin.accounts.models import Role, User, UserStanding
from hoshin.accounts.selectors import access_table
from hoshin.base.errors import Denied
from hoshin.measures.policies import MeasureRight
from hoshin.org.services import add_person, add_unit, change_person

pytestmark = pytest.mark.django_db


def test_every_right_that_a_policy_names_stands_in_the_table():
    named = set(Right)
    for config in apps.get_app_configs():
        module = f"{config.name}.policies"
        rules = vars(importlib.import_module(module)) if find_spec(module) else {}
        named |= {right for name, kind in rules.items() if name.endswith("Right") for right in kind}
    assert MeasureRight.RECORD_ANY in named
    assert {row.right for row in access_table()} == named


def test_what_most_roles_may_comes_first():
    table = access_table()
    holders = [sum(may for _, may in row.holders) for row in table]
    assert table[0].right == Right.SEE
    assert holders == sorted(holders, reverse=True)


def test_a_right_of_an_app_counts_like_any_other():
    carl = Actor(1, "Carl", Role.MEMBER, "web", is_person=True)
    assert carl.has(MeasureRight.RECORD_OWN)
    assert not carl.has(MeasureRight.RECORD_ANY)


def test_a_member_keeps_up_their_own_once_they_are_a_person_of_the_organisation(office, carl):
    before = Actor.of(carl, "web")
    assert before.standing == UserStanding.VIEWER
    with pytest.raises(Denied, match="Only people of the organisation may record actuals"):
        require(before, MeasureRight.RECORD_OWN)
    unit = add_unit(office, code="N", name="North")
    person = add_person(office, employee_id="P1", name="Carl", unit=unit, user=carl)
    after = Actor.of(User.objects.get(pk=carl.pk), "web")
    assert after.standing == UserStanding.CONTRIBUTOR
    require(after, MeasureRight.RECORD_OWN)
    change_person(office, person=person, user=None)
    assert Actor.of(User.objects.get(pk=carl.pk), "web").standing == UserStanding.VIEWER


def test_what_members_were_called_once_is_read_as_that():
    assert Role("viewer") == Role("contributor") == Role.MEMBER
    with pytest.raises(ValueError, match="king"):
        Role("king")
