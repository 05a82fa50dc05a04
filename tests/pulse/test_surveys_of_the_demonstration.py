"""The demonstration asks its people: what they say is told as it would be of real ones, and something is done about it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.base import clock
from hoshin.demo.organisation import PARTS, REGIONS
from hoshin.demo.people import employees
from hoshin.demo.survey_words import AFTER, COMMENTS
from hoshin.demo.surveys import ask_people
from hoshin.org.models import Person, Unit
from hoshin.org.services import add_unit
from hoshin.pulse.jobs import RUN
from hoshin.pulse.models import ActionPlan, CommentSheet, PlannedWave, Wave, WaveResult
from hoshin.signals.models import Signal
from hoshin.signals.policies import signals_visible_to

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def agency(db, system):
    with clock.fixed(NOW):
        return staffed(system)


def staffed(system):
    units = {}
    for part in PARTS:
        units[part.code] = add_unit(system, code=part.code, name=part.name, parent=units.get(part.parent))
    hired = employees(clock.today())
    Person.objects.bulk_create(
        [
            Person(employee_id=one.employee_id, name=one.name, unit=units[one.unit], start_date=one.start_date)
            for one in hired
        ]
    )
    executive = User.objects.create(email="executive@hoshin.test", name="Executive", role="member")
    first = Person.objects.get(employee_id=hired[0].employee_id)
    Person.objects.filter(pk=first.pk).update(user=executive)
    Unit.objects.filter(code="H30").update(head=first)
    office = User.objects.create(email="office@hoshin.test", name="Office", role="office")
    return Actor.of(office, "cli"), executive


def test_surveys_are_closed_and_acted_on_a_fall_is_a_signal_and_one_runs(agency):
    office, executive = agency
    with clock.fixed(NOW):
        ask_people(office, executive)
        fallen = Signal.objects.filter(rule="engagement_fall")
        units = {signal.unit.code for signal in fallen}
        assert "REG" in units
        assert units <= {"REG", *REGIONS}
        assert signals_visible_to(Actor.of(executive, "web")).filter(rule="engagement_fall").exists()
        assert not signals_visible_to(office).filter(rule="engagement_fall").exists()
    planned = PlannedWave.objects.get()
    assert (planned.survey, planned.opens_on, planned.whom) == (
        "onboarding",
        date(2026, 12, 1),
        {"joined_since": "2025-11-23"},
    )
    with clock.fixed(NOW + timedelta(days=8)):
        RUN.function(None)
    assert not PlannedWave.objects.exists()
    sent = Wave.objects.get(survey="onboarding")
    assert 5 <= sent.invitations.count() < 40
    sent.delete()
    second, first, before = Wave.objects.all()
    assert (before.is_open, first.is_open, second.is_open) == (False, False, True)
    row = WaveResult.objects.get(wave=first, unit__code="REG", driver="engagement")
    assert row.is_change_sure
    assert row.change < -5
    assert len(first.importance) == 10
    assert all(found["is_safe"] for found in first.audit.values())
    scores = dict(WaveResult.objects.filter(wave=first, unit__code="REG").values_list("driver", "score"))
    assert scores["tools"] < scores["workload"] < scores["team"]
    said = [words for sheet in CommentSheet.objects.filter(wave=first) for _question, words, _mark in sheet.comments]
    written = {words for each in (*COMMENTS.values(), *AFTER.values()) for words in each}
    assert len(said) > 20
    assert set(said) <= written
    assert {plan.unit.code for plan in ActionPlan.objects.all()} == {"COR", "REG"}
