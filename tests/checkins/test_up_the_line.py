"""Who looks at what was said, who is told of what was not, and what stands in somebody's way."""

from datetime import UTC, date, datetime

import pytest
from tests.checkins.conftest import draft, on

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.base import clock
from hoshin.base.errors import Denied, Invalid
from hoshin.base.tasks import JobProgress
from hoshin.checkins.lines import next_active_above
from hoshin.checkins.models import Acknowledgement, Blocker, CheckIn, SavingTime
from hoshin.checkins.notices import MISSED, TO_ACKNOWLEDGE
from hoshin.checkins.rhythm import missed_week
from hoshin.checkins.selectors import (
    calibration_of,
    check_ins_on,
    curves,
    goals_to_acknowledge,
    missed_below,
    open_blockers_on,
    weeks_of_check_ins,
)
from hoshin.checkins.services import (
    acknowledge,
    add_absence,
    answer_blocker,
    check_in,
    clear_blocker,
    raise_blocker,
    remove_absence,
    set_reviewer,
)
from hoshin.checkins.services.reminding import REMIND
from hoshin.notices.models import Notice
from hoshin.okrs.services import change_goal
from hoshin.org.models import Person
from hoshin.org.services import add_person, change_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def leading(mona):
    return Actor.of(mona.user, "web")


@pytest.fixture
def top(office, mona):
    """Tara, to whom Mona reports."""
    tara = add_person(office, employee_id="T1", name="Tara Top")
    change_person(office, person=tara, user=User.objects.create(email="tara@hoshin.test", name="Tara", role="member"))
    change_person(office, person=mona, manager=tara)
    return Actor.of(tara.user or User.objects.get(name="Tara"), "web")


def test_a_reviewer_sees_what_was_said_and_says_so_with_one_word_or_none(goal, own, leading, mona, vera):
    with pytest.raises(Invalid, match="goal of their own"):
        set_reviewer(own, objective=goal.objective, person=goal.objective.owner)
    with pytest.raises(Denied):
        set_reviewer(leading, objective=goal.objective, person=mona)
    set_reviewer(own, objective=goal.objective, person=mona)
    check_in(own, [draft(goal, value=6), draft(goal, "P1-1.2", 7)])
    [waiting] = goals_to_acknowledge(leading)
    assert len(waiting.check_ins) == 2
    assert TO_ACKNOWLEDGE.owed(leading) == {"count": 1}
    [named] = TO_ACKNOWLEDGE.owed_first(leading, 3)
    assert named.text == "See what was said of Win twelve customers in the north"
    with pytest.raises(Denied):
        acknowledge(Actor.of(vera, "web"), check_ins=waiting.check_ins)
    assert acknowledge(leading, check_ins=waiting.check_ins, word="Well done.") == 2
    assert acknowledge(leading, check_ins=waiting.check_ins) == 0
    assert {row.word for row in Acknowledgement.objects.all()} == {"Well done."}
    assert TO_ACKNOWLEDGE.owed(leading) is None
    assert [row.kind for row in Notice.objects.filter(user=own.user_id)] == ["check_in_word_back"]
    assert set_reviewer(own, objective=goal.objective, person=None) is None
    change_goal(own, commitment=goal, visibility="private")
    goal.objective.refresh_from_db()
    with pytest.raises(Invalid, match="private goal"):
        set_reviewer(own, objective=goal.objective, person=mona)


def test_a_missed_check_in_goes_to_the_next_above_who_is_there(goal, own, office, mona, leading, top):
    carl = Person.objects.get(employee_id="P1")
    assert [str(missed_week(date(2026, 11, day), 2)) for day in (23, 24, 30)] == ["2026-W46", "2026-W47", "2026-W47"]
    with on(date(2026, 12, 1)):
        [missed] = missed_below(leading)
        assert (missed.person, missed.count, missed.due_on) == (carl, 2, date(2026, 11, 26))
        assert MISSED.owed(leading) == {"count": 1}
        assert [one.text for one in MISSED.owed_first(leading, 3)] == [
            "Carl Contributor has said nothing of 2 key results for more than a week"
        ]
        assert missed_below(top) == []
        away = add_absence(office, person=mona, starts_on=date(2026, 11, 30), ends_on=date(2026, 12, 4))
        assert next_active_above(carl).name == "Tara Top"
        assert [one.person for one in missed_below(top)] == [carl]
        assert [one.person for one in missed_below(leading)] == [carl], "who comes back finds it"
        with pytest.raises(Denied):
            add_absence(own, person=mona, starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 1))
        remove_absence(office, absence=away)
        assert missed_below(top) == []
        add_absence(own, person=carl, starts_on=date(2026, 11, 23), ends_on=date(2026, 12, 4))
        assert missed_below(leading) == [], "who is absent is left alone"
    with on(date(2026, 12, 8)):
        check_in(own, [draft(goal), draft(goal, "P1-1.2")])
        assert missed_below(leading) == []
    change_person(office, person=mona, end_date=date(2026, 11, 30))
    with on(date(2026, 12, 22)):
        assert [one.person for one in missed_below(top)] == [carl], "who has left is passed by"


def test_what_stands_in_the_way_is_answered_by_whom_it_was_raised_to(goal, own, office, leading, mona, vera):
    check_in(own, [draft(goal, blocker="Two contracts wait for a signature.")])
    [blocker] = open_blockers_on(own, goal.objective)
    assert (blocker.raised_to, blocker.answer_by, blocker.measure.code) == (mona, date(2026, 11, 25), "P1-1.1")
    told = Notice.objects.get(user=mona.user)
    assert (told.kind, told.facts["text"]) == ("blocker_raised", "Two contracts wait for a signature.")
    with pytest.raises(Denied):
        answer_blocker(Actor.of(vera, "web"), blocker=blocker, answer="No.")
    with pytest.raises(Invalid):
        answer_blocker(leading, blocker=blocker, answer=" ")
    answer_blocker(leading, blocker=blocker, answer="I sign them today.", version=blocker.version)
    assert Notice.objects.get(user=own.user_id).kind == "blocker_answered"
    clear_blocker(own, blocker=blocker)
    assert open_blockers_on(own, goal.objective) == []
    change_person(office, person=Person.objects.get(employee_id="P1"), manager=None)
    goal.objective.owner.refresh_from_db()
    alone = raise_blocker(own, objective=goal.objective, text="Nobody is above me.")
    assert (alone.raised_to, alone.answer_by) == (None, None)


def remind():
    REMIND.function(JobProgress())


def test_who_said_nothing_is_reminded_once_at_nine_of_their_own_morning(goal, own, carl):
    thursday = datetime(2026, 11, 26, 8, 31, tzinfo=UTC)
    with clock.fixed(thursday.replace(day=25, hour=9)):
        remind()
    carl.time_zone = "America/Toronto"
    carl.save()
    with clock.fixed(thursday.replace(hour=13)):
        remind()
    assert not Notice.objects.exists()
    with clock.fixed(thursday.replace(hour=14)):
        remind()
        remind()
        [told] = Notice.objects.all()
        assert (told.user, told.kind, told.facts) == (carl, "check_in_reminder", {"count": 2})
        check_in(own, [draft(goal), draft(goal, "P1-1.2")], seconds=40)
        told.refresh_from_db()
        assert told.read_at is not None, "a mail that is on its way is not sent"
    assert [(row.seconds, row.results, row.is_first) for row in SavingTime.objects.all()] == [(40, 2, True)]
    with clock.fixed(datetime(2026, 12, 3, 15, tzinfo=UTC)):
        check_in(own, [draft(goal), draft(goal, "P1-1.2")])
        remind()
    assert Notice.objects.count() == 1


def test_confidence_is_compared_with_what_came_of_it_for_oneself_alone(goal, own, leading):
    check_in(own, [draft(goal, value=8, confidence=5), draft(goal, "P1-1.2", 8, confidence=2)])
    assert calibration_of(own).stated == 0
    with on(date(2026, 12, 30)):
        check_in(own, [draft(goal, value=12, month=12, confidence=5), draft(goal, "P1-1.2", 7, month=12)])
    with on(date(2027, 1, 10)):
        found = calibration_of(own)
        assert [(line.confidence.value, line.stated, line.reached) for line in found.lines] == [(2, 1, 0), (5, 2, 2)]
        assert found.brier == pytest.approx((0.3**2 + 2 * 0.1**2) / 3)
        assert calibration_of(leading).stated == 0
    assert CheckIn.objects.count() == check_ins_on(leading, goal.objective).count()
    assert not Blocker.objects.exists()


def test_the_share_of_what_was_due_and_how_long_it_took_are_told_of_the_whole_alone(goal, own, office, monkeypatch):
    for _count in range(4):
        check_in(own, [draft(goal, value=6), draft(goal, "P1-1.2")], seconds=40)
    with pytest.raises(Denied):
        weeks_of_check_ins(own)
    [week] = weeks_of_check_ins(office)
    assert (week.due, week.done, week.share, week.seconds) == (2, None, None, None), "of one person nothing is told"
    monkeypatch.setattr(curves, "LEAST_PEOPLE", 1)
    [week] = weeks_of_check_ins(office)
    assert (week.due, week.done, week.share, week.seconds) == (2, 2, 1.0, None)
    with on(date(2026, 12, 1)):
        # The first one stands apart: with three later ones there are three times, and five are needed.
        for seconds in (30, 60):
            check_in(own, [draft(goal, note=str(seconds))], seconds=seconds)
        SavingTime.objects.update(week=date(2026, 11, 30))
        [latest, first] = weeks_of_check_ins(office)
    assert (latest.share, latest.seconds, latest.first_seconds) == (0.5, 20, None)
    assert (first.share, first.seconds) == (1.0, None)
