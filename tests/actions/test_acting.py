"""Somebody acts on what is off track: opened, carried out, and held against what was recorded since."""

from datetime import date, timedelta

import pytest
from tests.worlds import OCTOBER

from hoshin.accounts.access import Actor
from hoshin.actions.effects import ActionEffect, effect_of
from hoshin.actions.models import CorrectiveAction
from hoshin.actions.policies import may_accept, may_act_on
from hoshin.actions.selectors import ActionWish, action_by_code, actions_listed, deviations_listed
from hoshin.actions.services import (
    accept_deviation,
    change_action,
    check_action,
    drop_action,
    finish_action,
    open_action,
    reopen_action,
    withdraw_deviation,
)
from hoshin.audit.models import Change
from hoshin.audit.undo import undo
from hoshin.base import clock
from hoshin.base.errors import Conflict, Denied, Invalid, NotFound
from hoshin.base.finding import found
from hoshin.measures.models import Measure
from hoshin.measures.services import record_actual
from hoshin.notices.inbox import inbox
from hoshin.org.models import Person, Unit
from hoshin.org.services import add_person, change_person, change_unit
from hoshin.strategy.models import Objective
from hoshin.strategy.services import change_objective

pytestmark = pytest.mark.django_db
DUE, CHECK = date(2026, 11, 30), date(2026, 12, 31)


@pytest.fixture
def rev(supplied_world, november):
    return Measure.objects.get(code="REV")


@pytest.fixture
def own(rev, carl):
    return Actor.of(carl, "web")


@pytest.fixture
def owner():
    return Person.objects.get(employee_id="P1")


def opened(actor, thing, doer, **said):
    values = {"name": "Call the ten largest customers", "owner": doer, "due_on": DUE, "check_on": CHECK}
    return open_action(actor, thing=thing, period=OCTOBER, **values | said)


def standing(actor):
    return deviations_listed(actor, only_in_force=True).first()


def owed(actor):
    return {line.kind.code for line in inbox(actor).lines}


def test_from_a_red_measure_to_what_came_of_it(rev, own, owner):
    action = opened(own, rev, owner, cause="Nobody calls", why_1="No list", expected_low=5, expected_high=15, cost=200)
    assert (action.code, action.state, action.starts_on, action.opened_by) == (
        "A-1", "open", date(2026, 11, 23), "Carl Contributor",
    )  # fmt: skip
    assert effect_of(own, action) == ActionEffect(30, None, OCTOBER, None)
    with pytest.raises(Invalid, match="2026-12-31"):
        check_action(own, action=action, outcome="worked", conclusion="Too early")
    done = finish_action(own, action=action, version=1)
    assert (done.state, done.done_on) == ("done", date(2026, 11, 23))
    with clock.fixed(clock.now() + timedelta(days=39)):
        record_actual(own, measure=rev, period=OCTOBER.shift(2), value=42)
        action = action_by_code(own, "a-1")
        seen = effect_of(own, action)
        assert (seen.moved, seen.after_in, seen.is_within(action.expected_low, action.expected_high)) == (
            12, OCTOBER.shift(2), True,
        )  # fmt: skip
        checked = check_action(own, action=action, outcome="worked", next_step="standardise", conclusion="They came.")
        assert (checked.state, checked.before, checked.after, checked.concluded_on) == (
            "checked",
            30,
            42,
            clock.today(),
        )
        # What was found stays, whatever is recorded later.
        record_actual(own, measure=rev, period=OCTOBER.shift(2), value=20)
        assert effect_of(own, action_by_code(own, "A-1")).moved == 12
        for late in (
            lambda: change_action(own, action=checked, name="Other"),
            lambda: reopen_action(own, action=checked),
            lambda: drop_action(own, action=checked, conclusion="No"),
        ):
            with pytest.raises(Invalid):
                late()


def test_the_effect_on_an_objective_is_that_on_its_score_and_on_another_measure_its_value(rev, office, owner):
    grow, cost = Objective.objects.get(code="GROW"), Measure.objects.get(code="COST")
    on_score = opened(office, grow, owner)
    on_cost = opened(office, grow, owner, effect_on=cost)
    assert effect_of(office, on_score).before == 60
    assert effect_of(office, on_cost).before == 90
    record_actual(office, measure=cost, period=OCTOBER.shift(1), value=80)
    assert effect_of(office, on_cost).moved == -10
    # Who may not see the measure reads nothing of it.
    assert effect_of(Actor.of(owner.user, "web"), on_cost) == ActionEffect()


def test_what_does_not_fit_is_told_at_once_and_nothing_is_kept(rev, office, own, owner):
    early = date(2026, 11, 1)
    cases = (
        ({"owner": None, "name": " "}, {"owner", "name"}),
        ({"due_on": early}, {"due_on"}),
        ({"check_on": early}, {"check_on"}),
        ({"due_on": None}, {"due_on"}),
        ({"expected_low": 3.0}, {"expected_high"}),
        ({"expected_low": 3.0, "expected_high": -3.0, "cost": -1.0}, {"expected_high", "cost"}),
        ({"cause": "\x07"}, {"cause"}),
        ({"why_1": "x" * 1001}, {"why_1"}),
    )
    for said, fields in cases:
        with pytest.raises(Invalid) as refused:
            opened(office, rev, owner, **said)
        assert {problem.field for problem in refused.value.problems} == fields, said
    lonely = Objective.objects.create(plan=Objective.objects.get(code="GROW").plan, code="LONELY", name="Alone")
    with pytest.raises(Invalid, match="LONELY has no score in 2026-10"):
        opened(office, lonely, owner)
    assert opened(office, lonely, owner, effect_on=rev).code == "A-1"
    action = action_by_code(office, "A-1")
    with pytest.raises(Invalid):
        change_action(office, action=action, check_on=early)
    with pytest.raises(Invalid):
        drop_action(office, action=action, conclusion=" ")
    with clock.fixed(clock.now() + timedelta(days=60)), pytest.raises(Invalid) as refused:
        check_action(office, action=action, outcome="perhaps", conclusion="")
    assert {problem.field for problem in refused.value.problems} == {"outcome", "conclusion"}
    assert CorrectiveAction.objects.count() == 1


def test_nobody_writes_over_what_another_changed_and_all_can_be_undone(rev, office, own, owner):
    action = opened(own, rev, owner)
    change_action(office, action=action, version=1, cause="A strike")
    with pytest.raises(Conflict, match="Olga Office"):
        change_action(own, action=action, version=1, cause="Mine")
    undo(office, change=Change.objects.latest("pk"))
    assert action_by_code(own, "A-1").cause == ""
    drop_action(own, action=action_by_code(own, "A-1"), conclusion="Overtaken")
    undo(own, change=Change.objects.latest("pk"))
    assert action_by_code(own, "A-1").state == "open"


def test_it_is_as_open_as_what_it_is_about_and_its_owner_sees_it_too(rev, office, own, owner, vera):
    cost, viewer = Measure.objects.get(code="COST"), Actor.of(vera, "web")
    boss = add_person(office, employee_id="P9", name="Berta Boss")
    opened(office, rev, boss, name="Zanzibar one")
    hidden = opened(office, cost, boss, name="Zanzibar two")
    assert {row.code for row in actions_listed(viewer, ActionWish(whose="all"))} == {"A-1"}
    assert {one.code for one in found(viewer, "zanzib", kinds={"action"})} == {"A-1"}
    with pytest.raises(NotFound):
        action_by_code(viewer, hidden.code)
    change_person(office, person=boss, user=vera)
    assert {row.code for row in actions_listed(viewer, ActionWish(whose="mine"))} == {"A-1", "A-2"}
    # A viewer reads what is theirs, and changes nothing.
    with pytest.raises(Denied):
        finish_action(viewer, action=action_by_code(viewer, "A-2"))
    with pytest.raises(Denied):
        opened(own, cost, boss)


def test_lists_are_narrowed_by_whose_how_far_and_words(rev, office, own, owner):
    change_person(office, person=owner, unit=Unit.objects.get(code="NORTH"))
    other = add_person(office, employee_id="P9", name="Berta Boss")
    opened(office, rev, owner, name="Call", cause="A strike in the harbour")
    opened(office, rev, other, name="Write")
    late = opened(office, rev, owner, name="Visit")
    CorrectiveAction.objects.filter(pk=late.pk).update(starts_on=date(2026, 10, 1), due_on=date(2026, 11, 1))

    def codes(**wish):
        return [row.code for row in actions_listed(own, ActionWish(**wish))]

    assert codes(whose="mine", sort="code") == ["A-1", "A-3"]
    assert codes(whose="unit", sort="-code") == ["A-3", "A-1"]
    assert codes(whose="all", shown="late") == ["A-3"]
    assert codes(whose="all", text="harbour") == ["A-1"]
    assert codes(whose="all", text="rev", sort="owner") == ["A-2", "A-1", "A-3"]
    assert codes(whose="all", shown="checked") == []
    assert owed(own) == {"actions_due"}
    with clock.fixed(clock.now() + timedelta(days=60)):
        assert owed(own) == {"actions_to_check", "values_due"}


def test_a_deviation_is_accepted_above_its_owner_until_it_ends_by_itself(rev, office, own, owner, ada):
    grow, admin = Objective.objects.get(code="GROW"), Actor.of(ada, "web")
    for ends_on, reason, field in (
        (date(2026, 11, 22), "A strike", "ends_on"),
        (date(2027, 12, 31), "A strike", "ends_on"),
        (CHECK, " ", "reason"),
    ):
        with pytest.raises(Invalid) as refused:
            accept_deviation(office, thing=rev, ends_on=ends_on, reason=reason)
        assert [problem.field for problem in refused.value.problems] == [field]
    with pytest.raises(Denied, match="never by the owner"):
        accept_deviation(own, thing=rev, ends_on=CHECK, reason="Mine")
    first = accept_deviation(office, thing=rev, ends_on=DUE, reason="A strike")
    again = accept_deviation(office, thing=rev, ends_on=CHECK, reason="It lasts")
    assert (first.pk, again.reason, standing(own).accepted_by) == (again.pk, "It lasts", "Olga Office")
    with clock.fixed(clock.now() + timedelta(days=9)):
        later = accept_deviation(admin, thing=rev, ends_on=CHECK, reason="Still")
        assert (standing(own), later.pk != first.pk) == (later, True)
    with clock.fixed(clock.now() + timedelta(days=39)):
        assert standing(own) is None
    with pytest.raises(Denied):
        withdraw_deviation(own, deviation=later)
    withdraw_deviation(office, deviation=later)
    # The head of the unit stands above the owner, unless they are the owner themselves.
    change_unit(office, unit=Unit.objects.get(code="NORTH"), head=owner)
    grow = change_objective(office, objective=grow, unit=Unit.objects.get(code="NORTH"))
    assert (may_accept(own, grow), may_act_on(own, grow)) == (True, True)
    change_objective(office, objective=grow, owner=owner)
    assert not may_accept(own, Objective.objects.get(code="GROW"))
