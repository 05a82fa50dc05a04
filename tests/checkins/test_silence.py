"""Silence is never green: of what nothing was said by its day, that stands before the colour, for whoever looks."""

from datetime import date

import pytest
from tests.checkins.conftest import draft, on

from hoshin.accounts.access import Actor
from hoshin.checkins.models import Blocker
from hoshin.checkins.selectors import silence_beside, silent_since
from hoshin.checkins.services import check_in
from hoshin.notices.models import Notice
from hoshin.okrs.selectors import goals_of
from hoshin.okrs.services import change_goal
from hoshin.org.models import Unit
from hoshin.org.services import add_holiday, add_unit, change_person

pytestmark = pytest.mark.django_db


def silent(actor, goal):
    [line] = goals_of(actor, goal.objective.owner, silence_beside(actor))
    return [day for _measure, day in sorted(silent_since(line).items())]


def test_what_was_not_said_by_its_day_is_overdue_until_it_is_said(goal, own, office, vera):
    looking = Actor.of(vera, "web")
    assert silent(looking, goal) == [date(2026, 11, 19)] * 2, "the Thursday of the week before"
    check_in(own, [draft(goal)])
    assert silent(looking, goal) == [date(2026, 11, 19)]
    with on(date(2026, 11, 26)):
        assert silent(looking, goal) == [date(2026, 11, 19)], "Thursday itself is not over"
    with on(date(2026, 11, 27)):
        assert silent(looking, goal) == [date(2026, 11, 26)], "what was said on Monday counts for this week"
        north = Unit.objects.get(code="NORTH")
        change_person(
            office,
            person=goal.objective.owner,
            unit=add_unit(office, code="YARD", name="Yard", parent=north),
            location="Lyon",
        )
        add_holiday(office, day=date(2026, 11, 26), name="Off", unit=north)
        assert silent(looking, goal) == [date(2026, 11, 25)], "off in a unit above"
        add_holiday(office, day=date(2026, 11, 25), name="Off", location="lyon")
        add_holiday(office, day=date(2026, 11, 24), name="Off", location="Paris")
        assert silent(looking, goal) == [date(2026, 11, 24)], "off where they work, and not elsewhere"
    with on(date(2027, 2, 1)):
        assert silent(looking, goal) == [], "the goal is over"


def test_it_stands_before_the_colour_for_whoever_reads_the_goals(
    goal, own, vera, client, django_assert_max_num_queries
):
    client.force_login(vera)
    with django_assert_max_num_queries(15):
        page = client.get("/goals?person=P1").content.decode()
    assert page.count("overdue since 19 Nov") == 2
    assert "No data" in page.split("overdue since 19 Nov")[1], "before its colour"
    check_in(own, [draft(goal), draft(goal, "P1-1.2")])
    assert "overdue since" not in client.get("/goals?person=P1").content.decode()


def test_of_a_private_goal_nobody_is_asked_who_may_not_see_it(goal, own, carl, client):
    private = change_goal(own, commitment=goal, visibility="private")
    client.force_login(carl)
    assert "The goal is private: nobody else is asked" in client.get("/week").content.decode()
    check_in(own, [draft(private, blocker="The contract is in dispute.")])
    blocker = Blocker.objects.get()
    assert (blocker.raised_to, blocker.answer_by) == (None, None)
    assert not Notice.objects.filter(kind="blocker_raised").exists()
