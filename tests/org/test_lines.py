"""Who stands above whom lies ready, on any day, and follows every way in which people and units are moved."""

from datetime import UTC, datetime
from importlib import import_module
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoshin.audit.models import Change
from hoshin.audit.undo import undo
from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.org import services
from hoshin.org.models import Person, ReportingLine, Unit, UnitLine
from hoshin.org.rows import PersonRow, UnitRow

pytestmark = pytest.mark.django_db


def lines(model=ReportingLine, day=None):
    """By code the codes of the line that holds, on a day or now."""
    people = model is ReportingLine
    column, of = ("employee_id", "person_id") if people else ("code", "unit_id")
    codes = dict((Person if people else Unit).objects.values_list("pk", column))
    held = model.objects.filter(valid_to=None)
    if day is not None:
        held = model.objects.filter(valid_from__lte=day).exclude(valid_to__lte=day)
    return {codes[pk]: " ".join(codes.get(one, "gone") for one in line) for pk, line in held.values_list(of, "line")}


def expected(model=Person, link="manager", column="employee_id"):
    """The same, found by walking up from each."""
    found = {}
    for row in model.objects.select_related(link):
        line, at = [], row
        while at is not None:
            line, at = [getattr(at, column), *line], getattr(at, link)
        found[getattr(row, column)] = " ".join(line)
    return found


@pytest.fixture
def four(office):
    rows = [PersonRow("1", "Ann"), PersonRow("2", "Bo", manager="1"), PersonRow("3", "Cy", manager="2")]
    services.upsert_people(office, [*rows, PersonRow("4", "Dee", manager="3")])
    return {person.employee_id: person for person in Person.objects.all()}


def test_lines_follow_moves_additions_and_removals(office, four):
    assert lines() == {"1": "1", "2": "1 2", "3": "1 2 3", "4": "1 2 3 4"}
    services.change_person(office, person=four["3"], manager=four["1"])
    assert lines() == {"1": "1", "2": "1 2", "3": "1 3", "4": "1 3 4"}
    services.add_person(office, employee_id="5", name="Eli", manager=four["4"])
    services.remove_person(office, person=four["3"])
    assert lines() == {"1": "1", "2": "1 2", "4": "4", "5": "4 5"}


def test_lines_that_are_written_are_not_read_through_for_each_of_them(office):
    """Planned while there are none, a join with them took a hundred seconds for a hundred thousand people."""
    rows = [PersonRow(f"{n}", f"P{n}", manager=f"{(n - 1) // 7}" if n else "") for n in range(300)]
    with CaptureQueriesContext(connection) as captured:
        services.upsert_people(office, rows)
    [written] = [query["sql"] for query in captured if "INSERT INTO org_reportingline" in query["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {written}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Insert on org_reportingline" in plan
    assert "Scan on org_reportingline" not in plan


def test_an_import_moves_the_one_above_and_the_one_below_at_once(office, four):
    services.upsert_people(
        office, [PersonRow("4", "Dee", manager="1"), PersonRow("3", "Cy"), PersonRow("5", "Eli", "", "4")]
    )
    assert lines() == expected()


def test_a_line_is_known_by_the_day(office, november, four):
    with clock.fixed(datetime(2026, 12, 1, tzinfo=UTC)):
        services.change_person(office, person=four["3"], manager=four["1"])
        services.change_person(office, person=four["3"], manager=four["2"])
        services.change_person(office, person=four["3"], manager=None)
    assert lines(day="2026-11-23")["4"] == lines(day="2026-11-30")["4"] == "1 2 3 4"
    assert lines(day="2026-12-01")["4"] == lines()["4"] == "3 4"
    assert "4" not in lines(day="2026-11-22")
    assert ReportingLine.objects.count() == 6


def test_an_undo_puts_lines_back(office, four):
    services.change_person(office, person=four["3"], manager=four["1"])
    undo(office, change=Change.objects.latest("id"))
    assert lines() == {"1": "1", "2": "1 2", "3": "1 2 3", "4": "1 2 3 4"}
    services.remove_person(office, person=four["2"])
    assert lines() == {"1": "1", "3": "3", "4": "3 4"}
    undo(office, change=Change.objects.latest("id"))
    assert lines() == {"1": "1", "2": "1 2", "3": "1 2 3", "4": "1 2 3 4"}
    services.add_person(office, employee_id="5", name="Eli", manager=four["4"])
    undo(office, change=Change.objects.latest("id"))
    assert "5" not in lines()


def test_an_undo_that_would_make_a_circle_is_refused(office, four):
    services.change_person(office, person=four["2"], manager=None)
    freed = Change.objects.latest("id")
    services.change_person(office, person=four["1"], manager=four["4"])
    with pytest.raises(Invalid, match="must not run in a circle"):
        undo(office, change=freed)
    assert lines() == expected()


def test_lines_of_units_follow_too(office):
    services.upsert_units(office, [UnitRow("B", "Below", parent="A"), UnitRow("A", "Above")])
    top = services.add_unit(office, code="T", name="Top")
    services.change_unit(office, unit=Unit.objects.get(code="A"), parent=top)
    assert lines(UnitLine) == {"T": "T", "A": "T A", "B": "T A B"}
    undo(office, change=Change.objects.latest("id"))
    assert lines(UnitLine) == {"T": "T", "A": "A", "B": "A B"}
    assert lines(UnitLine) == expected(Unit, "parent", "code")


def test_a_line_without_end_is_refused(office):
    rows = [PersonRow(str(n), f"P{n}", manager=str(n - 1) if n else "") for n in range(101)]
    with pytest.raises(Invalid, match="at most 100 levels"):
        services.upsert_people(office, rows)
    services.upsert_people(office, rows[:100])
    last = Person.objects.get(employee_id="99")
    with pytest.raises(Invalid, match="at most 100 levels"):
        services.add_person(office, employee_id="100", name="Too low", manager=last)


@pytest.mark.parametrize("many", [1, 200], ids=["swept", "one by one"])
def test_any_row_of_moves_ends_where_a_walk_upwards_ends(office, monkeypatch, many):
    monkeypatch.setattr("hoshin.org.services.ancestry._MANY", many)
    draw = Random(11)
    rows = [PersonRow(str(n), f"P{n}", manager=str(draw.randrange(n)) if n else "") for n in range(40)]
    services.upsert_people(office, rows)
    for _ in range(12):
        moved = {str(n): str(draw.randrange(n)) for n in draw.sample(range(1, 40), draw.choice((1, 1, 5)))}
        services.upsert_people(office, [PersonRow(n, f"P{n}", manager=boss) for n, boss in moved.items()])
        assert lines() == expected()


def test_the_upgrade_finds_lines_of_those_who_are_there(db):
    top = Person.objects.create(employee_id="1", name="Ann")
    Person.objects.create(employee_id="2", name="Bo", manager=top)
    unit = Unit.objects.create(code="A", name="Above")
    Unit.objects.create(code="B", name="Below", parent=unit)
    upgrade = import_module("hoshin.org.migrations.0005_find_lines")
    with connection.cursor() as cursor:
        cursor.execute(upgrade.PEOPLE)
        cursor.execute(upgrade.UNITS)
    assert lines() == {"1": "1", "2": "1 2"}
    assert lines(UnitLine) == {"A": "A", "B": "A B"}
