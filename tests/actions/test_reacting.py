"""What is off track without an action: from when, until when, and for whom."""

from datetime import UTC, date, datetime

import pytest
from tests.worlds import OCTOBER, SEPTEMBER

from hoshin.accounts.access import Actor
from hoshin.actions.reacting import last_day_before, red_without_action, waiting_for_reaction
from hoshin.actions.services import accept_deviation, check_action, drop_action, open_action, withdraw_deviation
from hoshin.base import clock
from hoshin.measures.models import Measure
from hoshin.measures.services import record_actual
from hoshin.notices.inbox import inbox
from hoshin.org.models import Holiday, Person
from hoshin.strategy.models import Plan
from hoshin.strategy.services import change_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(supplied_world, november):
    return Plan.objects.get(code="E")


@pytest.fixture
def rev(plan):
    return Measure.objects.get(code="REV")


def on(day):
    return clock.fixed(datetime(2026, *day, 12, tzinfo=UTC))


def unanswered(actor, period=OCTOBER):
    return sorted(node.thing.code for node in red_without_action(actor, Plan.objects.get(code="E"), period))


def asked(office, plan, days=5, **also):
    change_plan(office, plan=plan, off_track_reaction_days=days, red_below=65.0, is_from_beginning=True, **also)


def test_days_are_counted_back_over_weekends_and_days_off():
    friday = date(2026, 11, 27)
    assert [last_day_before(friday, days) for days in (0, 1, 2, 5)] == [
        date(2026, 11, 26), date(2026, 11, 25), date(2026, 11, 24), date(2026, 11, 19),
    ]  # fmt: skip
    assert last_day_before(friday, 1, frozenset({date(2026, 11, 26)})) == date(2026, 11, 24)


def test_it_waits_from_when_its_figures_were_due_and_nobody_is_asked_unless_the_plan_says_so(
    plan, rev, office, carl, vera
):
    owner = Actor.of(carl, "web")
    assert unanswered(office) == []
    record_actual(office, measure=rev, period=SEPTEMBER, value=50)
    asked(office, plan)
    # October ended, and ten days later its figures were due: five working days after the 10th of November.
    for day, codes in (((11, 17), []), ((11, 18), ["GROW", "REV"])):
        with on(day):
            assert [code for code in unanswered(office) if code in ("GROW", "REV")] == codes, day
    with on((11, 18)):
        Holiday.objects.create(day=date(2026, 11, 16), name="Founding day")
        assert "REV" not in unanswered(office)
    # Cost was off track in September already, and is hidden from who may not see it.
    assert unanswered(office) == ["COST", "GROW", "REV", "SECRET"]
    assert unanswered(Actor.of(vera, "web")) == ["GROW", "REV"]
    assert [(period, node.thing.code) for period, node in waiting_for_reaction(owner)] == [(OCTOBER, "REV")]
    assert [line.kind.code for line in inbox(owner).lines] == ["red_without_action"]


def test_an_action_or_an_accepted_deviation_answers_and_then_the_time_begins_anew(plan, rev, office, carl):
    asked(office, plan)
    owner, person = Actor.of(carl, "web"), Person.objects.get(employee_id="P1")
    said = {"period": OCTOBER, "owner": person, "due_on": clock.today(), "check_on": clock.today()}
    action = open_action(owner, thing=rev, name="Call them", **said)
    assert "REV" not in unanswered(office)
    drop_action(owner, action=action, conclusion="Overtaken")
    assert "REV" in unanswered(office)
    second = open_action(owner, thing=rev, name="Visit them", **said)
    check_action(owner, action=second, outcome="no", conclusion="Nothing moved")
    for day, waits in (((11, 30), False), ((12, 1), True)):
        with on(day):
            assert ("REV" in unanswered(office)) is waits, day
    deviation = accept_deviation(office, thing=rev, ends_on=date(2026, 12, 4), reason="A strike")
    for day, waits in (((12, 4), False), ((12, 11), False), ((12, 14), True)):
        with on(day):
            assert ("REV" in unanswered(office)) is waits, day
    withdraw_deviation(office, deviation=deviation)
    with on((12, 1)):
        assert "REV" in unanswered(office)


def test_what_is_at_risk_has_a_time_of_its_own_and_what_was_better_since_begins_anew(plan, rev, office):
    change_plan(office, plan=plan, at_risk_reaction_days=20)
    # At risk since September, whose figures were due on the 10th of October.
    assert unanswered(office) == ["GROW", "REV"]
    record_actual(office, measure=rev, period=SEPTEMBER, value=45)
    assert unanswered(office) == []
    record_actual(office, measure=rev, period=SEPTEMBER, value=5)
    assert unanswered(office) == ["GROW", "REV"]
