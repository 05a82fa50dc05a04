"""Carl has a goal with two key results; his manager Mona heads his line."""

from datetime import UTC, date, datetime, time

import pytest

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.base import clock
from hoshin.checkins.rows import CheckInDraft
from hoshin.forecasts.models import Forecast
from hoshin.measures.models import Measure
from hoshin.measures.rows import ActualRow
from hoshin.okrs.rows import KeyResultDraft
from hoshin.okrs.services import write_goal
from hoshin.org.models import Person
from hoshin.org.services import add_person, change_person
from hoshin.strategy.models import Objective, Plan

NOVEMBER = date(2026, 11, 1)


def draft(goal, code="P1-1.1", value=None, *, month=11, **said):
    """What is said of a key result, with a value of a month of 2026."""
    measure = Measure.objects.get(code=code)
    row = {"value": value, "note": said.get("note", "")}
    actual = None if value is None else ActualRow(measure.pk, None, date(2026, month, 1), **row)
    return CheckInDraft(goal.objective, measure, actual, **said)


def on(day):
    """At noon of a day."""
    return clock.fixed(datetime.combine(day, time(12), UTC))


@pytest.fixture
def own(carl):
    return Actor.of(carl, "web")


@pytest.fixture
def mona(supplied_world, november, office):
    """The manager of Carl, who signs in."""
    user = User.objects.create(email="mona@hoshin.test", name="Mona Manager", role="member")
    mona = add_person(office, employee_id="M1", name="Mona Manager")
    change_person(office, person=mona, user=user)
    change_person(office, person=Person.objects.get(employee_id="P1"), manager=mona)
    mona.refresh_from_db()
    return mona


@pytest.fixture
def goal(supplied_world, november, own, mona):
    return goal_of_carl(own)


def goal_of_carl(own):
    """Twelve customers from none, and four days to an offer from nine, between 1 October and the end of the year."""
    return write_goal(
        own,
        person=Person.objects.get(employee_id="P1"),
        plan=Plan.objects.get(code="E"),
        name="Win twelve customers in the north",
        start_date=date(2026, 10, 1),
        due_date=date(2026, 12, 31),
        serves={Objective.objects.get(code="GROW"): 2.0},
        key_results=[KeyResultDraft("New customers", 0, 12), KeyResultDraft("Days to an offer", 9, 4, "days")],
    )


def forecast_of_customers(*, probability):
    """What a forecast says of twelve new customers at the end of the year."""
    measure = Measure.objects.get(code="P1-1.1")
    known = {"frequency": measure.frequency, "method": "pool", "points": 12, "owa": 0.8, "computed_at": clock.now()}
    due = {"due_on": date(2026, 12, 31), "target": 12.0, "probability": probability, "first": date(2026, 12, 1)}
    return Forecast.objects.create(measure=measure, **known, **due)
