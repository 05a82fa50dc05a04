"""The chart of reporting lines loads as it opens, whoever stands at its tops."""

import pytest

from hoshin.org import people_chart
from hoshin.org.models import Person
from hoshin.org.people_chart import people_below, top_people
from hoshin.org.services import add_person
from hoshin.web.organisation import reporting

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


def test_the_rest_of_a_level_loads_where_it_stands(client, agency_world, vera, office, monkeypatch):
    monkeypatch.setattr(people_chart, "LEVEL", 2)
    maya = Person.objects.get(employee_id="7")
    for number in range(4):
        add_person(office, employee_id=f"m{number}", name=f"Mo {number}", manager=maya)
    client.force_login(vera)
    page = client.get(f"/organisation/reporting?open={maya.pk}").content.decode()
    assert "Mo 0" in page
    assert "Mo 1" not in page
    assert f'href="?open={maya.pk}&amp;more={maya.pk}-2"' in page
    piece = client.get(f"/organisation/reporting?open={maya.pk}&more={maya.pk}-3.x-1.7", headers={"HX-Request": "true"})
    assert "Mo 3" in piece.content.decode()
    assert "More people who report" not in piece.content.decode()
    assert "<b>Mo 3</b>" in client.get("/organisation/reporting?of=m3").content.decode(), (
        "beyond the first of their level"
    )


def test_everybody_sees_a_chart_with_more_than_themself(client, agency_world, carl, office, monkeypatch):
    """Also where nobody reports to anybody, and where one's own top stands behind the first."""
    monkeypatch.setattr(people_chart, "LEVEL", 2)
    monkeypatch.setattr(reporting, "LEVEL", 2)
    for number in range(3):
        add_person(office, employee_id=f"a{number}", name=f"Al {number}")
    add_person(office, employee_id="Z", name="Zoe Alone", user=carl)
    client.force_login(carl)
    page = client.get("/organisation/reporting").content.decode()
    assert "<b>Zoe Alone</b>" in page
    assert "Al 0" in page
    assert "Al 1" in page
    assert "Al 2" in client.get("/organisation/reporting?page=2").content.decode()
    zoe = Person.objects.get(employee_id="Z").pk
    assert "Zoe Alone" in client.get(f"/organisation/reporting?open={zoe}").content.decode()


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
