"""Values of a measure that needs approval wait until its owner approves them."""

import pytest
from tests.exchange.workbooks import written
from tests.worlds import OCTOBER, SEPTEMBER

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.audit.models import Change
from hoshin.audit.undo import undo
from hoshin.base.errors import Conflict, Denied, Invalid
from hoshin.base.periods import Period
from hoshin.exchange.workbook import export, import_workbook
from hoshin.measures.fields import said_by
from hoshin.measures.models import Actual, Measure, WaitingValue
from hoshin.measures.policies import waiting_for
from hoshin.measures.rows import ActualRow
from hoshin.measures.selectors import waiting_at, waiting_by_id
from hoshin.measures.services import (
    approve_values,
    change_measure,
    record_actual,
    record_actuals,
    send_values_back,
    withdraw_actual,
)
from hoshin.org.services import add_person, change_person
from hoshin.scorecards.models import Score

pytestmark = pytest.mark.django_db


@pytest.fixture
def rev(supplied_world, november, carl, office):
    """Carl owns it; Sam, a contributor as well, supplies its values."""
    sam = User.objects.create(email="sam@hoshin.test", name="Sam Supplier", role="member")
    person = change_person(office, person=add_person(office, employee_id="S1", name="Sam Supplier"), user=sam)
    return change_measure(office, measure=Measure.objects.get(code="REV"), supplier=person, needs_approval=True)


@pytest.fixture
def owner(rev, carl):
    return Actor.of(carl, "web")


@pytest.fixture
def supplier(rev):
    return Actor.of(User.objects.get(email="sam@hoshin.test"), "web")


def scores():
    return list(Score.objects.order_by("node", "period").values())


def held(measure, period=OCTOBER):
    return Actual.objects.get(measure=measure, period=period.start, unit=None, superseded_at=None)


def test_a_value_waits_and_counts_once_it_is_approved_to_the_bit(rev, owner, supplier, office):
    before = scores()
    said = {"numerator": 1.0, "denominator": 3.0, "note": "a third", "value": 0.1 + 0.2}
    given = record_actual(supplier, measure=rev, period=OCTOBER, **said)
    assert (given.waiting.is_waiting, scores(), held(rev).value) == (True, before, 30)
    assert [one.value for one in waiting_for(owner)] == [0.1 + 0.2]
    assert (list(waiting_for(supplier)), waiting_for(office).count()) == ([], 1)
    approve_values(owner, waiting=list(waiting_for(owner)))
    approved, kept = scores(), said_by(held(rev))
    undo(owner, change=Change.objects.latest("pk"))
    assert (scores(), waiting_for(owner).count()) == (before, 1)
    record_actual(owner, measure=rev, period=OCTOBER, **said)
    assert (scores(), said_by(held(rev))) == (approved, kept)


def test_many_wait_the_same_way_and_those_of_owner_and_office_count_at_once(rev, owner, supplier, office):
    cost = Measure.objects.get(code="COST")
    rows = [ActualRow(measure_id=rev.pk, unit_id=None, period=one.start, value=7) for one in (SEPTEMBER, OCTOBER)]
    outcome = record_actuals(supplier, rows)
    assert (outcome.created, outcome.changed, outcome.waiting) == (0, 0, 2)
    assert record_actuals(supplier, rows).waiting == 0, "the same again changes nothing"
    assert {one.when for one in waiting_at(supplier, [rev.pk]).values()} == {SEPTEMBER, OCTOBER}
    done = approve_values(owner, waiting=list(waiting_for(owner)))
    assert (done.changed, held(rev).value, waiting_for(office).count()) == (2, 7, 0)
    for actor, value in ((owner, 8), (office, 9)):
        assert record_actuals(
            actor, [ActualRow(measure_id=rev.pk, unit_id=None, period=OCTOBER.start, value=value)]
        ).changed
        assert held(rev).value == value
    assert record_actual(office, measure=cost, period=OCTOBER, value=5).waiting is None


def test_a_withdrawal_waits_too(rev, owner, supplier):
    withdraw_actual(supplier, measure=rev, period=OCTOBER, note="Counted twice")
    assert held(rev).value == 30
    approve_values(owner, waiting=list(waiting_for(owner)))
    assert (held(rev).value, held(rev).note) == (None, "Counted twice")


def test_what_is_sent_back_says_why_and_is_given_again(rev, owner, supplier, vera):
    record_actual(supplier, measure=rev, period=OCTOBER, value=31)
    waiting = waiting_for(owner).get()
    for actor in (supplier, Actor.of(vera, "web")):
        with pytest.raises(Denied):
            send_values_back(actor, waiting=[waiting], reason="Mine")
        with pytest.raises(Denied):
            approve_values(actor, waiting=[waiting])
    with pytest.raises(Invalid):
        send_values_back(owner, waiting=[waiting], reason=" ")
    send_values_back(owner, waiting=[waiting], reason="Without the yard, please")
    assert (held(rev).value, waiting_for(owner).count()) == (30, 0)
    assert waiting_at(supplier, [rev.pk])[rev.pk, None, OCTOBER.start].reason == "Without the yard, please"
    with pytest.raises(Conflict):
        approve_values(owner, waiting=waiting_by_id(owner, {waiting.pk: waiting.version}))
    record_actual(supplier, measure=rev, period=OCTOBER, value=29)
    assert (waiting_for(owner).get().value, WaitingValue.objects.count()) == (29, 1)


def test_what_was_overtaken_is_not_approved_unseen(rev, owner, supplier, office):
    record_actual(supplier, measure=rev, period=OCTOBER, value=31)
    shown = list(waiting_for(owner))
    record_actual(supplier, measure=rev, period=OCTOBER, value=32)
    with pytest.raises(Conflict):
        approve_values(owner, waiting=shown)
    record_actual(office, measure=rev, period=OCTOBER, value=40)
    with pytest.raises(Conflict):
        approve_values(owner, waiting=list(waiting_for(owner)))
    assert held(rev).value == 40


def test_what_waits_moves_to_another_installation(rev, owner, supplier, office, tmp_path):
    third = {"numerator": 1.0, "denominator": 3.0, "note": "a; third", "value": 0.1 + 0.2}
    july, august = Period.parse("2026-07"), Period.parse("2026-08")
    record_actual(supplier, measure=rev, period=OCTOBER, value=41.5)
    record_actual(supplier, measure=rev, period=SEPTEMBER, **third)
    record_actual(office, measure=rev, period=august, value=5)
    withdraw_actual(supplier, measure=rev, period=august, note="Twice")
    record_actual(supplier, measure=rev, period=july, value=7)
    record_actual(office, measure=rev, period=july, value=8)
    send_values_back(owner, waiting=[waiting_at(owner, [rev.pk])[rev.pk, None, SEPTEMBER.start]], reason="Which third?")
    fields = ("period", "said", "state", "reason", "given_by", "given_at")
    kept = list(WaitingValue.objects.order_by("period").values(*fields))
    export(office, tmp_path / "out")
    again = import_workbook(office, tmp_path / "out")
    assert (again.total.created, again.total.changed) == (0, 0)
    WaitingValue.objects.all().delete()
    import_workbook(office, tmp_path / "out")
    assert list(WaitingValue.objects.order_by("period").values(*fields)) == kept
    with pytest.raises(Conflict):
        approve_values(owner, waiting=[waiting_at(owner, [rev.pk])[rev.pk, None, july.start]])
    approve_values(owner, waiting=[waiting_at(owner, [rev.pk])[rev.pk, None, OCTOBER.start]])
    assert held(rev).value == 41.5
    # The file from before the approval would have it wait again.
    import_workbook(office, written(tmp_path / "two", {"waiting_values": waiting_sheet(tmp_path)}))
    assert WaitingValue.objects.get(period=OCTOBER.start).state == "approved"
    wrong = "measure,period,value,state\nREV,2026-W01,3,\nREV,2026-08,4,lost\nRVE,2026-08,4,\n"
    with pytest.raises(Invalid) as refused:
        import_workbook(office, written(tmp_path / "wrong", {"waiting_values": wrong}))
    told = sorted((one.row, one.field) for one in refused.value.problems)
    assert told == [(2, "period"), (3, "state"), (4, "measure")]


def waiting_sheet(folder):
    return (folder / "out" / "waiting_values.csv").read_text(encoding="utf-8-sig")


def test_nothing_of_before_waits_and_no_undo_passes_the_owner_by(rev, owner, supplier, office):
    change_measure(office, measure=rev, needs_approval=False)
    record_actual(supplier, measure=rev, period=OCTOBER, value=31)
    mine = Change.objects.latest("pk")
    change_measure(office, measure=rev, needs_approval=True)
    assert held(rev).value == 31
    with pytest.raises(Denied):
        undo(supplier, change=mine)
    undo(owner if owner.may_see_trail else office, change=mine)
    assert held(rev).value == 30
