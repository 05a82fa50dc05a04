"""Units and people as pages: the tree level by level, search, and what the office changes there, without a script."""

import pytest
from django.test import Client

from hoshin.accounts.access import Actor
from hoshin.audit.models import Change
from hoshin.org.chart import LEVEL
from hoshin.org.models import Person, Unit
from hoshin.org.services import grant_relation
from hoshin.org.services.ancestry import follow_links
from hoshin.strategy.models import Objective, Plan

pytestmark = pytest.mark.django_db
BACKEND = "hoshin.notices.signed_in.WithUnread"
MOST_QUERIES = 15


@pytest.fixture
def chart(db):
    """Two regions with offices in the north, heads, and a few people."""
    north, south = Unit.objects.create(code="N", name="North"), Unit.objects.create(code="S", name="South")
    offices = [Unit.objects.create(code=f"N{n}", name=f"Office {n}", parent=north) for n in (10, 2, 1)]
    maya = Person.objects.create(employee_id="7", name="Maya Dorn", email="maya@hoshin.test", unit=north)
    clerk = Person.objects.create(employee_id="8", name="Ben Clerk", unit=offices[0], manager=maya)
    Unit.objects.filter(pk=north.pk).update(head=maya)
    north.refresh_from_db()
    follow_links(Unit, [north.pk, south.pk])
    follow_links(Person, [maya.pk])
    return {"north": north, "south": south, "offices": offices, "maya": maya, "clerk": clerk}


@pytest.fixture
def as_olga(client, olga):
    client.force_login(olga, backend=BACKEND)
    return client


@pytest.fixture
def as_vera(vera):
    client = Client()
    client.force_login(vera, backend=BACKEND)
    return client


def unit_form(unit, **changes):
    return {"name": unit.name, "code": unit.code, "parent": "", "head": "", "version": unit.version} | changes


def test_the_tree_opens_level_by_level_and_the_address_says_so(as_vera, chart):
    page = as_vera.get("/organisation")
    assert [row.unit.code for row in page.context["rows"]] == ["N", "S"]
    opened = as_vera.get("/organisation" + page.context["rows"][0].toggle)
    rows = opened.context["rows"]
    assert [(row.unit.code, row.depth) for row in rows] == [("N", 0), ("N1", 1), ("N2", 1), ("N10", 1), ("S", 0)]
    shut = as_vera.get("/organisation" + rows[0].toggle)
    assert [row.unit.code for row in shut.context["rows"]] == ["N", "S"]


def test_one_unit_at_the_top_stands_open_until_it_is_shut(as_vera, chart):
    chart["south"].delete()
    rows = as_vera.get("/organisation").context["rows"]
    assert len(rows) == 4
    assert len(as_vera.get("/organisation" + rows[0].toggle).context["rows"]) == 1


def test_a_wide_level_is_cut_and_goes_on_at_the_unit(as_vera, chart):
    Unit.objects.bulk_create([Unit(code=f"S{n}", name=f"Desk {n}", parent=chart["south"]) for n in range(LEVEL + 5)])
    page = as_vera.get("/organisation", {"open": chart["south"].pk})
    assert len(page.context["rows"]) == 2 + LEVEL + 1
    assert "More units of South" in page.content.decode()
    assert "Desk 104" in as_vera.get("/organisation/units/S?level=2").content.decode()


def test_units_and_people_are_found_by_what_one_remembers(as_vera, chart):
    found = as_vera.get("/organisation?q=off", headers={"HX-Request": "true"}).content.decode()
    assert "Office 2" in found
    assert "<html" not in found
    assert "Maya Dorn" in as_vera.get("/organisation?q=may").content.decode()
    assert "Nothing is called that" in as_vera.get("/organisation?q=zzz").content.decode()


def test_a_unit_says_where_it_stands_and_who_works_there(as_vera, chart):
    html = as_vera.get("/organisation/units/n10").content.decode()
    assert html.index('href="/organisation/units/N">North</a>') < html.index("<h1>Office 10</h1>")
    assert "Ben Clerk" in html
    assert "/edit" not in html
    assert "Nobody here is called" in as_vera.get("/organisation/units/N10?q=maya").content.decode()
    assert as_vera.get("/organisation/units/NOPE").status_code == 404


def test_a_person_says_what_they_answer_for(as_vera, chart):
    plan = Plan.objects.create(code="P", name="Plan")
    Objective.objects.create(plan=plan, code="O1", name="Serve faster", owner=chart["maya"])
    Objective.objects.create(plan=plan, code="O2", name="Hidden aim", owner=chart["maya"], visibility="private")
    html = as_vera.get("/organisation/people/7").content.decode()
    for said in ("North", "Ben Clerk", "Serve faster", "maya@hoshin.test"):
        assert said in html
    assert "Hidden aim" not in html


def test_people_without_a_unit_are_not_lost(as_vera, chart):
    Person.objects.create(employee_id="9", name="Nora Nowhere")
    assert "People without a unit" in as_vera.get("/organisation").content.decode()
    html = as_vera.get("/organisation?people=without-unit").content.decode()
    assert "Nora Nowhere" in html
    assert "Maya" not in html


def test_the_office_adds_a_unit_below_another(as_olga, chart):
    assert "South · S" in as_olga.get("/organisation/new-unit?parent=S").content.decode()
    sent = {"name": "Harbour", "code": "H", "parent": "South · S", "head": "Maya Dorn"}
    answer = as_olga.post("/organisation/new-unit?parent=S", sent)
    assert answer.url == "/organisation/units/S"
    made = Unit.objects.get(code="H")
    assert (made.parent, made.head) == (chart["south"], chart["maya"])
    assert b"Undo" in as_olga.get(answer.url).content


def test_what_is_wrong_stands_beside_its_field(as_olga, chart):
    taken = as_olga.post("/organisation/new-unit", {"name": "Other", "code": "n"})
    assert taken.status_code == 422
    assert "n is the unit “North” already." in taken.content.decode()
    unknown = as_olga.post("/organisation/new-unit", {"name": "Other", "code": "X", "parent": "Nowhere"})
    assert "Nobody or nothing is called “Nowhere”" in unknown.content.decode()
    hired = {"name": "Kim", "employee_id": "7", "fte": "-1", "start_date": "2026-02-01", "end_date": "2026-01-01"}
    html = as_olga.post("/organisation/new-person", hired).content.decode()
    assert "7 is the employee id of Maya Dorn." in html
    assert "The last day lies before the first." in html
    assert 'id="edit-fte_error"' in html


def test_a_unit_cannot_be_moved_into_itself(as_olga, chart):
    north = chart["north"]
    answer = as_olga.post(f"/organisation/unit/{north.pk}/edit", unit_form(north, parent="Office 2 · N2"))
    assert answer.status_code == 422
    assert "Units must form a tree" in answer.content.decode()
    north.refresh_from_db()
    assert north.parent is None


def test_a_unit_is_moved_renamed_and_the_move_taken_back(as_olga, chart):
    office = chart["offices"][0]
    changed = unit_form(office, name="Harbour office", parent="South · S", head="Ben Clerk · 8")
    assert as_olga.post(f"/organisation/unit/{office.pk}/edit", changed).status_code == 302
    office.refresh_from_db()
    assert (office.name, office.parent, office.head) == ("Harbour office", chart["south"], chart["clerk"])
    as_olga.post(f"/audit/{Change.objects.latest('id').pk}/undo")
    office.refresh_from_db()
    assert (office.name, office.parent) == ("Office 10", chart["north"])


def test_two_people_edit_one_unit_and_one_person(as_olga, ada, chart):
    other = Client()
    other.force_login(ada, backend=BACKEND)
    unit, maya = chart["south"], chart["maya"]
    other.post(f"/organisation/unit/{unit.pk}/edit", unit_form(unit, name="Deep south"))
    late = as_olga.post(f"/organisation/unit/{unit.pk}/edit", unit_form(unit, name="Sunny south"))
    assert late.status_code == 409
    html = late.content.decode()
    assert "Ada Admin changed" in html
    assert html.index("Deep south") < html.index("Sunny south")
    unit.refresh_from_db()
    assert unit.name == "Deep south"
    mine = unit_form(unit, name="Sunny south")
    assert as_olga.post(f"/organisation/unit/{unit.pk}/edit", mine).status_code == 302
    person = {"name": "Maya D", "employee_id": "7", "fte": "1", "unit": "North · N", "version": maya.version}
    assert other.post(f"/organisation/person/{maya.pk}/edit", person).status_code == 302
    assert as_olga.post(f"/organisation/person/{maya.pk}/edit", person | {"title": "Head"}).status_code == 409


def test_a_unit_in_use_says_what_stands_in_the_way(as_olga, chart):
    north, office = chart["north"], chart["offices"][0]
    asked = as_olga.get(f"/organisation/unit/{north.pk}/remove").content.decode()
    assert "Office 10" in asked
    assert "Remove the unit</button>" not in asked
    assert as_olga.post(f"/organisation/unit/{north.pk}/remove").status_code == 422
    assert "1 person stays, without a unit." in as_olga.get(f"/organisation/unit/{office.pk}/remove").content.decode()
    assert as_olga.post(f"/organisation/unit/{office.pk}/remove").url == "/organisation/units/N"
    chart["clerk"].refresh_from_db()
    assert chart["clerk"].unit is None


def test_what_was_granted_goes_with_a_unit_and_with_a_person(client, ada, chart):
    """Said to whoever may see it."""
    maya, office = chart["maya"], chart["offices"][0]
    for relation, to in (("dotted_line", chart["clerk"]), ("hr_of_unit", office)):
        grant_relation(Actor.of(ada, "web"), person=maya, relation=relation, to=to, reason="She asked.")
    client.force_login(ada, backend=BACKEND)
    pages = [f"/organisation/person/{maya.pk}/remove", f"/organisation/unit/{office.pk}/remove"]
    asked = [client.get(page).content.decode() for page in pages]
    assert "2 relations that were granted go with it." in asked[0]
    assert "1 relation that was granted goes with it." in asked[1]


def test_a_person_is_removed_once_it_is_clear_what_follows(as_olga, chart):
    maya = chart["maya"]
    asked = as_olga.get(f"/organisation/person/{maya.pk}/remove").content.decode()
    assert "1 unit has no head then." in asked
    assert "1 person reports to nobody then." in asked
    assert as_olga.post(f"/organisation/person/{maya.pk}/remove").url == "/organisation/units/N"
    assert not Person.objects.filter(pk=maya.pk).exists()
    as_olga.post(f"/audit/{Change.objects.latest('id').pk}/undo")
    assert Person.objects.get(employee_id="7").name == "Maya Dorn"


def test_names_are_text_and_never_markup(as_vera, chart):
    Unit.objects.filter(code="S").update(name="<script>alert(1)</script>")
    Person.objects.filter(employee_id="7").update(name="<script>alert(2)</script>")
    for address in ("/organisation", "/organisation/units/S", "/organisation/units/N", "/organisation/people/7"):
        assert "<script>alert" not in as_vera.get(address).content.decode(), address


@pytest.mark.parametrize(
    "address",
    [
        "/organisation",
        "/organisation?open={north}",
        "/organisation?q=o",
        "/organisation/units/N",
        "/organisation/people/7",
        "/organisation/unit/{north}/edit",
        "/organisation/unit/{north}/remove",
        "/organisation/person/{maya}/edit",
    ],
)
def test_pages_ask_little_and_no_more_when_the_organisation_grows(
    as_olga, chart, address, django_assert_max_num_queries
):
    address = address.format(north=chart["north"].pk, maya=chart["maya"].pk)
    with django_assert_max_num_queries(MOST_QUERIES) as small:
        assert as_olga.get(address).status_code == 200
    north = chart["north"]
    Unit.objects.bulk_create([Unit(code=f"O{n}", name=f"Other {n}", parent=north) for n in range(300)])
    Person.objects.bulk_create(
        [Person(employee_id=f"p{n}", name=f"Otto {n}", unit=north, manager=chart["maya"]) for n in range(300)]
    )
    with django_assert_max_num_queries(len(small.captured_queries)):
        assert as_olga.get(address).status_code == 200


def test_moving_a_unit_reads_the_way_up_and_not_the_whole_tree(as_olga, chart, django_assert_max_num_queries):
    office = chart["offices"][0]
    with django_assert_max_num_queries(40) as asked:
        as_olga.post(f"/organisation/unit/{office.pk}/edit", unit_form(office, parent="South · S"))
    whole = [query for query in asked.captured_queries if query["sql"].endswith('FROM "org_unit"')]
    assert whole == []
