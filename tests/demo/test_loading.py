"""Loading the demonstration: twice, beside something else, and on days that lie awkwardly."""

from datetime import UTC, datetime

import pytest

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.audit.models import Change, Entry
from hoshin.base.errors import Denied
from hoshin.demo import load
from hoshin.demo.generate import sheets
from hoshin.measures.models import Actual
from hoshin.org.models import Person
from hoshin.scorecards.models import Score
from hoshin.strategy.models import Plan


def test_loading_again_changes_nothing_and_says_so(demo, system):
    tables = (Change, Entry, Actual, Person, User, Score, Plan)
    before = [table.objects.count() for table in tables]
    heard = []
    load(system, progress=lambda done, total, what: heard.append(what))
    assert [table.objects.count() for table in tables] == before
    assert heard == ["Canada's published figures are there already", "The agency's own scorecard is there already"]


def test_a_viewer_may_not_load_it(demo, vera):
    with pytest.raises(Denied):
        load(Actor.of(vera, "web"))


def test_the_same_instant_gives_the_same_workbook():
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert sheets(now) == sheets(now)
    assert sheets(now)["actuals"] == sheets(now.replace(hour=14))["actuals"]
