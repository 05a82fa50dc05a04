"""Habits that are worth a question: events that bunch at the end of a quarter, units in which few do anything."""

from datetime import date, timedelta

import pytest

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.audit.models import Change
from hoshin.base import clock
from hoshin.measures.rows import ActualRow
from hoshin.measures.services import define_measure, record_actuals
from hoshin.org.models import Person
from hoshin.org.services import add_unit
from hoshin.signals.assembly.bunching import DailyCounts
from hoshin.signals.findings import Look
from hoshin.signals.models import Signal
from hoshin.signals.sentences import sentence_of
from hoshin.signals.services import look_at_everything
from hoshin.signals.services.detectors.process import look_at_process
from hoshin.signals.services.looking import settings_now

pytestmark = pytest.mark.django_db
QUARTER = [date(2026, 7, 1) + timedelta(days=at) for at in range(92)]


def counted(office, code, count_of):
    measure = define_measure(office, code=code, name=f"Contracts {code}", aggregation="sum", frequency="daily")
    rows = [ActualRow(measure.pk, None, day, value=float(count_of(at))) for at, day in enumerate(QUARTER)]
    record_actuals(office, rows, meant=range(1, len(rows) + 1))
    return measure


def test_contracts_that_come_in_the_last_days_are_a_question_for_the_owner(office, november):
    counted(office, "EVEN", lambda at: 4 + at % 3)
    bunched = counted(office, "LATE", lambda at: 4 + at % 3 if at < 83 else 12)
    look_at_everything(Actor.system("worker"))
    found = Signal.objects.get(rule="bunched")
    assert (found.measure, found.direction) == (bunched, "neutral")
    assert sentence_of(found).startswith(
        "Contracts LATE: 108 in the last 9 days of Q3 2026, where the days before let 44"
    )


def test_what_comes_in_heaps_by_itself_is_no_bunch():
    even = DailyCounts(days=83, total=415.0, squares=83 * 30.0, last_days=9, last=75.0)
    heaps = DailyCounts(days=83, total=415.0, squares=83 * 125.0, last_days=9, last=75.0)
    assert even.p < 0.001 < heaps.p


def test_a_unit_in_which_few_do_anything_is_told_to_the_office(office, november):
    units = [add_unit(office, code=code, name=code) for code in ("BUSY", "IDLE")]
    then = clock.now() - timedelta(days=60)
    for number in range(10):
        user = User.objects.create(email=f"p{number}@hoshin.test", name=f"P{number}")
        User.objects.filter(pk=user.pk).update(created_at=then)
        unit = units[number % 2]
        Person.objects.create(employee_id=f"X{number}", name=f"P{number}", unit=unit, user=user)
        if unit is units[0] or number == 1:
            Change.objects.create(at=clock.now() - timedelta(days=7), actor=user, actor_name="P", face="web", verb="x")
    said = {one.rule: one for one in look_at_process(Look(clock.today(), settings_now()))}
    (found,) = said["adoption"].found
    assert (found.subject.unit, found.facts["share"], found.facts["all"]) == (units[1].pk, 0.2, 5)
