"""A scorecard that is kept is the one that would be found now, whoever wrote whatever; and other writes leave it kept."""

import sys

import pytest
from django.db import transaction
from tests.worlds import OCTOBER

from hoshin.accounts.access import Actor
from hoshin.audit import unchanged
from hoshin.measures.models import Measure
from hoshin.measures.services import change_measure, record_actual
from hoshin.org.models import Person, Unit
from hoshin.org.services import change_person, change_unit
from hoshin.scorecards.models import Node
from hoshin.scorecards.selectors import scorecard
from hoshin.scorecards.services import close_period, override_status, reopen_period, withdraw_override
from hoshin.strategy import services as strategy
from hoshin.strategy.models import Objective, Perspective, Plan

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def nothing_kept():
    yield
    unchanged._kept.clear()


@pytest.fixture
def found(monkeypatch):
    """What of scorecards was found, not taken from what is kept."""
    parts, find = [], unchanged.while_unchanged

    def heard(key, find_one, within):
        return find(key, lambda: (parts.append(key[0]), find_one())[1], within)

    # The package lends its name to the function.
    monkeypatch.setattr(sys.modules["hoshin.scorecards.selectors.scorecard"], "while_unchanged", heard)
    return parts


def card_of(actor, code="E", **asked):
    return scorecard(actor, Plan.objects.get(code=code), has_attention=True, **asked)


def measure(code):
    return Measure.objects.get(code=code)


def writes(system):
    """Whatever may change a scorecard, one thing after the other."""
    objective, plan = Objective.objects.get(code="OF"), Plan.objects.get(code="E")
    node = Node.objects.get(objective=objective, unit=None)
    yield lambda: record_actual(system, measure=measure("k1"), period=OCTOBER, value=12)
    yield lambda: record_actual(system, measure=measure("k1"), period=OCTOBER.shift(-3), value=99)
    yield lambda: record_actual(system, measure=measure("k1"), period=OCTOBER.shift(-12), value=3)
    yield lambda: record_actual(system, measure=measure("k1"), period=OCTOBER.shift(-13), value=3)
    yield lambda: record_actual(system, measure=measure("k1"), period=OCTOBER.shift(1), value=50)
    yield lambda: record_actual(system, measure=measure("k5"), period=OCTOBER, value=7, unit=Unit.objects.get(code="N"))
    yield lambda: change_measure(system, measure=measure("k2"), name="Otherwise", decimals=1)
    yield lambda: change_person(system, person=Person.objects.get(name="Maya Dorn"), name="Maya Other")
    yield lambda: change_unit(system, unit=Unit.objects.get(code="N"), name="Further north")
    yield lambda: strategy.change_objective(system, objective=objective, name="Grow otherwise", visibility="private")
    yield lambda: override_status(system, node=node, status=1, reason="Known to be late")
    yield lambda: withdraw_override(system, override=node.overrides.get())
    yield lambda: strategy.change_plan(system, plan=plan, red_below=45.0)
    yield lambda: close_period(system, plan=plan, period=OCTOBER.shift(-1))
    yield lambda: record_actual(system, measure=measure("k1"), period=OCTOBER.shift(-1), value=1)
    yield lambda: reopen_period(system, plan=plan, period=OCTOBER.shift(-1), reason="Too early")
    yield lambda: strategy.change_perspective(system, perspective=Perspective.objects.first(), name="Money")
    yield lambda: strategy.add_objective(system, plan=plan, code="NEW", name="New", perspective=objective.perspective)
    yield lambda: strategy.set_contribution(
        system, parent=Objective.objects.get(code="NEW"), child=measure("k1"), weight=3
    )
    yield lambda: strategy.remove_objective(system, objective=Objective.objects.get(code="NEW"))


def test_whatever_is_written_what_is_kept_is_what_would_be_found(charted_world, november, system, olga, carl):
    office, carl = Actor.of(olga, "web"), Actor.of(carl, "web")
    asked = [(office, {}), (carl, {}), (office, {"period": str(OCTOBER.shift(-1))}), (carl, {"unit": "N"})]
    cards = {}
    for number, write in enumerate([lambda: None, *writes(system)]):
        write()
        for place, (reader, wishes) in enumerate(asked):
            kept = card_of(reader, **wishes)
            with transaction.atomic():
                assert kept == card_of(reader, **wishes), f"write {number} seen by {reader.name}, {wishes}"
            cards.setdefault(place, []).append(kept)
    # Each wrote what one of these readers sees, so that the comparison could fail.
    assert all(len(set(map(repr, seen))) > 5 for seen in cards.values())


def test_what_a_scorecard_does_not_show_leaves_it_kept(charted_world, november, system, olga, found):
    reader = Actor.of(olga, "web")
    card_of(reader)
    assert found == ["scorecard", "structure", "attention"]
    found.clear()
    for back in (13, 20, 30):
        record_actual(system, measure=measure("k1"), period=OCTOBER.shift(-back), value=back)
    olga.name = "Olga Other"
    olga.save()
    card_of(reader)
    assert found == []
    record_actual(system, measure=measure("k1"), period=OCTOBER.shift(-5), value=77)
    card_of(reader)
    assert found == ["scorecard"], "a point of the trend has moved, and nothing else"
    record_actual(system, measure=measure("k1"), period=OCTOBER, value=77)
    card_of(reader)
    assert found == ["scorecard", "scorecard", "attention"]


def test_all_that_a_scorecard_reads_is_watched(charted_world, november, olga, carl):
    for user in (olga, carl):
        for wishes in ({}, {"unit": "N"}, {"opened": frozenset()}):
            card_of(Actor.of(user, "web"), **wishes)
    assert len(unchanged._kept) == 6 * 3
    assert None not in [one.tables for one in unchanged._kept.values()]
