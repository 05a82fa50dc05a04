"""The chart of reporting lines loads as it opens, whoever stands at its tops."""

import pytest

from hoshin.org import people_chart
from hoshin.org.models import Person
from hoshin.org.people_chart import people_below, top_people
from hoshin.org.services import add_person

pytestmark = pytest.mark.django_db


def names(level):
    return [(row.name, row.reports) for row in level.rows]


def test_several_tops_each_open_onto_those_who_report_to_them(agency_world, office, monkeypatch):
    add_person(office, employee_id="Z", name="Zoe Alone")
    maya = Person.objects.get(employee_id="7")
    add_person(office, employee_id="9", name="anna small", manager=maya)
    assert names(top_people(office)) == [("Maya Dorn", 2), ("Zoe Alone", 0)]
    assert names(people_below(office, [maya.pk])[maya.pk]) == [("anna small", 0), ("Ben Clerk", 0)]
    assert people_below(office, []) == {}
    monkeypatch.setattr(people_chart, "LEVEL", 1)
    assert top_people(office).has_more
    assert names(top_people(office, skip=1)) == [("Zoe Alone", 0)]
    assert people_below(office, [maya.pk])[maya.pk].has_more


def test_the_page_opens_around_somebody(client, agency_world, vera, office, django_assert_max_num_queries):
    add_person(office, employee_id="Z", name="Zoe Alone")
    client.force_login(vera)
    closed = client.get("/organisation/reporting").content.decode()
    assert "Ben Clerk" not in closed
    with django_assert_max_num_queries(15):
        around = client.get("/organisation/reporting?of=8").content.decode()
    assert "<b>Ben Clerk</b>" in around
    maya = Person.objects.get(employee_id="7").pk
    piece = client.get(f"/organisation/reporting?open={maya}", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in piece
    assert "Ben Clerk" in piece
    assert client.get("/organisation/reporting?of=nobody").status_code == 404
