"""What is noticed of goals from dates, links and counts: to whom they are, first, and to nobody else on their page."""

from datetime import date, timedelta

import pytest
from tests.okrs.goals import written
from tests.worlds import NOON, OCTOBER

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.tasks import defer
from hoshin.measures.models import Measure
from hoshin.measures.services import record_actual
from hoshin.notices.models import Notice
from hoshin.notices.selectors import notices_told
from hoshin.okrs.models import Commitment
from hoshin.okrs.selectors.signals import goal_signals
from hoshin.okrs.services.noticing import NOTICE
from hoshin.org.models import Person, Unit
from hoshin.org.services import change_person

pytestmark = pytest.mark.django_db
LONG = {"due_date": date(2027, 12, 31)}


@pytest.fixture(autouse=True)
def written_at_noon(monkeypatch):
    """The instant at which a row is made is the database's own: here that of the story."""
    monkeypatch.setattr("django.utils.timezone.now", clock.now)


def told(actor, whose):
    return [(one.kind.value, one.objective.name if one.objective else one.count) for one in goal_signals(actor, whose)]


def test_stale_after_twice_the_time_in_which_a_value_is_due(supplied_world, november, carl):
    own, carl_p = Actor.of(carl, "web"), Person.objects.get(employee_id="P1")
    written(own, name="Fresh", **LONG)
    assert told(own, carl_p) == []
    with clock.fixed(NOON + timedelta(days=62)):
        assert told(own, carl_p) == []
    with clock.fixed(NOON + timedelta(days=63)):
        assert told(own, carl_p) == [("stale", "Fresh")]
        record_actual(own, measure=Measure.objects.get(code="P1-1.1"), period=OCTOBER, value=1)
        assert told(own, carl_p) == []
    with clock.fixed(NOON + timedelta(days=400)):
        # It is over: nobody is asked any more.
        assert told(own, carl_p) == [("stale", "Fresh")]
    with clock.fixed(NOON + timedelta(days=500)):
        assert told(own, carl_p) == []


def test_leading_nowhere_too_many_and_nothing_of_joiners_and_drafts(supplied_world, november, carl, office):
    own, carl_p = Actor.of(carl, "web"), Person.objects.get(employee_id="P1")
    loose = written(own, name="Loose", serves={}, **LONG)
    written(own, name="Draft", serves={}, key_results=())
    with clock.fixed(NOON + timedelta(days=13)):
        assert told(own, carl_p) == []
    with clock.fixed(NOON + timedelta(days=15)):
        assert told(own, carl_p) == [("orphan", "Loose")]
        carl_p = change_person(office, person=carl_p, start_date=date(2026, 12, 1))
        assert told(own, carl_p) == []
        carl_p = change_person(office, person=carl_p, start_date=None)
        Commitment.objects.filter(pk=loose.pk).update(archived_on=date(2026, 12, 1))
        assert told(own, carl_p) == []
    for number in range(8):
        written(own, name=f"Goal {number}", **LONG)
    assert told(own, carl_p) == [("overloaded", 8)]


def test_a_units_goal_that_nobody_takes_up(supplied_world, november, office, carl):
    north = Unit.objects.get(code="NORTH")
    goal = written(office, unit=north, name="Of the unit", start_date=date(2026, 10, 1), **LONG)
    assert told(office, north) == [("childless", "Of the unit")]
    written(Actor.of(carl, "web"), serves={goal.objective: 1.0})
    assert told(office, north) == []


def test_the_subject_sees_them_and_nobody_else(supplied_world, november, carl, vera, client):
    written(Actor.of(carl, "web"), name="Loose", serves={}, **LONG)
    Commitment.objects.update(created_at=NOON - timedelta(days=20))
    ask = {"headers": {"HX-Request": "true"}}
    client.force_login(carl)
    assert 'hx-get="/goals/signals"' in client.get("/goals").content.decode()
    shown = client.get("/goals/signals", **ask).content.decode()
    assert "leads to nothing of the plan" in shown
    assert "nothing of it is a rating" in shown
    client.force_login(vera)
    assert client.get("/goals/signals?person=P1", **ask).content.decode().strip() == ""
    assert "/goals/signals" not in client.get("/goals?person=P1").content.decode()


def test_the_worker_tells_each_thing_once(supplied_world, november, carl, run_jobs):
    own = Actor.of(carl, "web")
    written(own, name="Fresh", **LONG)
    said = []
    for days in (0, 63, 64, 90):
        with clock.fixed(NOON + timedelta(days=days)):
            if days == 90:
                written(own, name="Another", serves={}, **LONG)
                Commitment.objects.filter(objective__name="Another").update(created_at=NOON)
            defer(NOTICE)
            run_jobs()
            said.append(list(Notice.objects.order_by("pk").values_list("user", "facts__told")))
    stale = Measure.objects.get(code="P1-1.1").serves.get().parent_id
    other = Commitment.objects.get(objective__name="Another").objective_id
    first = (carl.pk, [f"stale:{stale}"])
    assert said[:3] == [[], [first], [first]]
    assert said[3] == [first, (carl.pk, [f"orphan:{other}", f"stale:{other}"])]
    [line] = [one.text for one in notices_told(own)[0] if "2 things" in one.text]
    assert line == "2 things are noticed of your goals, with what to do"
