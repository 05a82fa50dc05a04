"""People are found by what they are called, do, know and where they are, each through an index; nobody lists everybody."""

from datetime import date

import pytest
from django.db import connection

from hoshin.accounts.access import Actor
from hoshin.accounts.services import create_token
from hoshin.org.directory import directory_found, people_around
from hoshin.org.models import Person
from hoshin.org.services import add_person, add_unit, change_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(office, november):
    """By their first letters: who works where, as what, and knows what."""
    north = add_unit(office, code="N", name="Northern region")
    south = add_unit(office, code="S", name="Southern region")
    made = [
        add_person(office, employee_id="1", name="Ana Nurse", unit=south, title="Director"),
        add_person(office, employee_id="2", name="Bo Berg", unit=north, title="Senior Nurse"),
        add_person(office, employee_id="3", name="Cy Costa", unit=south, title="Nurse"),
        add_person(office, employee_id="4", name="Di Dahl", unit=north, title="Analyst"),
        add_person(office, employee_id="5", name="Ed Eriksson", unit=north, title="Nurse", end_date=date(2026, 1, 31)),
    ]
    Person.objects.filter(employee_id="4").update(skills=["SQL", "Générale data"])
    return made


def _names(found):
    return [person.name[:2].strip() for person in found.people]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("nurse", ["An", "Bo", "Cy"]),
        ("nurse north", ["Bo"]),
        ("sen nur", ["Bo"]),
        ("sql", ["Di"]),
        ("generale NORTH", ["Di"]),
        ("costa nurse", ["Cy"]),
        ("n", ["An"]),
        ("plumber", []),
        ("' & !", []),
    ],
)
def test_each_word_is_one_of_the_name_the_title_the_skills_or_the_unit(people, office, text, names):
    assert _names(directory_found(office, text)) == names


def test_names_come_first_units_are_told_and_the_rest_is_said_to_be_there(
    people, office, django_assert_max_num_queries
):
    assert [unit.code for unit in directory_found(office, "region").units] == ["N", "S"]
    found = directory_found(office, "nurse", 2)
    assert (_names(found), found.has_more) == (["An", "Bo"], True)
    # Two of them hold the planner to the indexes, two open and end the step.
    with django_assert_max_num_queries(7):
        directory_found(office, "nurse north")


def test_no_table_of_people_is_read_from_end_to_end(people, office):
    with connection.execute_wrapper(_planned):
        directory_found(office, "senior nurse north")


def _planned(execute, sql, params, many, context):
    """Ask the planner for each query of people, which is told to use indexes."""
    if "FROM" in sql and '"org_person"' in sql and not sql.startswith("EXPLAIN"):
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN " + sql, params)
            plan = "\n".join(row[0] for row in cursor.fetchall())
        assert "Seq Scan on org_person" not in plan, plan
    return execute(sql, params, many, context)


def test_before_anything_is_typed_those_around_oneself_are_shown(people, office, carl):
    ana, bo, cy, di, _ed = people
    change_person(office, person=Person.objects.get(pk=bo.pk), user=carl, manager=ana)
    for one, above in ((cy, ana), (di, bo)):
        change_person(office, person=Person.objects.get(pk=one.pk), manager=above)
    around = people_around(Actor.of(carl, "web"))
    assert (around.manager.name, [one.name for one in around.beside]) == ("Ana Nurse", ["Cy Costa"])
    assert [one.name for one in around.reports] == ["Di Dahl"]
    assert people_around(office) is None


def test_the_page_answers_as_one_types(client, people, vera, django_assert_max_num_queries):
    client.force_login(vera)
    with django_assert_max_num_queries(15):
        page = client.get("/people?q=sql").content.decode()
    assert "Di Dahl" in page
    assert "SQL, Générale data" in page
    piece = client.get("/people?q=zzz", headers={"HX-Request": "true"}).content.decode()
    assert "Nobody is found" in piece
    assert "<h1>" not in piece
    assert "Type whom you look for" in client.get("/people").content.decode()


def test_a_program_finds_people_who_reports_to_them_and_the_line_above(client, people, olga, office):
    change_person(office, person=people[2], manager=people[0])
    change_person(office, person=Person.objects.get(employee_id="4"), manager=Person.objects.get(employee_id="3"))
    headers = {"Authorization": f"Bearer {create_token(Actor.of(olga, 'web'), name='Night')[1]}"}

    def told(path):
        return client.get(f"/api/v1{path}", headers=headers).json()

    found = told("/directory?q=nurse&limit=2")
    assert [person["employee_id"] for person in found["people"]] == ["1", "2"]
    assert found["has_more"]
    assert told("/directory?q=sql")["people"][0]["skills"] == ["SQL", "Générale data"]
    assert told("/directory?q=region")["units"][0] == {"code": "N", "name": "Northern region"}
    reports = told("/people/1/reports")
    assert (reports["items"][0]["employee_id"], reports["count"]) == ("3", 1)
    assert [person["employee_id"] for person in told("/people/4/line")] == ["3", "1"]
    assert told("/people/4/line?on=2026-01-01") == [], "nothing is known of it"
