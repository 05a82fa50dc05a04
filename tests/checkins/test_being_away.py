"""Who is away is left alone: no check-in is owed, no digest comes, nothing is noticed, until they are back."""

from datetime import UTC, date, datetime

import pytest
from tests.checkins.conftest import draft, on

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.base import clock
from hoshin.base.tasks import JobProgress
from hoshin.checkins.models import Blocker
from hoshin.checkins.notices import DUE
from hoshin.checkins.services import add_absence, check_in, raise_blocker
from hoshin.checkins.services.blockers import raise_to_another
from hoshin.notices.models import Letter, Notice
from hoshin.notices.services.sending import DIGESTS
from hoshin.okrs.services.noticing import NOTICE
from hoshin.org.models import Person
from hoshin.org.services import add_holiday, add_person, change_person

pytestmark = pytest.mark.django_db
FRIDAY, MONDAY = datetime(2026, 11, 27, 9, tzinfo=UTC), datetime(2026, 11, 30, 9, tzinfo=UTC)


def run(job, instant):
    with clock.fixed(instant):
        job.function(JobProgress())


def test_nothing_is_owed_and_no_digest_comes_until_one_is_back(goal, own, carl, mona):
    assert DUE.owed(own) == {"count": 2}
    carls = Person.objects.get(employee_id="P1")
    add_absence(own, person=carls, starts_on=date(2026, 11, 23), ends_on=date(2026, 11, 27))
    with clock.fixed(FRIDAY):
        assert DUE.owed(own) is None, "late would be unfair as well"
    run(DIGESTS, FRIDAY)
    assert set(Letter.objects.filter(user__in=(carl, mona.user)).values_list("user", flat=True)) == {mona.user_id}
    run(DIGESTS, MONDAY)
    assert Letter.objects.filter(user=carl).count() == 1
    with clock.fixed(MONDAY):
        assert DUE.owed(own) == {"count": 2}


def test_what_is_noticed_of_goals_waits_until_one_is_back(goal, own, carl):
    carls = Person.objects.get(employee_id="P1")
    add_absence(own, person=carls, starts_on=date(2027, 2, 1), ends_on=date(2027, 2, 5))
    goal.objective.due_date = date(2027, 6, 30)
    goal.objective.save()
    run(NOTICE, datetime(2027, 2, 3, 5, 20, tzinfo=UTC))
    assert not Notice.objects.filter(user=carl, kind="goals_noticed").exists()
    run(NOTICE, datetime(2027, 2, 6, 5, 20, tzinfo=UTC))
    assert Notice.objects.filter(user=carl).exists(), "stale for more than twice a month"


def test_a_blocker_that_goes_over_is_answered_within_working_days_of_whoever_gets_it(goal, own, office, mona):
    blocker = raise_blocker(own, objective=goal.objective, text="It is closed.")
    user = User.objects.create(email="eva@hoshin.test", name="Eva Else", role="member")
    eva = change_person(office, person=add_person(office, employee_id="E1", name="Eva Else"), user=user)
    add_holiday(office, day=date(2026, 11, 24), name="Off")
    with on(date(2026, 11, 23)):
        assert raise_to_another(Actor.of(mona.user, "web"), blocker=blocker, to=eva).answer_by == date(2026, 11, 26)
    assert Blocker.objects.get().raised_to == eva


def test_it_is_answered_where_home_names_it(goal, own, mona, client):
    check_in(own, [draft(goal, blocker="Two contracts wait for a signature.")])
    client.force_login(mona.user)
    page = client.get("/home").content.decode()
    blocker = Blocker.objects.get()
    assert f'action="/blockers/{blocker.pk}/answer"' in page
    home = {"Referer": "http://testserver/home"}
    said = client.post(f"/blockers/{blocker.pk}/answer", {"answer": "I sign them today."}, headers=home)
    assert said.url == home["Referer"]
    assert "Two contracts" not in client.get("/home").content.decode()
