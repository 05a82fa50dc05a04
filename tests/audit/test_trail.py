"""Reading what happened: in words, filtered, page by page, and with the same few queries however much there is."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.accounts.services import add_user
from hoshin.audit.models import Change, Entry
from hoshin.audit.selectors import MOST_COUNTED, change_in_words, history, trail
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Denied, NotFound
from hoshin.measures.models import Measure
from hoshin.measures.rows import ActualRow
from hoshin.measures.services import define_measure, record_actual, record_actuals
from hoshin.org.services import add_person, add_unit, change_unit, remove_unit
from hoshin.strategy.services import add_objective, change_objective, create_plan, set_contribution

pytestmark = pytest.mark.django_db


@pytest.fixture
def objective(office):
    plan = create_plan(office, code="P", name="Plan")
    return add_objective(office, plan=plan, code="O1", name="Serve faster")


def test_codes_stand_where_the_database_keeps_numbers(office, objective):
    owner = add_person(office, employee_id="7", name="Nora North")
    change_objective(office, objective=objective, owner=owner, visibility="private")
    newest = trail(office).changes[0]
    (entry,) = newest.entries
    assert (entry.operation, entry.label, entry.name.text) == ("changed", "Objective", "O1 Serve faster")
    assert (entry.page, entry.name.page_by) == ("objective", "O1")
    assert {(line.label, line.before, line.after) for line in entry.lines} == {
        ("Owner", "–", "Nora North"),
        ("Visible to", "everyone in the organisation", "owner and strategy office"),
    }


def test_values_stand_beside_what_held_before(office, november):
    measure = define_measure(office, code="M1", name="Days")
    record_actual(office, measure=measure, period="2026-10", value=1234.5)
    record_actual(office, measure=measure, period="2026-10", value=6, note="recount")
    newest, first = trail(office).changes[:2]
    assert (newest.count, newest.may_undo, first.may_undo) == (1, True, False)
    (entry,) = newest.entries
    assert entry.name.text == "M1, October 2026"
    assert [(line.label, line.before, line.after) for line in entry.lines] == [
        ("Value", "1,234.5", "6"),
        ("Note", "", "recount"),
    ]
    assert first.entries[0].lines[0].before == "–"


def test_rows_that_one_statement_adds_stand_one_by_one_in_the_trail_without_their_secrets(office):
    with act(office, "try", name="users"):
        User.objects.bulk_create([User(email=f"{n}@example.org", name=f"User {n}", password="sesame") for n in "ab"])
    entries = Entry.objects.filter(table="accounts_user").order_by("-id")[:2]
    rows = User.objects.filter(email__in=["a@example.org", "b@example.org"]).order_by("-id")
    assert [(entry.row, entry.after["email"], entry.after["password"]) for entry in entries] == [
        (user.pk, user.email, "[hidden]") for user in rows
    ]


def test_what_was_removed_keeps_its_name(office):
    unit = add_unit(office, code="N", name="North")
    remove_unit(office, unit=unit)
    removed, added = trail(office).changes
    assert removed.entries[0].name.text == added.entries[0].name.text == "N North"
    assert removed.entries[0].name.page_by == ""


def test_filters_narrow_and_combine(office, ada, objective):
    admin = Actor.of(ada, "web")
    with clock.fixed(datetime(2026, 1, 31, 23, 30, tzinfo=UTC)):
        add_unit(admin, code="N", name="North")
    with clock.fixed(datetime(2026, 2, 1, 0, 30, tzinfo=UTC)):
        add_unit(office, code="S", name="South")
    found = lambda **filters: [shown.summary for shown in trail(office, **filters).changes]  # noqa: E731
    january, february = datetime(2026, 1, 31).date(), datetime(2026, 2, 1).date()  # noqa: DTZ001
    assert found(who="ada") == ["Unit North added"]
    assert found(verb="add_unit") == ["Unit South added", "Unit North added"]
    assert found(verb="add_unit", until=january) == ["Unit North added"]
    assert found(verb="add_unit", since=february, until=february) == ["Unit South added"]
    assert found(table="org_unit", code="s") == ["Unit South added"]
    assert found(table="strategy_objective", code="o1") == ["Objective Serve faster added"]
    assert found(text="unit s") == ["Unit South added"]
    assert found(who="ada", text="unit s") == []


def test_pages_meet_without_gap_or_overlap(office):
    for number in range(7):
        add_unit(office, code=f"U{number}", name=f"U{number}")
    seen, before = [], None
    while True:
        page = trail(office, before=before, size=3)
        seen += [shown.summary for shown in page.changes]
        before = page.before
        if before is None:
            break
    assert seen == [f"Unit U{number} added" for number in reversed(range(7))]


def test_queries_do_not_grow_with_the_changes(office, objective, november):
    def build(prefix: str, count: int) -> None:
        for number in range(count):
            code = f"{prefix}{number}"
            measure = define_measure(office, code=code, name=code)
            set_contribution(office, parent=objective, child=measure)
            record_actual(office, measure=measure, period="2026-10", value=number)
            owner = add_person(office, employee_id=code, name=code)
            change_unit(office, unit=add_unit(office, code=code, name=code), head=owner)

    build("A", 1)
    with CaptureQueriesContext(connection) as few:
        trail(office)
    build("B", 8)
    with CaptureQueriesContext(connection) as many:
        assert len(trail(office).changes) > 40
    assert len(many) <= len(few) <= 25


def test_what_was_removed_is_found_by_its_code(office):
    unit = add_unit(office, code="N", name="North")
    remove_unit(office, unit=unit)
    add_unit(office, code="S", name="South")
    by_code = trail(office, table="org_unit", code="n").changes
    assert [shown.summary for shown in by_code] == ["Unit North removed", "Unit North added"]
    assert trail(office, table="org_unit", code="nowhere").changes == []
    assert len(trail(office, table="org_unit").changes) == 3


def test_rows_of_a_very_large_change_are_not_all_counted(office, november):
    measure = define_measure(office, code="M1", name="Days", frequency="daily")
    days = [date(2020, 1, 1) + timedelta(days=number) for number in range(MOST_COUNTED + 1)]
    rows = [ActualRow(measure.pk, None, day, value=1.0) for day in days]
    record_actuals(office, rows[:-1])
    just_counted = trail(office).changes[0]
    assert (just_counted.count, just_counted.is_least) == (MOST_COUNTED, False)
    record_actuals(office, [replace(row, value=2.0) for row in rows])
    shown = trail(office).changes[0]
    assert (shown.count, shown.is_least, len(shown.entries)) == (MOST_COUNTED, True, 8)
    assert change_in_words(office, shown.change.pk).is_least


def test_of_a_large_change_only_the_first_rows_are_read(office):
    with act(office, "import", name="many"):
        for number in range(30):
            add_unit(office, code=f"U{number}", name=f"U{number}")
    (shown,) = trail(office).changes
    assert (shown.count, len(shown.entries)) == (30, 8)
    whole = change_in_words(office, shown.change.pk)
    assert len(whole.entries) == 30


def test_the_history_of_one_thing_shows_that_thing_alone(office, vera, objective):
    with act(office, "import", name="All"):
        add_unit(office, code="N", name="North")
        change_objective(office, objective=objective, name="Serve fastest")
    happened = history(Actor.of(vera, "web"), table="strategy_objective", row=objective.pk)
    assert [shown.change.verb for shown in happened.changes] == ["import", "add_objective"]
    assert [len(shown.entries) for shown in happened.changes] == [1, 1]
    assert not any(shown.may_undo for shown in happened.changes)


def test_who_may_not_see_the_trail_sees_their_own_changes_alone(carl, vera, ada, office, objective):
    viewer = Actor.of(vera, "web")
    with pytest.raises(Denied):
        trail(viewer)
    with pytest.raises(NotFound):
        history(viewer, table="accounts_user", row=ada.pk)
    with pytest.raises(NotFound):
        change_in_words(viewer, Change.objects.latest("id").pk)
    user = add_user(Actor.of(ada, "web"), name="New", email="new@hoshin.test")
    assert history(office, table="accounts_user", row=user.pk).changes[0].entries[0].name.text == "New"


def test_a_row_of_a_table_whose_app_has_left_is_shown_to_nobody(office):
    """Who might see it went with the app."""
    change = Change.objects.create(at=clock.now(), actor_name="Past", face="cli", verb="old", touched={"gone_table": 1})
    Entry.objects.create(
        change=change, at=clock.now(), table="gone_table", row=3, operation="U", before={"a": 1}, after={"a": 2}
    )
    assert trail(office).changes == []
    with pytest.raises(NotFound):
        change_in_words(office, change.pk)


def test_what_one_change_recorded_is_found_without_reading_all_that_another_did(generated_world, november):
    """A load recorded almost everything that there is, and the statistics of the database say so."""
    actor = Actor.system()
    for number in range(3):
        record_actual(actor, measure=Measure.objects.latest("id"), period="2026-10", value=number)
    with CaptureQueriesContext(connection) as captured:
        assert len(trail(actor).changes) == 4
    plans = []
    for query in captured.captured_queries:
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN " + query["sql"])
            plans.append("\n".join(line for (line,) in cursor.fetchall()))
    assert any("on measures_actual" in plan for plan in plans)
    assert [plan for plan in plans if "Seq Scan on measures_actual" in plan] == []
