"""Taking a change back: rows stand as before, values are appended, and later work is never lost."""

import threading

import pytest
from django.db import connections
from tests.measures.a_target import set_target
from tests.patience import PATIENCE

from hoshin.accounts.access import Actor
from hoshin.accounts.services import change_user
from hoshin.audit.events import RowsRestored
from hoshin.audit.models import Change, Entry
from hoshin.audit.services import act
from hoshin.audit.undo import change_to_undo, undo
from hoshin.base import events
from hoshin.base.errors import Conflict, Denied, Invalid, NotFound
from hoshin.measures.events import MeasuresChanged
from hoshin.measures.models import Actual, Measure
from hoshin.measures.services import define_measure, record_actual, withdraw_actual
from hoshin.org.events import OrganisationChanged
from hoshin.org.models import Person
from hoshin.org.services import add_person, add_unit, change_unit, remove_unit
from hoshin.scorecards.models import Node
from hoshin.strategy.events import StructureChanged
from hoshin.strategy.models import Contribution, Objective
from hoshin.strategy.services import add_objective, change_objective, create_plan, remove_plan, set_contribution

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(office):
    return create_plan(office, code="P", name="Plan")


@pytest.fixture
def objective(office, plan):
    return add_objective(office, plan=plan, code="O1", name="Serve faster")


@pytest.fixture
def measure(office, november):
    return define_measure(office, code="M1", name="Days to answer")


@pytest.fixture
def heard():
    """What the apps above are told of an undo."""
    news: list[RowsRestored] = []

    def listen(batch):
        news.extend(batch)

    events.subscribe(RowsRestored, listen)
    yield news
    events._subscribers[RowsRestored].remove(listen)


@pytest.fixture
def told():
    """Everything that the apps say in one step, in the words of each."""
    said: list[object] = []
    kinds = (OrganisationChanged, StructureChanged, MeasuresChanged)
    for kind in kinds:
        events.subscribe(kind, said.extend)
    yield said
    for kind in kinds:
        events._subscribers[kind].remove(said.extend)


def latest() -> Change:
    return Change.objects.order_by("-id")[0]


def test_a_changed_row_stands_as_before_and_its_version_goes_on(office, objective, heard):
    change_objective(office, objective=objective, name="Serve slower", weight=3.0)
    done = undo(office, change=latest())
    objective.refresh_from_db()
    assert (objective.name, objective.weight, objective.version) == ("Serve faster", 1.0, 3)
    assert done.undoes.verb == "change_objective"
    assert done.text == "Undid: Objective Serve faster changed"
    (news,) = heard
    assert news.tables == {"strategy_objective"}
    assert news.rows[0].columns["plan_id"] == objective.plan_id
    assert not news.rows[0].is_removed


def test_a_row_that_was_added_is_gone_with_what_was_computed_from_it(office, plan, objective, heard):
    assert Node.objects.filter(objective=objective).exists()
    undo(office, change=latest())
    assert not Objective.objects.exists()
    assert not Node.objects.filter(objective=objective.pk).exists()
    assert heard[0].rows[0].is_removed
    assert heard[0].rows[0].columns["plan_id"] == plan.pk


def test_a_row_that_was_removed_is_there_again_with_all_that_went_with_it(office, objective, measure):
    set_contribution(office, parent=objective, child=measure, weight=2.5)
    before = list(Contribution.objects.values()), list(Objective.objects.values())
    remove_plan(office, plan=objective.plan)
    assert not Contribution.objects.exists()
    assert not Objective.everything.exists()
    undo(office, change=latest())
    assert (list(Contribution.objects.values()), list(Objective.objects.values())) == before


def test_each_app_tells_what_its_own_restored_rows_mean(office, objective, measure, told):
    unit = add_unit(office, code="N", name="North")
    change_unit(office, unit=unit, code="S")
    set_target(office, measure=measure, target=5)
    change_objective(office, objective=objective, weight=3.0)
    edits = list(Change.objects.order_by("-id")[:3])
    news = [StructureChanged(objective.plan_id), MeasuresChanged(frozenset({measure.pk})), OrganisationChanged()]
    for change, expected in zip(edits, news, strict=True):
        told.clear()
        undo(office, change=change)
        assert told == [expected]


def test_an_undo_can_be_undone_but_nothing_twice(office, objective):
    change_objective(office, objective=objective, name="Serve slower")
    change = latest()
    first = undo(office, change=change)
    with pytest.raises(Conflict, match="undid this already"):
        undo(office, change=change)
    undo(office, change=first)
    objective.refresh_from_db()
    assert objective.name == "Serve slower"


def test_what_somebody_changed_later_is_not_overwritten(office, ada, objective):
    change_objective(office, objective=objective, name="Serve slower")
    change = latest()
    change_objective(Actor.of(ada, "web"), objective=objective, description="In all branches")
    with pytest.raises(Conflict, match=r"Ada Admin changed O1 Serve slower later.*Nothing was undone"):
        undo(office, change=change)
    objective.refresh_from_db()
    assert (objective.name, objective.description) == ("Serve slower", "In all branches")


def test_a_thing_on_which_others_stand_is_not_removed(office, objective, measure):
    made = Change.objects.get(verb="add_objective")
    set_contribution(office, parent=objective, child=measure)
    with pytest.raises(Conflict, match=r"stands on this: contribution \(M1 O1\) by Olga Office"):
        undo(office, change=made)
    assert Contribution.objects.count() == 1


def test_a_measure_with_later_values_is_not_removed(office, measure):
    made = Change.objects.get(verb="define_measure")
    record_actual(office, measure=measure, period="2026-10", value=5)
    with pytest.raises(Conflict, match="stands on this: value"):
        undo(office, change=made)
    assert Actual.objects.count() == 1


def test_a_tree_that_came_in_one_act_goes_as_one(office, november):
    with act(office, "import", name="All"):
        top = add_unit(office, code="T", name="Top")
        below = add_unit(office, code="B", name="Below", parent=top)
        boss = add_person(office, employee_id="1", name="Boss", unit=below)
        change_unit(office, unit=below, head=boss)
        measure = define_measure(office, code="M9", name="Nine", unit=below)
        record_actual(office, measure=measure, period="2026-10", value=5, unit=below)
    undo(office, change=latest())
    assert [model.objects.count() for model in (Person, Measure, Actual)] == [0, 0, 0]


def test_something_changed_in_the_database_by_hand_is_not_overwritten(office, objective):
    change_objective(office, objective=objective, name="Serve slower")
    change = latest()
    Objective.objects.filter(pk=objective.pk).update(name="By hand")
    with pytest.raises(Conflict, match="directly in the database"):
        undo(office, change=change)


def test_a_code_taken_meanwhile_stops_the_undo(office):
    unit = add_unit(office, code="N", name="North")
    remove_unit(office, unit=unit)
    change = latest()
    add_unit(office, code="n", name="Another north")
    with pytest.raises(Conflict, match="took its place"):
        undo(office, change=change)


def test_a_corrected_value_is_corrected_back_and_all_three_stay(office, measure):
    record_actual(office, measure=measure, period="2026-10", value=5, note="first", source="count")
    record_actual(office, measure=measure, period="2026-10", value=50)
    undo(office, change=latest())
    rows = list(Actual.objects.order_by("id").values_list("value", "note", "source", "superseded_at"))
    assert [row[:3] for row in rows] == [(5, "first", "count"), (50, "", ""), (5, "first", "count")]
    assert [row[3] is None for row in rows] == [False, False, True]
    assert Actual.objects.get(superseded_at=None).change == latest()


def test_a_first_value_is_withdrawn_and_comes_back_when_that_is_undone(office, measure):
    record_actual(office, measure=measure, period="2026-10", value=5)
    back = undo(office, change=latest())
    assert Actual.objects.get(superseded_at=None).value is None
    undo(office, change=back)
    assert Actual.objects.get(superseded_at=None).value == 5
    assert Actual.objects.count() == 3


def test_a_value_corrected_later_is_not_taken_back(office, ada, measure):
    record_actual(office, measure=measure, period="2026-10", value=5)
    change = latest()
    withdraw_actual(Actor.of(ada, "web"), measure=measure, period="2026-10")
    with pytest.raises(Conflict, match="Ada Admin changed the same value later"):
        undo(office, change=change)
    assert Actual.objects.count() == 2


def test_a_contributor_takes_back_what_they_recorded_and_nothing_else(office, carl, vera, objective, measure):
    person = add_person(office, employee_id="7", name="Carl", email="CARL@hoshin.test")
    Measure.objects.filter(pk=measure.pk).update(owner=person)
    carls = Actor.of(carl, "web")
    measure.refresh_from_db()
    record_actual(carls, measure=measure, period="2026-10", value=5)
    mine = latest()
    with pytest.raises(NotFound):
        change_to_undo(Actor.of(vera, "web"), mine.pk)
    with pytest.raises(Denied):
        undo(Actor.of(vera, "web"), change=mine)
    undo(carls, change=change_to_undo(carls, mine.pk))
    with pytest.raises(Denied):
        undo(carls, change=Change.objects.get(verb="add_objective"))
    with pytest.raises(NotFound):
        change_to_undo(carls, Change.objects.get(verb="add_objective").pk)


def test_who_lost_their_rights_no_longer_undoes_their_own(office, olga, ada, objective):
    change_objective(office, objective=objective, name="Serve slower")
    change = latest()
    change_user(Actor.of(ada, "web"), user=olga, role="member")
    olga.refresh_from_db()
    with pytest.raises(Denied):
        undo(Actor.of(olga, "web"), change=change)


def test_a_role_is_given_again_and_not_by_undo(ada, carl):
    admin = Actor.of(ada, "web")
    change_user(admin, user=carl, role="office")
    with pytest.raises(Invalid, match="user cannot be undone"):
        undo(admin, change=latest())


@pytest.mark.django_db(transaction=True)
def test_of_two_who_undo_at_once_one_does(office, objective):
    change_objective(office, objective=objective, name="Serve slower")
    change, outcomes, together = latest(), [], threading.Barrier(2)

    def attempt() -> None:
        together.wait()
        try:
            undo(office, change=change)
            outcomes.append("undone")
        except Conflict:
            outcomes.append("conflict")
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=attempt) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert sorted(outcomes) == ["conflict", "undone"]
    assert Entry.objects.filter(change__undoes=change).count() == 1
