"""A manager reads what is stuck and what turned among their people, and is told of it once a week."""

from datetime import date, timedelta

import pytest
from tests.checkins.conftest import draft, on

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.base.tasks import JobProgress
from hoshin.checkins.selectors import team_week_of
from hoshin.checkins.services import check_in, clear_blocker, raise_blocker
from hoshin.checkins.services.team_news import TELL_OF_TEAMS
from hoshin.notices.models import Letter, Notice
from hoshin.notices.services.composing import composed
from hoshin.notices.services.sending import DIGESTS
from hoshin.okrs.services import change_goal

pytestmark = pytest.mark.django_db
SUNDAY, MONDAY = date(2026, 11, 29), date(2026, 11, 30)


@pytest.fixture
def leading(mona):
    return Actor.of(mona.user, "web")


@pytest.fixture
def turned(goal, own):
    """One key result of Carl's fell back, one came up, and something is in the way."""
    first, second = "P1-1.1", "P1-1.2"
    with on(date(2026, 11, 18)):
        check_in(
            own,
            [draft(goal, first, status="on_track", why="Signed."), draft(goal, second, status="off_track", why="No.")],
        )
    with on(date(2026, 11, 24)):
        check_in(own, [draft(goal, first, status="on_track", why="Signed.")])
    with on(date(2026, 11, 26)):
        said = draft(goal, first, status="off_track", why="They <b>left</b>.")
        check_in(own, [said, draft(goal, second, status="at_risk", why="Two came.")])
        return raise_blocker(own, objective=goal.objective, text="A signature is missing.")


def test_what_turned_and_what_is_stuck_is_read_by_the_manager_alone(turned, goal, own, leading, office):
    with on(SUNDAY):
        found = team_week_of(leading)
        assert [(turn.now, turn.before, turn.is_fall) for turn in found.turned] == [
            ("off_track", "on_track", True),
            ("at_risk", "off_track", False),
        ]
        assert [blocker.text for blocker in found.stuck] == ["A signature is missing."]
        assert (found.fell, found.rose) == (1, 1)
        for other in (own, office):
            assert team_week_of(other) == type(found)([], [])
        change_goal(office, commitment=goal, visibility="private")
        assert team_week_of(leading) == type(found)([], []), "what one may not see is in no figure"
        change_goal(office, commitment=goal, visibility="public")
    with on(SUNDAY + timedelta(days=9)):
        clear_blocker(own, blocker=turned)
        assert team_week_of(leading) == type(found)([], [])


def told(mona):
    TELL_OF_TEAMS.function(JobProgress())
    return list(Notice.objects.filter(user=mona.user, kind="team_week").values_list("facts", flat=True))


def test_it_is_told_once_and_stands_in_the_digest_of_monday(turned, mona):
    with on(SUNDAY):
        assert told(mona) == [{"fell": 1, "rose": 1, "stuck": 1}]
        assert len(told(mona)) == 1
        assert not Notice.objects.filter(kind="team_week").exclude(user=mona.user).exists()
    with on(MONDAY):
        DIGESTS.function(JobProgress())
        letter = Letter.objects.get(user=mona.user, digest_of=MONDAY)
        Notice.objects.filter(user=mona.user, waits_for_digest=True).update(waits_for_digest=False, letter=letter)
        assert "in the last seven days: 1 fell back, 1 came up; things in their way: 1" in composed(letter).body
    with on(SUNDAY + timedelta(days=7)):
        assert len(told(mona)) == 2, "what is stuck is told again"


def test_nothing_is_told_of_nothing(goal, mona):
    with on(SUNDAY):
        assert told(mona) == []


def test_the_page(turned, mona, client, django_assert_max_num_queries):
    client.force_login(mona.user, backend="hoshin.notices.signed_in.WithUnread")
    with on(SUNDAY), django_assert_max_num_queries(15):
        page = client.get("/week/team").text
    for text in ("A signature is missing.", "They &lt;b&gt;left&lt;/b&gt;.", "before: On track", "Off track"):
        assert text in page
    with on(date(2026, 12, 15)):
        assert "Carl" in client.get("/week/team").text.split("Who says nothing")[1]
    client.force_login(User.objects.get(email="carl@hoshin.test"), backend="hoshin.notices.signed_in.WithUnread")
    assert "Nobody reports to you" in client.get("/week/team").text
