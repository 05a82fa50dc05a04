"""Each app tells of itself on one card, and no two tell of the same."""

from dataclasses import dataclass

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured

from hoshin.base import cards as house
from hoshin.base.cards import Card, cards, entries


@dataclass(frozen=True)
class Table:
    table: str


def test_the_cards_come_each_after_those_that_it_stands_on():
    tables = [entry.table for card in cards() for entry in card.tracked]
    assert tables.index("accounts_user") < tables.index("org_unit") < tables.index("strategy_plan")
    assert {table.partition("_")[0] for table in tables} <= {config.label for config in apps.get_app_configs()}


def test_what_two_cards_bring_is_refused(monkeypatch):
    monkeypatch.setattr(house, "cards", lambda: (Card(tracked=(Table("a"), Table("b"))), Card(tracked=(Table("b"),))))
    with pytest.raises(ImproperlyConfigured, match="'b' among their tracked"):
        entries.__wrapped__("tracked", "table")
