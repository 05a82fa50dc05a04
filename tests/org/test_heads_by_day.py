"""Who headed a unit on a day is known, and who was the head on a day is the head of whoever worked there then."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.audit.selectors import trail
from hoshin.audit.undo import undo
from hoshin.base import clock
from hoshin.org import services
from hoshin.org.models import Person, Unit
from hoshin.org.positions import heads_of
from hoshin.org.relations import heads_unit, is_hr_of_unit, is_unit_head
from hoshin.org.rows import UnitRow
from hoshin.org.services import add_person, add_unit, change_person, change_unit, grant_relation, remove_person

pytestmark = pytest.mark.django_db


def on(*day):
    return clock.fixed(datetime(*day, 9, tzinfo=UTC))


@pytest.fixture
def north(office):
    """Ann heads the north from January on, Bo from March on; Cy works there until he goes south in May."""
    people = {}
    for name in ("Ann", "Bo", "Cy"):
        user = User.objects.create(email=f"{name.lower()}@hoshin.test", name=name, role="member")
        people[name] = add_person(office, employee_id=name, name=name, user=user)
    with on(2026, 1, 5):
        top = add_unit(office, code="T", name="Top")
        unit = add_unit(office, code="N", name="North", parent=top, head=people["Ann"])
        add_unit(office, code="S", name="South", parent=top)
        Person.objects.update(created_at=clock.now())
        change_person(office, person=Person.objects.get(employee_id="Cy"), unit=unit)
    with on(2026, 3, 2):
        change_unit(office, unit=unit, head=people["Bo"])
    with on(2026, 5, 4):
        change_person(office, person=Person.objects.get(employee_id="Cy"), unit=Unit.objects.get(code="S"))
    return unit


def known(actor, unit):
    return [(one.person.name, str(one.valid_from), str(one.valid_to or "")) for one in heads_of(actor, unit)]


def whom(name, relation, day=None):
    actor = Actor.of(User.objects.get(name=name), "web")
    return [person.name for person in Person.objects.filter(relation(actor, "", day)).order_by("name")]


def test_heads_have_their_days_and_the_page_tells_them(client, north, office, olga):
    assert known(office, north) == [("Bo", "2026-03-02", ""), ("Ann", "2026-01-05", "2026-03-02")]
    with on(2026, 6, 1):
        services.set_heads(office, [UnitRow("N", "North", "T", "Ann")])
        services.set_heads(office, [UnitRow("N", "North", "T", "Cy")])
    assert known(office, north)[:2] == [("Cy", "2026-06-01", ""), ("Bo", "2026-03-02", "2026-06-01")]
    with on(2026, 6, 1):
        undo(office, change=trail(office).changes[0].change)
        assert known(office, north)[0] == ("Ann", "2026-06-01", "")
        change_unit(office, unit=Unit.objects.get(code="N"), head=Person.objects.get(employee_id="Bo"))
    assert known(office, north)[0] == ("Bo", "2026-03-02", ""), "it was taken away and given back on one day"
    client.force_login(olga)
    page = client.get(reverse("unit", args=["N"])).content.decode()
    assert "Headed before by" in page
    assert "(5 January 2026 – 2 March 2026)" in page
    remove_person(office, person=Person.objects.get(employee_id="Bo"))
    assert [name for name, *_ in known(office, north)] == ["Ann"]


def test_who_was_the_head_on_a_day_is_asked_of_that_day(north):
    assert whom("Ann", is_unit_head, date(2026, 2, 1)) == ["Cy"]
    assert whom("Bo", is_unit_head, date(2026, 2, 1)) == []
    assert whom("Ann", is_unit_head, date(2026, 3, 2)) == []
    assert whom("Bo", is_unit_head, date(2026, 4, 1)) == ["Cy"]
    assert whom("Bo", is_unit_head, date(2026, 5, 4)) == [], "he works elsewhere since"
    assert whom("Bo", is_unit_head) == []
    assert whom("Ann", is_unit_head, date(2025, 12, 1)) == [], "nothing is known of it"
    then = heads_unit(Actor.of(User.objects.get(name="Ann"), "web"), "pk", date(2026, 2, 1))
    assert [unit.code for unit in Unit.objects.filter(then)] == ["N"]


def test_hr_of_a_unit_on_a_day_is_so_to_whoever_worked_there_then(north, office):
    ann = Person.objects.get(employee_id="Ann")
    grant_relation(office_of_users(), person=ann, relation="hr_of_unit", to=north, reason="She is",
        valid_from=date(2026, 1, 5))  # fmt: skip
    assert whom("Ann", is_hr_of_unit, date(2026, 4, 1)) == ["Cy"]
    assert whom("Ann", is_hr_of_unit, date(2026, 6, 1)) == []


def office_of_users():
    return Actor.system()
