"""The access table is put together from the cards of the apps, and forgets no right."""

import importlib
from importlib.util import find_spec

from django.apps import apps

from hoshin.accounts.access import Actor, Right
from hoshin.accounts.models import Role
from hoshin.accounts.selectors import access_table
from hoshin.measures.policies import MeasureRight


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
    carl = Actor(1, "Carl", Role.CONTRIBUTOR, "web")
    assert carl.has(MeasureRight.RECORD_OWN)
    assert not carl.has(MeasureRight.RECORD_ANY)
