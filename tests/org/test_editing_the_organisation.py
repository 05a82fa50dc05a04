"""Olga keeps units and people up to date."""

import pytest

from hoshin.accounts.access import Actor
from hoshin.audit.models import Change
from hoshin.base.errors import Conflict, Denied, Invalid, NotFound
from hoshin.base.outcome import Outcome
from hoshin.measures.services import define_measure
from hoshin.org import services
from hoshin.org.models import Organisation, Person, Unit
from hoshin.org.rows import PersonRow, UnitRow
from hoshin.org.selectors import people_found, person_of, unit_by_code, unit_tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def units(office):
    top = services.add_unit(office, code="TOP", name="Acme")
    sales = services.add_unit(office, code="SALES", name="Sales", parent=top)
    north = services.add_unit(office, code="NORTH", name="Sales north", parent=sales)
    return top, sales, north


def test_a_unit_cannot_lie_within_itself(office, units):
    top, _, north = units
    with pytest.raises(Invalid, match="NORTH is part of SALES is part of TOP is part of NORTH"):
        services.change_unit(office, unit=top, parent=north)
    top.refresh_from_db()
    assert top.parent is None


def test_two_people_edit_one_unit(office, ada, units):
    _, sales, _ = units
    services.change_unit(Actor.of(ada, "web"), unit=sales, version=1, name="Sales worldwide")
    with pytest.raises(Conflict, match="Ada Admin changed SALES") as caught:
        services.change_unit(office, unit=sales, version=1, name="Verkauf")
    assert "Nothing of yours was saved" in str(caught.value)
    assert Unit.objects.get(code="SALES").name == "Sales worldwide"
    assert services.change_unit(office, unit=sales, version=2, name="Verkauf").version == 3


def test_saving_without_a_change_leaves_no_trace(office, units):
    before = Change.objects.count()
    assert services.change_unit(office, unit=units[1], version=1, name="Sales").version == 1
    assert Change.objects.count() == before


def test_a_code_stands_once_whatever_its_case(office, units):
    with pytest.raises(Invalid) as caught:
        services.add_unit(office, code="sales", name="Other")
    assert caught.value.problems
    assert Unit.objects.count() == 3


def test_what_is_taken_is_said_where_it_was_typed(office, units):
    services.add_person(office, employee_id="7", name="Maya Dorn")
    define_measure(office, code="REV", name="Revenue")
    for field, value, again in (
        ("code", "sales", lambda: services.add_unit(office, code="sales", name="Verkauf")),
        ("employee_id", "7", lambda: services.add_person(office, employee_id="7", name="Ben Clerk")),
        ("code", "rev", lambda: define_measure(office, code="rev", name="Revenue")),
    ):
        with pytest.raises(Invalid, match="Another has this already") as caught:
            again()
        [problem] = caught.value.problems
        assert (problem.field, problem.value) == (field, value)


def test_a_unit_in_use_stays(office, units):
    with pytest.raises(Invalid, match="still holds"):
        services.remove_unit(office, unit=units[1])
    services.remove_unit(office, unit=units[2])
    with pytest.raises(NotFound):
        services.remove_unit(office, unit=units[2])


def test_nobody_reports_to_themself_round_a_circle(office):
    boss = services.add_person(office, employee_id="1", name="Boss")
    clerk = services.add_person(office, employee_id="2", name="Clerk", manager=boss)
    with pytest.raises(Invalid, match="1 reports to 2 reports to 1"):
        services.change_person(office, person=boss, manager=clerk)


def test_the_organisation_is_one_and_belongs_to_administrators(office, ada):
    with pytest.raises(Denied):
        services.save_organisation(office, name="Acme")
    administrator = Actor.of(ada, "web")
    services.save_organisation(administrator, name="Acme")
    services.save_organisation(administrator, name="Acme Group", fiscal_year_start=4, version=1)
    assert Organisation.objects.get().fiscal_year_start == 4
    with pytest.raises(Invalid):
        services.save_organisation(administrator, name="Acme", fiscal_year_start=13)


@pytest.mark.parametrize("who", ["carl", "vera"])
def test_others_may_look_but_not_touch(request, units, who):
    actor = Actor.of(request.getfixturevalue(who), "web")
    with pytest.raises(Denied):
        services.change_unit(actor, unit=units[0], name="Mine")
    assert unit_by_code(actor, "top").name == "Acme"


def test_many_at_once_in_any_order(office):
    units = [UnitRow("B", "Below", parent="a"), UnitRow("A", "Above", head="2")]
    people = [PersonRow("1", "Clerk", manager="2", unit="B"), PersonRow("2", "Boss")]
    assert services.upsert_units(office, units) == Outcome(created=2)
    assert services.upsert_people(office, people) == Outcome(created=2)
    assert services.set_heads(office, units) == Outcome(changed=1, unchanged=1)
    assert services.upsert_units(office, units) == Outcome(unchanged=2)
    assert services.upsert_people(office, people) == Outcome(unchanged=2)
    assert Person.objects.get(employee_id="1").manager.employee_id == "2"
    assert Unit.objects.get(code="A").head.name == "Boss"
    with pytest.raises(Invalid, match="part of"):
        services.upsert_units(office, [UnitRow("A", "Above", parent="B")])
    with pytest.raises(Invalid, match="does not exist"):
        services.upsert_people(office, [PersonRow("3", "New", unit="C")])


def test_the_tree_takes_one_query(office, units, django_assert_num_queries):
    with django_assert_num_queries(1):
        tree = unit_tree(office)
    top = tree[0]
    assert [(one.depth, one.unit.code) for one in (top, *top.children, *top.children[0].children)] == [
        (0, "TOP"), (1, "SALES"), (2, "NORTH")
    ]  # fmt: skip


def test_a_misspelt_unit_gets_near_matches(office, units):
    with pytest.raises(NotFound, match="Did you mean SALES"):
        unit_by_code(office, "SALSE")


def test_among_very_many_a_hint_names_a_neighbour(office):
    Unit.objects.bulk_create([Unit(code=f"N{number:04}", name="Unit") for number in range(3_000)])
    with pytest.raises(NotFound, match=r"Did you mean .*N1234"):
        unit_by_code(office, "n1234x")


def test_people_are_found_by_what_one_remembers(office, django_assert_num_queries):
    for number, name, email in (
        ("E1", "Ada Gray", "ag@x.test"),
        ("E2", "Grace Hopper", ""),
        ("E3", "Bob", "gr@x.test"),
    ):
        services.add_person(office, employee_id=number, name=name, email=email)
    with django_assert_num_queries(1):
        found = people_found(office, "gr")
    assert [person.name for person in found] == ["Bob", "Grace Hopper", "Ada Gray"]
    assert [person.name for person in people_found(office, "e2")] == ["Grace Hopper"]
    assert people_found(office, "  ") == []
    assert people_found(office, "%") == []


def test_a_user_is_the_person_with_the_same_e_mail(office, olga, carl):
    mine = services.add_person(office, employee_id="1", name="Olga", email="OLGA@hoshin.test")
    assert person_of(office) == mine
    services.change_person(office, person=mine, user=carl)
    assert person_of(office) is None
    assert person_of(Actor.of(carl, "web")) == mine
    assert person_of(Actor.system()) is None
