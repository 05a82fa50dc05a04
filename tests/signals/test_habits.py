"""Habits that are worth a question: events that bunch at the end of a quarter, units in which few do anything."""

from datetime import UTC, date, datetime, time, timedelta
from math import comb

import pytest

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.audit.models import Change
from hoshin.base import clock
from hoshin.base.periods import Period
from hoshin.measures.rows import ActualRow
from hoshin.measures.services import define_measure, record_actuals
from hoshin.org.models import Person
from hoshin.org.services import add_person, add_unit
from hoshin.signals.assembly.bunching import DailyCounts
from hoshin.signals.findings import Look
from hoshin.signals.models import Signal
from hoshin.signals.sentences import sentence_of
from hoshin.signals.services import look_at_everything
from hoshin.signals.services.detectors.gaps import look_for_gaps
from hoshin.signals.services.detectors.process import look_at_process
from hoshin.signals.services.looking import settings_now
from hoshin.strategy.models import Objective
from hoshin.strategy.services import set_contribution

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


def noon(day):
    return datetime.combine(day, time(12), UTC)


def owned(office, code, person, missing):
    """Monthly values of two years, in some months none; twice for half a year bad news stood."""
    measure = define_measure(office, code=code, name=code, owner=person)
    set_contribution(office, parent=Objective.objects.get(code="GROW"), child=measure)
    months = [Period.parse("2024-11").shift(at) for at in range(24)]
    rows = [ActualRow(measure.pk, None, one.start, value=5.0) for one in months if str(one) not in missing]
    record_actuals(office, rows, meant=range(1, len(rows) + 1))
    for since, until in ((date(2025, 4, 5), date(2025, 9, 9)), (date(2026, 2, 5), date(2026, 7, 2))):
        Signal.objects.create(
            rule="status_changed", rule_version="1.0", measure=measure, direction="adverse", state="resolved",
            first_seen_at=noon(since), last_seen_at=noon(until), resolved_at=noon(until),
        )  # fmt: skip
    return measure


def test_values_that_go_missing_after_bad_news_are_a_question_for_their_owner(supplied_world, november, office, nina):
    shy = add_person(office, employee_id="P2", name="Nina North", user=nina)
    open_minded = add_person(office, employee_id="P3", name="Otto Open")
    in_bad_months = {"2025-04", "2025-06", "2025-08", "2026-02", "2026-04", "2026-06"}
    owned(office, "S1", shy, in_bad_months)
    owned(office, "S2", open_minded, {"2025-01", "2025-04", "2026-01", "2026-04", "2026-08"})
    said = {one.rule: one for one in look_for_gaps(Look(clock.today(), settings_now()))}
    (found,) = said["missing_when_bad"].found
    assert found.subject.person == shy.pk
    # Of the two bad spans the months after one with a value; of all others each.
    assert found.facts == {"after": 6, "missing": 6, "others": 11, "others_missing": 0}
    assert found.p_value == pytest.approx(1 / comb(17, 6))
    look_at_everything(Actor.system("worker"))
    signal = Signal.objects.get(rule="missing_when_bad")
    assert (signal.person, signal.goes_to, signal.goes_to_as) == (shy, shy, "subject")
    assert sentence_of(signal) == (
        "Nina North: of 6 values due while something unfavourable stood 6 are missing, of 11 others 0"
    )


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
