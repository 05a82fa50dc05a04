"""Who somebody was on any day: title, unit, manager and the rest, whoever changed them."""

from datetime import UTC, date, datetime

import pytest

from hoshin.audit.selectors import trail
from hoshin.audit.undo import undo
from hoshin.base import clock
from hoshin.exchange.workbook import export, import_workbook
from hoshin.org.models import PastPosition, Person, Unit
from hoshin.org.movements import movements_between
from hoshin.org.positions import managers_above, positions_of
from hoshin.org.rows import PersonRow
from hoshin.org.services import add_person, change_person, upsert_people

pytestmark = pytest.mark.django_db


def on(*day):
    return clock.fixed(datetime(*day, 9, tzinfo=UTC))


@pytest.fixture
def ben(agency_world):
    return Person.objects.get(employee_id="8")


def said(actor, person):
    """What is known of their positions, the latest first."""
    return [
        (str(one.since or ""), str(one.until or ""), one.said.title, one.said.unit.code if one.said.unit else "")
        for one in positions_of(actor, person)
    ]


def test_what_was_is_kept_until_the_day_of_the_change(ben, office):
    with on(2026, 12, 1):
        change_person(office, person=ben, title="Clerk", start_date=date(2020, 1, 1))
    with on(2027, 2, 1):
        ben = change_person(office, person=ben, unit=Unit.objects.get(code="CB"), title="Head clerk")
        change_person(office, person=ben, email="ben@hoshin.test")
    assert said(office, ben) == [
        ("2027-02-01", "", "Head clerk", "CB"),
        ("2026-12-01", "2027-02-01", "Clerk", "NORTH"),
        ("2020-01-01", "2026-12-01", "", "NORTH"),
    ]
    [then] = [one for one in positions_of(office, ben) if one.holds_on(date(2027, 1, 31))]
    assert then.said.title == "Clerk"


def test_what_changed_twice_on_a_day_or_was_taken_back_leaves_no_trace_of_that_day(ben, office):
    with on(2026, 12, 1):
        change_person(office, person=ben, title="Clerk")
        ben = change_person(office, person=ben, title="Cook", level="2")
        assert said(office, ben) == [("2026-12-01", "", "Cook", "NORTH"), ("", "2026-12-01", "", "NORTH")]
        ben = change_person(office, person=ben, title="", level="")
        assert said(office, ben) == [("", "", "", "NORTH")]


def test_who_came_today_has_no_past(office):
    added = add_person(office, employee_id="N", name="Nina New")
    change_person(office, person=added, title="Cook")
    assert len(positions_of(office, added)) == 1


def test_an_undo_on_a_later_day_is_a_change_of_that_day(ben, office):
    with on(2026, 12, 1):
        change_person(office, person=ben, title="Clerk")
    with on(2026, 12, 9):
        undo(office, change=trail(office).changes[0].change)
        ben.refresh_from_db()
    assert [one[:3] for one in said(office, ben)] == [
        ("2026-12-09", "", ""),
        ("2026-12-01", "2026-12-09", "Clerk"),
        ("", "2026-12-01", ""),
    ]


def test_an_import_keeps_what_it_changes_and_the_same_again_nothing(ben, office):
    rows = [
        PersonRow("8", "Ben Clerk", title="Cook", unit="N-1", manager="9", fte=0.5),
        PersonRow("9", "Nora Later", unit="NORTH"),
        PersonRow("7", "Maya Dorn", "maya@hoshin.test", title="Director of service delivery", unit="NORTH"),
    ]
    with on(2026, 12, 1):
        upsert_people(office, rows)
    with on(2026, 12, 2):
        upsert_people(office, rows)
        assert list(PastPosition.objects.values_list("person__employee_id", "manager__employee_id", "fte")) == [
            ("8", "7", 1.0)
        ]
        ben.refresh_from_db()
        assert [one.name for one in managers_above(office, ben)] == ["Nora Later"]
        assert [one.name for one in managers_above(office, ben, date(2026, 11, 30))] == ["Maya Dorn"]
        assert managers_above(office, ben, date(2026, 1, 1)) == [], "nothing is known of then"


def test_who_joined_moved_and_left_is_found_by_their_days(ben, office, django_assert_num_queries):
    with on(2026, 12, 1):
        change_person(office, person=ben, title="Cook", end_date=date(2027, 1, 31))
        add_person(office, employee_id="N", name="Nina New", start_date=date(2026, 12, 15))
    with django_assert_num_queries(3):
        found = movements_between(office, date(2026, 12, 1), date(2027, 1, 31))
    assert [one.name for one in found.joiners] == ["Nina New"]
    assert [(one.person.name, one.title) for one in found.movers] == [("Ben Clerk", "")]
    assert [one.name for one in found.leavers] == ["Ben Clerk"]
    assert movements_between(office, date(2026, 12, 2), date(2026, 12, 14)).movers == []


def test_positions_go_out_and_come_back(ben, office, tmp_path):
    with on(2026, 12, 1):
        change_person(office, person=ben, title="Cook", unit=None)
    with on(2026, 12, 2):
        path = export(office, tmp_path / "out")
        before = list(
            PastPosition.objects.values_list("person__employee_id", "valid_to", "unit__code", "manager__name")
        )
        assert before == [("8", date(2026, 12, 1), "NORTH", "Maya Dorn")]
        PastPosition.objects.all().delete()
        import_workbook(office, path)
        again = PastPosition.objects.values_list("person__employee_id", "valid_to", "unit__code", "manager__name")
        assert list(again) == before


def test_the_page_of_a_person_says_who_they_were(client, ben, olga, office, django_assert_max_num_queries):
    with on(2026, 12, 1):
        change_person(office, person=ben, title="Cook", manager=None, level="B2")
    client.force_login(olga)
    with on(2026, 12, 2), django_assert_max_num_queries(15):
        now = client.get("/organisation/people/8").content.decode()
    assert "B2" in now
    with on(2026, 12, 2), django_assert_max_num_queries(15):
        then = client.get("/organisation/people/8?on=2026-11-30").content.decode()
    assert "Above them on that day" in then
    assert "Maya Dorn" in then
    assert client.get("/organisation/people/8?on=yesterday").status_code == 200
    with on(2026, 12, 2):
        moved = client.get("/organisation/movements").content.decode()
    assert "was without a title in Directorate" in moved
