"""The demonstration asks its people: what they say is told as it would be of real ones, and something is done about it."""

from datetime import UTC, datetime

import pytest

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.base import clock
from hoshin.demo.organisation import PARTS
from hoshin.demo.people import employees
from hoshin.demo.survey_words import AFTER, COMMENTS
from hoshin.demo.surveys import ask_people
from hoshin.org.models import Person, Unit
from hoshin.org.services import add_unit
from hoshin.pulse.models import ActionPlan, CommentSheet, Wave, WaveResult


@pytest.fixture
def agency(db, system):
    units = {}
    for part in PARTS:
        units[part.code] = add_unit(system, code=part.code, name=part.name, parent=units.get(part.parent))
    hired = employees(clock.today())
    Person.objects.bulk_create(
        [Person(employee_id=one.employee_id, name=one.name, unit=units[one.unit]) for one in hired]
    )
    executive = User.objects.create(email="executive@hoshin.test", name="Executive", role="member")
    first = Person.objects.get(employee_id=hired[0].employee_id)
    Person.objects.filter(pk=first.pk).update(user=executive)
    Unit.objects.filter(code="H30").update(head=first)
    office = User.objects.create(email="office@hoshin.test", name="Office", role="office")
    return Actor.of(office, "cli"), executive


def test_one_survey_is_closed_and_acted_on_and_one_runs(agency):
    with clock.fixed(datetime(2026, 11, 23, 12, tzinfo=UTC)):
        ask_people(*agency)
    second, first = Wave.objects.all()
    assert (first.is_open, second.is_open) == (False, True)
    assert len(first.importance) == 10
    assert all(found["is_safe"] for found in first.audit.values())
    scores = dict(WaveResult.objects.filter(wave=first, unit__code="REG").values_list("driver", "score"))
    assert scores["tools"] < scores["workload"] < scores["team"]
    said = [words for sheet in CommentSheet.objects.filter(wave=first) for _question, words, _mark in sheet.comments]
    written = {words for each in (*COMMENTS.values(), *AFTER.values()) for words in each}
    assert len(said) > 20
    assert set(said) <= written
    assert {plan.unit.code for plan in ActionPlan.objects.all()} == {"COR", "REG"}
