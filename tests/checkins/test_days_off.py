"""Days off of everybody, of a unit, of a place: no working days for what is asked, missed and answered."""

from datetime import UTC, date, datetime

import pytest
from tests.checkins.conftest import on

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.errors import Denied, Invalid
from hoshin.base.periods import Period
from hoshin.base.tasks import JobProgress
from hoshin.checkins.rhythm import due_day, missed_week, working_days_after
from hoshin.checkins.selectors import missed_below, week_of_actor
from hoshin.checkins.services import raise_blocker
from hoshin.checkins.services.reminding import REMIND
from hoshin.exchange.workbook import export, import_workbook
from hoshin.notices.models import Notice
from hoshin.org.holidays import days_off_of, holidays_of_actor
from hoshin.org.models import Holiday, Person
from hoshin.org.services import add_holiday, add_unit, change_person, remove_holiday

pytestmark = pytest.mark.django_db
WEEK, THURSDAY = Period.parse("2026-W48"), date(2026, 11, 26)


def test_working_days_pass_days_off_by():
    off = {THURSDAY, date(2026, 11, 27)}
    assert due_day(WEEK) == THURSDAY
    assert due_day(WEEK, off) == date(2026, 11, 25)
    assert due_day(WEEK, {date(2026, 11, day) for day in range(23, 28)}) == date(2026, 11, 30)
    assert working_days_after(date(2026, 11, 25), 1, off) == date(2026, 11, 30)
    assert [str(missed_week(date(2026, 12, 1), 2, days)) for days in ((), {date(2026, 11, 30)})] == [
        "2026-W48",
        "2026-W47",
    ]


def test_days_off_are_those_of_all_of_ones_unit_and_of_ones_place(goal, own, office, mona):
    top = add_unit(office, code="TOP", name="Top")
    low, other = add_unit(office, code="LOW", name="Low", parent=top), add_unit(office, code="FAR", name="Far")
    carl = Person.objects.get(employee_id="P1")
    change_person(office, person=carl, unit=low, location="Lyon")
    add_holiday(office, day=date(2026, 12, 1), name="Everybody's")
    add_holiday(office, day=date(2026, 12, 2), name="Top's", unit=top)
    add_holiday(office, day=date(2026, 12, 3), name="Far's", unit=other)
    add_holiday(office, day=date(2026, 12, 4), name="Lyon's", location=" lyon ")
    with pytest.raises(Invalid, match="off there already"):
        add_holiday(office, day=date(2026, 12, 4), name="Again", location="LYON")
    with pytest.raises(Invalid, match="not for both"):
        add_holiday(office, day=date(2026, 12, 7), name="Both", location="Lyon", unit=top)
    with pytest.raises(Denied):
        add_holiday(own, day=date(2026, 12, 7), name="Mine")
    people = [Person.objects.get(employee_id=number) for number in ("P1", "M1")]
    found = days_off_of(people, date(2026, 11, 1), date(2026, 12, 31))
    assert [sorted(day.day for day in found[one.pk]) for one in people] == [[1, 2, 4], [1]]
    for actor, one in ((own, people[0]), (Actor.of(mona.user, "web"), people[1])):
        own = holidays_of_actor(actor, date(2026, 11, 1), date(2026, 12, 31))
        assert {row.day for row in own} == found[one.pk]


def test_reminders_graces_and_answers_heed_them(goal, own, office, mona):
    add_holiday(office, day=THURSDAY, name="Off")
    monday = add_holiday(office, day=date(2026, 11, 30), name="Off")
    assert week_of_actor(own).due_on == date(2026, 11, 25)
    with clock.fixed(datetime(2026, 11, 25, 9, 1, tzinfo=UTC)):
        REMIND.function(JobProgress())
        assert Notice.objects.get().kind == "check_in_reminder"
        assert raise_blocker(own, objective=goal.objective, text="It is closed.").answer_by == date(2026, 12, 1)
    leading = Actor.of(mona.user, "web")
    with on(date(2026, 11, 30)):
        assert not [one for one in missed_below(leading) if one.due_on == date(2026, 11, 25)]
    with on(date(2026, 12, 2)):
        assert [one.due_on for one in missed_below(leading)] == [date(2026, 11, 25)]
    remove_holiday(office, holiday=monday)
    assert Holiday.objects.count() == 1


def test_days_off_go_out_and_come_back_and_are_kept_on_a_page(goal, office, olga, client, tmp_path):
    add_holiday(office, day=THURSDAY, name="Harvest")
    add_holiday(office, day=THURSDAY, name="Harvest in Lyon", location="Lyon")
    folder = export(office, tmp_path / "out")
    again = import_workbook(office, folder)
    assert (again.total.created, again.total.changed) == (0, 0)
    Holiday.objects.all().delete()
    import_workbook(office, folder)
    assert set(Holiday.objects.values_list("name", "location")) == {("Harvest", ""), ("Harvest in Lyon", "Lyon")}
    client.force_login(olga, backend="hoshin.notices.signed_in.WithUnread")
    page = client.post("/organisation/holidays", {"day": "2026-12-25", "name": "Christmas"}, follow=True).text
    assert "Christmas is a day off." in page
    assert "Harvest in Lyon" in page
    wrong = client.post("/organisation/holidays", {"day": "2026-12-25", "name": "Again"})
    assert (wrong.status_code, "off there already" in wrong.text) == (422, True)
    gone = Holiday.objects.get(name="Christmas").pk
    assert "day like others" in client.post(f"/organisation/holidays/{gone}/remove", follow=True).text
