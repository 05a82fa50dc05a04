"""What the trail keeps to itself: rows that somebody may not see, secrets, and private text."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoshin.accounts.access import Actor
from hoshin.audit import tracked as declared
from hoshin.audit.models import Change
from hoshin.audit.selectors import change_in_words, history, trail
from hoshin.audit.services import act
from hoshin.audit.tracked import Tracked
from hoshin.audit.tracking import triggers
from hoshin.audit.undo import change_to_undo, undo
from hoshin.base.errors import Conflict, Denied, NotFound
from hoshin.org.models import Unit
from hoshin.org.services import add_unit, change_unit, remove_unit
from hoshin.strategy.models import Objective
from hoshin.strategy.services import add_objective, change_objective, create_plan

pytestmark = pytest.mark.django_db
SENTINEL = "zanzibar"


@pytest.fixture
def objective(office):
    return add_objective(office, plan=create_plan(office, code="P", name="Plan"), code="O1", name="Serve faster")


@pytest.fixture
def declare(monkeypatch):
    """Say something else of a table than its app's card does."""

    def say(table: str, **values: object) -> None:
        said = dict(declared._declared())
        said[table] = replace(said[table], **values)
        monkeypatch.setattr(declared, "_declared", lambda: said)

    return say


@pytest.fixture
def hide(declare):
    """Have units whose code begins with H seen by nobody."""

    def seen_by(actor):
        return Unit.objects.exclude(code__startswith="H")

    declare("org_unit", seen_by=seen_by)


def test_what_the_database_tracks_is_what_the_apps_declare():
    told = {each.table: (each.secrets, each.traces_of_use) for each in declared.tracked()}
    assert triggers() == told


def test_declared_columns_exist():
    for each in declared.tracked():
        columns = {field.column for field in each.model._meta.concrete_fields}
        assert columns.issuperset([*each.secrets, *each.unsaid, *each.traces_of_use]), each.table


def test_nothing_is_tracked_without_saying_who_sees_it_and_who_undoes_it():
    with pytest.raises(TypeError, match=r"seen_by.*undone_by"):
        Tracked(model=Unit, label="Unit", named_by=("code",))


def test_a_change_of_hidden_rows_alone_is_not_listed(office, hide):
    add_unit(office, code="N", name="North")
    add_unit(office, code="H", name="Hidden")
    hidden = Change.objects.latest("id")
    assert [shown.summary for shown in trail(office).changes] == ["Unit North added"]
    assert trail(office, table="org_unit", code="H").changes == []
    assert len(trail(office, table="org_unit").changes) == 1
    for look in (change_in_words, change_to_undo):
        with pytest.raises(NotFound):
            look(office, hidden.pk)
    with pytest.raises(NotFound):
        history(office, table="org_unit", row=Unit.objects.get(code="H").pk)
    with pytest.raises(Denied):
        undo(office, change=hidden)


def test_a_change_that_hides_some_rows_names_and_counts_the_others_alone(office, ada, hide):
    with act(office, "import", name="North and Hidden", note="Hidden is new"):
        add_unit(office, code="N", name="North")
        add_unit(office, code="H", name="Hidden")
    change = Change.objects.get()
    (shown,) = trail(office).changes
    assert (shown.summary, shown.note, shown.count) == ("A change of several things", "", 1)
    assert [entry.name.text for entry in shown.entries] == ["N North"]
    assert not shown.may_undo
    assert trail(office, text="Hidden").changes == []
    assert len(trail(office, text="").changes) == 1
    with pytest.raises(Denied):
        undo(Actor.of(ada, "web"), change=change)


def test_columns_that_point_to_a_hidden_row_do_not_name_it(office, hide):
    hidden = add_unit(office, code="H", name="Hidden")
    add_unit(office, code="N", name="North", parent=hidden)
    (shown,) = trail(office).changes
    assert ("Parent", "–", "not shown") in {(line.label, line.before, line.after) for line in shown.entries[0].lines}


def test_whoever_removed_a_row_sees_it_and_brings_it_back(office, ada, declare):
    unit = add_unit(office, code="N", name="North")
    declare("org_unit", seen_by=lambda actor: Unit.objects.filter(code="N"))
    remove_unit(office, unit=unit)
    assert [shown.summary for shown in trail(office).changes] == ["Unit North removed", "Unit North added"]
    assert trail(Actor.of(ada, "web")).changes == []
    assert trail(office).changes[0].may_undo
    undo(office, change=Change.objects.latest("id"))
    assert Unit.objects.get().code == "N"


def test_whoever_was_faster_is_named_to_those_who_may_see_it(office, objective, declare):
    unit = add_unit(office, code="N", name="North")
    change_unit(office, unit=unit, name="South")
    with pytest.raises(Conflict, match="Olga Office changed N South"):
        change_unit(office, unit=unit, version=1, name="West")
    declare("org_unit", seen_by=lambda actor: Unit.objects.none())
    with pytest.raises(Conflict, match="Somebody changed this"):
        change_unit(office, unit=unit, version=1, name="West")


def test_a_later_change_that_is_hidden_stops_an_undo_without_being_named(office, objective, declare):
    with act(office, "import", name="First"):
        change_objective(office, objective=objective, name="Once")
    first = Change.objects.latest("id")
    with act(office, "import", name="Later with Hidden"):
        change_objective(office, objective=objective, name="Twice")
        add_unit(office, code="H", name="Hidden")
    declare("org_unit", seen_by=lambda actor: Unit.objects.exclude(code="H"))
    with pytest.raises(Conflict, match="A change of several things") as caught:
        undo(office, change=first)
    assert "Hidden" not in str(caught.value)


def test_private_text_is_kept_and_put_back_and_never_shown(office, objective, declare):
    declare("strategy_objective", unsaid=("description",))
    change_objective(office, objective=objective, description=SENTINEL)
    change_objective(office, objective=objective, description="other")
    for found in (trail(office), history(office, table="strategy_objective", row=objective.pk)):
        assert SENTINEL not in str(found)
        lines = found.changes[0].entries[0].lines
        assert [(line.label, line.before, line.after) for line in lines] == [("Description", "not shown", "not shown")]
    undo(office, change=Change.objects.latest("id"))
    assert Objective.objects.get().description == SENTINEL


def test_a_page_with_hidden_rows_costs_a_few_queries_however_many_changes(office, hide):
    def build(prefix: str, count: int) -> None:
        for number in range(count):
            add_unit(office, code=f"{prefix}{number}", name="Unit")
            add_unit(office, code=f"H{prefix}{number}", name="Hidden")

    build("A", 1)
    with CaptureQueriesContext(connection) as few:
        trail(office)
    build("B", 20)
    with CaptureQueriesContext(connection) as many:
        assert len(trail(office).changes) == 21
    assert len(many) <= len(few) <= 15
