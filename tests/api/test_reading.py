"""A program reads the plan: pages, scores, explanations that add up."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoshin.measures.models import Measure
from hoshin.org.models import Person

pytestmark = pytest.mark.django_db


def test_lists_come_in_pages(enterprise, olga, program):
    caller = program(olga)
    Person.objects.bulk_create([Person(employee_id=f"Q{n}", name=f"Person {n:03}") for n in range(25)])
    first = caller.get("/people", limit=10).json()
    assert (first["count"], len(first["items"]), first["next_offset"]) == (26, 10, 10)
    last = caller.get("/people", limit=10, offset=20).json()
    assert (len(last["items"]), last["next_offset"]) == (6, None)
    assert caller.get("/people", limit=501).status_code == 422
    assert [person["employee_id"] for person in caller.get("/people", q="person 007").json()["items"]] == ["Q7"]


def test_a_misspelt_parameter_is_named(enterprise, olga, program):
    answer = program(olga).get("/people", limti=10)
    assert answer.status_code == 422
    assert answer.json()["problems"][0]["remedy"] == "Did you mean limit?"


def test_every_node_comes_once_in_reading_order(enterprise, olga, program):
    found = program(olga).get("/nodes", plan="e").json()["items"]
    assert [(node["kind"], node["code"]) for node in found] == [
        ("plan", "E"),
        ("perspective", "FIN"),
        ("objective", "GROW"),
        ("measure", "REV"),
        ("objective", "SECRET"),
        ("measure", "COST"),
    ]
    assert found[3]["score"] == 60.0
    assert found[3]["trend"][-2:] == [40.0, 60.0]


def test_an_explanation_adds_up(enterprise, olga, program):
    found = program(olga).get("/nodes/E/explanation").json()
    assert found["before"] + sum(effect["points"] for effect in found["effects"]) == pytest.approx(
        found["after"], abs=1e-9
    )
    top, *below = found["parts"]
    assert sum(part["points"] for part in below if part["depth"] == 1) == pytest.approx(top["points"])
    assert sum(part["points"] for part in below if part["depth"] == 3) == pytest.approx(top["points"])


def test_a_measure_says_who_recorded_what(enterprise, olga, program):
    found = program(olga).get("/nodes/REV/explanation").json()
    assert found["actuals"][0]["value"] == 30
    assert found["actuals"][0]["recorded_by"] == "Command line"


def test_what_was_known_on_an_earlier_day(enterprise, olga, program):
    caller = program(olga)
    assert caller.get("/nodes/GROW", period="2026-10", as_of="2026-11-22").json()["score"] is None
    assert caller.get("/nodes/GROW", period="2026-10", as_of="2026-11-23").json()["score"] == 60.0
    assert caller.get("/measures/REV/actuals", as_of="2026-11-22").json()["count"] == 0


@pytest.mark.parametrize("path", ["/measures", "/people", "/objectives", "/nodes?plan=E", "/units", "/audit"])
def test_queries_do_not_grow_with_the_rows(enterprise, olga, program, path):
    caller = program(olga)
    caller.get(path)
    with CaptureQueriesContext(connection) as few:
        caller.get(path)
    Measure.objects.bulk_create([Measure(code=f"M{n}", name=f"M{n}") for n in range(30)])
    Person.objects.bulk_create([Person(employee_id=f"Q{n}", name=f"Person {n}") for n in range(30)])
    with CaptureQueriesContext(connection) as many:
        caller.get(path)
    assert len(many) <= len(few) <= (20 if path == "/audit" else 15)


def test_the_reference_loads_nothing_from_elsewhere(client):
    page = client.get("/api/v1/docs")
    text = page.content.decode()
    assert page.status_code == 200
    assert "//" not in text.replace("</", "")
    assert "Record many values" in text
    assert "default-src 'none'" in page["Content-Security-Policy"]
