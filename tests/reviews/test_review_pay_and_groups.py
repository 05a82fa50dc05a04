"""Criteria for pay with what stood before, groups by hand, and how long looking together takes, of nobody."""

import pytest
from django.urls import reverse
from tests.reviews.conftest import launched, written
from tests.reviews.test_results import client_of

from hoshin.audit.models import Entry
from hoshin.base.errors import Conflict, Denied, Invalid
from hoshin.reviews.models import CalibrationTime, PayCriteria, ReviewResult
from hoshin.reviews.selectors import pay_criteria_told, times_told
from hoshin.reviews.services import (
    change_group,
    close_writing,
    count_calibration_time,
    make_group,
    propose_change,
    tell_pay_criteria,
)


@pytest.fixture
def closed(staff):
    cycle = launched(staff)
    written(staff, cycle, "Mia", "Ada", step=4)
    close_writing(staff.olga, cycle=cycle)
    cycle.refresh_from_db()
    return cycle


def group_of(staff, cycle, name, *people, seats=("Mia", "Hana")):
    chosen = [staff.people[one] for one in people]
    return make_group(staff.olga, cycle=cycle, name=name, seats=[staff.people[one] for one in seats], people=chosen)


def names_in(group):
    return set(ReviewResult.objects.filter(group=group).values_list("person__name", flat=True))


def test_everybody_reads_the_criteria_and_what_stood_before_and_whoever_runs_reviews_writes_them(staff):
    page = client_of(staff, "Ada").get("/reviews/pay").content.decode()
    assert "No criteria are told yet" in page
    assert "/reviews/pay/change" not in page
    first = tell_pay_criteria(staff.olga, text="By level of the role.\r\n<b>And</b> two years.", seen=None)
    tell_pay_criteria(staff.olga, text="By level, and by skills.", seen=first.pk)
    for name in ("Ada", "Sol", "Adam"):
        page = client_of(staff, name).get("/reviews/pay").content.decode()
        assert page.index("By level, and by skills.") < page.index("By level of the role.")
        assert "&lt;b&gt;And&lt;/b&gt;" in page
    with pytest.raises(Denied):
        tell_pay_criteria(staff.as_of("Mia"), text="As I like.", seen=None)
    assert [one.text for one in pay_criteria_told(staff.as_of("Eva"))][
        1
    ] == "By level of the role.\n<b>And</b> two years."
    assert Entry.objects.filter(table="reviews_paycriteria").count() == 2


def test_criteria_that_another_told_meanwhile_are_never_overwritten_and_what_was_typed_stays(staff):
    first = tell_pay_criteria(staff.olga, text="By level.", seen=None)
    client = client_of(staff, "Olga")
    assert f'value="{first.pk}"' in client.get("/reviews/pay/change").content.decode()
    tell_pay_criteria(staff.olga, text="By skills.", seen=first.pk)
    answer = client.post("/reviews/pay/change", {"text": "By both of these.", "seen": first.pk})
    assert answer.status_code == 422
    assert "By both of these." in answer.content.decode()
    with pytest.raises(Conflict):
        tell_pay_criteria(staff.olga, text="By both.", seen=None)
    latest = PayCriteria.objects.first()
    for text in ("  ", "By skills.", "x" * 20_001):
        with pytest.raises(Invalid):
            tell_pay_criteria(staff.olga, text=text, seen=latest.pk)
    assert client.post("/reviews/pay/change", {"text": "By both.", "seen": latest.pk}).status_code == 302
    assert PayCriteria.objects.count() == 3


def test_a_group_is_made_of_people_one_by_one_and_each_is_in_one(staff, closed):
    mixed = group_of(staff, closed, "Mixed", "Ada", "Eva")
    assert names_in(mixed) == {"Ada", "Eva"}
    with pytest.raises(Invalid) as wrong:
        group_of(staff, closed, "Again", "Ada", "Eva", "Ben")
    assert [str(one) for one in wrong.value.problems] != []
    assert "Ada" in str(wrong.value)
    assert "Eva" in str(wrong.value)
    assert change_group(staff.olga, group=mixed, put_in=[staff.people["Ben"]], take_out=[staff.people["Eva"]]) == 2
    assert names_in(mixed) == {"Ada", "Ben"}
    with pytest.raises(Invalid, match="at least"):
        change_group(staff.olga, group=mixed, take_out=[staff.people["Ada"], staff.people["Ben"]])
    with pytest.raises(Invalid, match="not in this group"):
        change_group(staff.olga, group=mixed, put_in=[staff.people["Cem"]], take_out=[staff.people["Eva"]])
    assert names_in(mixed) == {"Ada", "Ben"}
    propose_change(
        staff.as_of("Mia"), result=ReviewResult.objects.get(group=mixed, person__name="Ada"), after=3,
        reason="mistake", evidence="Typed.",
    )  # fmt: skip
    with pytest.raises(Invalid, match="waits"):
        change_group(staff.olga, group=mixed, take_out=[staff.people["Ada"]])
    for name in ("Mia", "Ada"):
        with pytest.raises(Denied):
            change_group(staff.as_of(name), group=mixed, put_in=[staff.people["Cem"]])


def test_people_are_picked_by_search_on_the_page(staff, closed):
    client = client_of(staff, "Olga")
    offered = client.get(reverse("plan_choices", args=["people"]) + "?several=yes&people=Ada;Ev")
    assert "Ada; Eva · Eva" in offered.content.decode()
    typed = {"name": "Mixed", "people": "Ada · Ada; Eva;", "person_0": "Mia", "person_1": "Hana"}
    unknown = client.post(f"/reviews/{closed.code}/groups", {**typed, "people": "Ada; Nobody"})
    assert unknown.status_code == 422
    assert "Nobody" in unknown.content.decode()
    client.post(f"/reviews/{closed.code}/groups", typed)
    group = closed.groups.get()
    assert names_in(group) == {"Ada", "Eva"}
    assert "Who is in it" in client.get(f"/reviews/groups/{group.pk}").content.decode()
    assert client.post(f"/reviews/groups/{group.pk}/people", {"put_in": "Eva"}).status_code == 422
    assert (
        client.post(f"/reviews/groups/{group.pk}/people", {"put_in": "Ben; Cem", "take_out": "Eva"}).status_code == 302
    )
    assert names_in(group) == {"Ada", "Ben", "Cem"}
    assert client_of(staff, "Mia").get(f"/reviews/groups/{group.pk}/people").status_code == 403


def test_looking_together_is_timed_for_five_people_and_more_and_of_nobody(staff, closed):
    north = group_of(staff, closed, "North", "Ada", "Ben", "Cem", "Dan", seats=("Mia", "Hana", "Bo"))
    south = group_of(staff, closed, "South", "Eva", "Fay", seats=("Sol", "Hugo"))
    client = client_of(staff, "Mia")
    address = f"/reviews/groups/{north.pk}/time"
    for _turn in range(4):
        assert client.post(address, {"seconds": "300"}).status_code == 204
    assert client.post(address, {"seconds": "nonsense"}).status_code == 204
    count_calibration_time(staff.as_of("Hana"), group=north, seconds=10_000)
    assert CalibrationTime.objects.get(group=north).seconds == 5 * 300
    with pytest.raises(Denied):
        count_calibration_time(staff.olga, group=north, seconds=60)
    # Four results, and three people who look.
    assert times_told(closed) == []
    count_calibration_time(staff.as_of("Sol"), group=south, seconds=240)
    (looked,) = times_told(closed)
    assert (looked.what, looked.count, looked.median, looked.meant) == ("calibration", 6, 6.25, 20)
    assert looked.ninth_tenth == 6.25
    page = client_of(staff, "Olga").get(f"/reviews/{closed.code}").content.decode()
    assert "Looking at one result together" in page
    assert {field.name for field in CalibrationTime._meta.concrete_fields} == {"id", "group", "seconds"}
    assert not Entry.objects.filter(table="reviews_calibrationtime").exists()
