"""Who received no feedback for long is told first, once; a week later whoever they report to, once."""

from datetime import timedelta

import pytest

from hoshin.base import clock
from hoshin.base.tasks import JobProgress
from hoshin.checkins.models import Absence
from hoshin.feedback.models import Feedback
from hoshin.feedback.services import write_feedback
from hoshin.feedback.services.drought import NOTICE_DROUGHT
from hoshin.notices.models import Notice
from hoshin.org.models import Person


@pytest.fixture
def long_here(team):
    Person.objects.update(start_date=clock.today() - timedelta(days=200))


def notice():
    NOTICE_DROUGHT.function(JobProgress())
    return {(row.kind, row.user.name.split()[0]) for row in Notice.objects.filter(kind__startswith="feedback_drought")}


def test_where_nobody_gives_feedback_nobody_is_told(team, long_here):
    assert notice() == set()


def test_the_subject_first_the_manager_a_week_later_each_once(team, long_here):
    write_feedback(team.as_of("carl"), receiver=team.mia, text="You let everybody finish.")
    write_feedback(team.as_of("mia"), receiver=team.carl, text="You let everybody finish.")
    first = notice()
    assert first == {("feedback_drought", name) for name in ("Ada", "Hans", "Olga", "Vera")}
    now = clock.now()
    with clock.fixed(now + timedelta(days=8)):
        write_feedback(team.as_of("carl"), receiver=team.olga, text="You let everybody finish.")
        told = notice() - first
        assert told == {("feedback_drought_below", "Mia"), ("feedback_drought_below", "Olga")}
        assert Notice.objects.get(kind="feedback_drought_below", user=team.users["olga"]).facts == {"count": 2}
        count = Notice.objects.count()
        notice()
        assert Notice.objects.count() == count
    with clock.fixed(now + timedelta(days=100)):
        write_feedback(team.as_of("carl"), receiver=team.vera, text="You let everybody finish.")
        notice()
        again = Notice.objects.filter(kind="feedback_drought", created_at__gte=now + timedelta(days=99))
        assert {row.user.name for row in again} == {"Carl Contributor", "Mia Muster", "Olga Office"}


def test_joiners_leavers_and_who_is_away_are_left_alone(team, long_here):
    write_feedback(team.as_of("carl"), receiver=team.mia, text="You let everybody finish.")
    today = clock.today()
    Person.objects.filter(pk=team.vera.pk).update(start_date=today - timedelta(days=20))
    Person.objects.filter(pk=team.hans.pk).update(end_date=today - timedelta(days=1))
    Absence.objects.create(person=team.ada, starts_on=today, ends_on=today)
    assert {name for _kind, name in notice()} == {"Carl", "Olga"}
    assert Feedback.objects.count() == 1
