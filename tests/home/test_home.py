"""Home is where one lands: what one owes, done in place; what is expected of oneself; what moved. Each in few queries."""

from datetime import date

import pytest
from tests.worlds import OCTOBER

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.measures.models import Measure, WaitingValue
from hoshin.measures.services import change_measure, record_actual
from hoshin.notices.inbox import inbox
from hoshin.notices.kinds import kinds, owed_kinds
from hoshin.okrs.rows import KeyResultDraft
from hoshin.okrs.services import write_goal
from hoshin.org.models import Person
from hoshin.org.services import add_person, change_person
from hoshin.strategy.models import Objective, Plan
from hoshin.web.home_parts import done_in_place, home_parts
from hoshin.web.landing import landing_page

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def carls(client, supplied_world, november, office):
    """Carl's browser: he owns REV, whose values he approves; Sam, who reports to him, has supplied one."""
    carl = Person.objects.get(employee_id="P1")
    sam = User.objects.create(email="sam@hoshin.test", name="Sam Supplier", role="member")
    person = change_person(office, person=add_person(office, employee_id="S1", name="Sam Supplier"), user=sam)
    change_person(office, person=person, manager=carl)
    rev = change_measure(office, measure=Measure.objects.get(code="REV"), supplier=person, needs_approval=True)
    record_actual(Actor.of(sam, "web"), measure=rev, period=OCTOBER, value=55)
    client.force_login(carl.user)
    return client


def test_one_lands_at_home_and_does_there_what_somebody_waits_for(carls):
    carl = Actor.of(User.objects.get(email="carl@hoshin.test"), "web")
    assert landing_page(carl) == "/home"
    page = carls.get("/home").content.decode()
    assert "Approve Revenue for October 2026" in page
    assert "Sam Supplier" in page
    waiting = WaitingValue.objects.get()
    assert f'value="{waiting.pk}-{waiting.version}"' in page
    came = carls.post(
        "/approvals", {"one": f"{waiting.pk}-{waiting.version}"}, headers={"Referer": "http://testserver/home"}
    )
    assert came.url == "http://testserver/home"
    assert "Approve Revenue" not in carls.get("/home").content.decode()
    assert "Approve Revenue" not in carls.get("/home/owed").content.decode()


def test_what_is_expected_of_one_stands_there_and_how_clear_it_is_in_the_team(carls, office):
    assert "Nobody wrote yet what is expected of you" in carls.get("/home/expected", headers=HTMX).content.decode()
    assert "1 of 1 have no goal yet" in carls.get("/home/team", headers=HTMX).content.decode()
    for number in ("P1", "S1"):
        write_goal(
            office,
            person=Person.objects.get(employee_id=number),
            plan=Plan.objects.get(code="E"),
            name="Win twelve customers",
            due_date=date(2026, 12, 31),
            serves={Objective.objects.get(code="GROW"): 2.0},
            key_results=[KeyResultDraft("New customers", 0, 12)],
        )
    expected = carls.get("/home/expected", headers=HTMX).content.decode()
    assert "Win twelve customers" in expected
    assert "of the plan" in expected
    assert "all 1 have goals" in carls.get("/home/team", headers=HTMX).content.decode()


def test_a_section_that_has_nothing_goes_and_one_of_others_is_not_there(carls, vera):
    carls.force_login(vera)
    assert carls.get("/home/team", headers=HTMX).content == b""
    assert carls.get("/home/movements", headers=HTMX).content == b""
    assert carls.get("/home/whole").url == "/"
    assert carls.get("/home/nothing", headers=HTMX).status_code == 404


def test_home_and_each_of_its_sections_ask_at_most_fifteen_times(carls, office, django_assert_max_num_queries):
    for address in ("/home", "/home/owed", *(f"/home/{part.code}" for part in home_parts())):
        with django_assert_max_num_queries(15):
            assert carls.get(address, headers=HTMX).status_code == 200, address


def test_who_owes_something_of_every_kind_is_asked_for_all_of_it_at_most_fifteen_times(
    owing_world, november, client, django_assert_max_num_queries
):
    mia = User.objects.get(email="mia@hoshin.test")
    actor = Actor.of(mia, "web")
    # The first on a connection and a day has the statement prepared. A page asks for the session and the user besides.
    inbox(actor, most=100)
    with django_assert_max_num_queries(13):
        found = inbox(actor, most=100)
    owed = {line.kind.code for line in found.lines}
    missing = {kind.code for kind in kinds().values() if kind.owed} - owed - {"milestones_late"}
    assert missing == set(), "tests/owing.py brings something of each kind"
    assert not found.more
    mailed = [kinds()[code] for code in owed if not kinds()[code].is_unmailed]
    assert all(kind.owing is not None and mia.pk in kind.owing() for kind in mailed)
    client.force_login(mia)
    with django_assert_max_num_queries(15):
        assert client.get("/leading").status_code == 200


def test_kinds_of_which_nothing_can_be_owed_cost_one_query_together(carls, vera, django_assert_max_num_queries):
    actor = Actor.of(vera, "web")
    assert all(kind.rows is not None or kind.rests_on is not None for kind in owed_kinds(actor))
    assert inbox(actor).lines == ()
    with django_assert_max_num_queries(1):
        assert inbox(actor).lines == ()


def test_what_is_done_in_place_is_a_kind_whose_things_are_named():
    assert set(done_in_place()) <= {kind.code for kind in kinds().values() if kind.owed_first}


def test_what_moved_is_of_the_plan_where_it_counts_since_the_period_before(carls, office):
    carls.get("/home/moved", headers=HTMX)
    assert "You own nothing" not in carls.get("/home/moved", headers=HTMX).content.decode(), "Carl owns a measure"
    rev = Measure.objects.get(code="REV")
    for period, value in ((OCTOBER.shift(-1), 40), (OCTOBER, 100)):
        record_actual(office, measure=rev, period=period, value=value)
    moved = carls.get("/home/moved", headers=HTMX).content.decode()
    assert "since September 2026" in moved
