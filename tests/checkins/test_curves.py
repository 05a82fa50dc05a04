"""How things hold for the whole: by weeks since people began, of values within their promise, of goals agreed in time."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.checkins.conftest import on

from hoshin.agreements.models import GoalAgreement
from hoshin.base.errors import Denied
from hoshin.checkins.models import CheckIn
from hoshin.checkins.selectors import (
    agreed,
    agreed_in_time,
    cohorts,
    cohorts_of_check_ins,
    months_of_promises,
    promises,
)
from hoshin.measures.models import Actual, Measure
from hoshin.okrs.models import Commitment, Cycle
from hoshin.org.models import Person

pytestmark = pytest.mark.django_db
# On the first of October, a Thursday, the goal of Carl starts.
FIRST, SECOND = date(2026, 10, 2), date(2026, 10, 5)


def said(goal, code, day):
    measure = Measure.objects.get(code=code)
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    CheckIn.objects.create(objective=goal.objective, measure=measure, checked_on=day, written_at=at)


def test_a_cohort_is_told_by_weeks_since_it_began_and_silence_counts(goal, office, own, monkeypatch):
    for code, day in (("P1-1.1", FIRST), ("P1-1.1", FIRST - timedelta(days=1)), ("P1-1.2", FIRST), ("P1-1.2", SECOND)):
        said(goal, code, day)
    assert cohorts_of_check_ins(office) == [], "of one person nothing is told"
    with pytest.raises(Denied):
        cohorts_of_check_ins(own)
    monkeypatch.setattr(cohorts, "LEAST_PEOPLE", 1)
    [found] = cohorts_of_check_ins(office)
    assert (found.month.label, found.people) == ("October 2026", 1)
    # The eighth week is over, the twelfth is to come.
    assert found.shares == (1.0, 0.5, 0.0, 0.0, 0.0, 0.0, None)


def test_a_value_is_in_time_until_the_day_on_which_it_would_be_late(goal, office, monkeypatch):
    monkeypatch.setattr(promises, "LEAST_MEASURES", 1)
    assert {one.share for one in months_of_promises(office)} <= {None}, "of one person nothing is told"
    monkeypatch.setattr(promises, "LEAST_PEOPLE", 1)
    Actual.objects.all().delete()
    measure = Measure.objects.get(code="REV")
    Measure.objects.filter(pk=measure.pk).update(frequency="monthly", close_lag_days=10)
    key_result = Measure.objects.get(code="P1-1.1")

    def recorded(of, month, day):
        at = datetime(2026, *day, 12, tzinfo=UTC)
        last = Actual.objects.filter(measure=of, period=date(2026, month, 1))
        last.update(superseded_at=at)
        Actual.objects.create(measure=of, period=date(2026, month, 1), value=1, recorded_at=at, change_id=1)

    recorded(measure, 6, (7, 9))
    recorded(measure, 7, (8, 11))
    recorded(measure, 8, (9, 10))
    recorded(measure, 8, (10, 20))
    recorded(key_result, 6, (6, 30))
    found = {one.month.label: (one.due, one.share) for one in months_of_promises(office)}
    # June came on the ninth day, July on the eleventh, August on the tenth and was mended later; then nothing came.
    assert found == {
        "July 2026": (1, 1.0),
        "August 2026": (1, 0.0),
        "September 2026": (1, 1.0),
        "October 2026": (1, 0.0),
        "November 2026": (1, 0.0),
    }
    monkeypatch.undo()
    assert {one.share for one in months_of_promises(office)} == {None}


def test_goals_agreed_thirty_days_into_a_cycle(goal, office, monkeypatch):
    assert agreed_in_time(office) == []
    cycle = Cycle.objects.create(code="Q4", name="Q4", starts_on=date(2026, 10, 1), ends_on=date(2026, 12, 31))
    Cycle.objects.create(code="Q1", name="Q1", starts_on=date(2027, 1, 1), ends_on=date(2027, 3, 31))
    Commitment.objects.filter(pk=goal.pk).update(cycle=cycle)
    assert agreed_in_time(office) == [], "of fewer than five people nothing is told"
    monkeypatch.setattr(agreed, "LEAST_PEOPLE", 1)
    people = Person.objects.count()
    [found] = agreed_in_time(office)
    assert (found.cycle, found.people, found.share) == (cycle, people, 0.0)
    carl = Person.objects.get(employee_id="P1")
    mona = Person.objects.get(employee_id="M1")
    row = GoalAgreement.objects.create(
        objective=goal.objective,
        owner=carl,
        counterpart=mona,
        terms={},
        agreed_at=datetime(2026, 10, 31, 9, tzinfo=UTC),
    )
    assert agreed_in_time(office)[0].share == 1 / people
    GoalAgreement.objects.filter(pk=row.pk).update(agreed_at=datetime(2026, 11, 1, 9, tzinfo=UTC))
    assert agreed_in_time(office)[0].share == 0.0


def test_the_page_says_what_to_do(goal, office, olga, client, monkeypatch):
    monkeypatch.setattr(cohorts, "LEAST_PEOPLE", 1)
    with on(date(2026, 11, 23)):
        client.force_login(olga)
        page = client.get("/week/curves").content.decode()
    assert "Began in" in page
    assert "October 2026" in page
    assert "falls off in weeks two to six" in page
