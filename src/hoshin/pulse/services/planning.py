"""Acting on a result: who does what about which driver of a unit, until when, and what came of it."""

from datetime import date

from hoshin.accounts.access import Actor
from hoshin.audit.editing import add_row, change_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Denied, Invalid
from hoshin.base.wordings import Said
from hoshin.notices.services import tell
from hoshin.org.models import Person
from hoshin.org.selectors import person_of
from hoshin.pulse.models import ActionPlan, PlanState, WaveUnit
from hoshin.pulse.notices import PLANNED
from hoshin.pulse.policies import may_change_plan, may_plan_for, results_visible_to

LONGEST_DAYS = 366


def plan_action(
    actor: Actor, *, unit: WaveUnit, driver: str, name: str, due_on: date, owner: Person | None = None
) -> ActionPlan:
    """Plan an action about a driver of which the actor sees the unit's result; without an owner it is the actor's own.

    Denied: they don't head the unit. Invalid: there is no result to act on, or the day is over or more than a year away.
    """
    if not may_plan_for(actor, unit):
        raise Denied(Said("Actions are planned by whoever heads the unit."))
    if not results_visible_to(actor).filter(unit=unit, driver=driver).exists():
        raise Invalid(Said("There is no result of this to act on."), field="driver", value=driver)
    who = owner or person_of(actor)
    if who is None:
        raise Invalid(Said("Say who does it."), field="owner")
    _check_day(due_on)
    with act(actor, "plan_survey_action", name=name.strip()):
        plan = add_row(
            ActionPlan(
                wave=unit.wave,
                unit=unit,
                driver=driver,
                name=name.strip(),
                owner=who,
                due_on=due_on,
                planned_on=clock.today(),
            )
        )
        _tell_owner(actor, plan)
        return plan


def change_plan(
    actor: Actor, *, plan: ActionPlan, version: int | None, name: str, due_on: date, owner: Person | None
) -> ActionPlan:
    """Word an open plan otherwise, move its day, or give it to somebody else."""
    _require_open(actor, plan)
    if due_on != plan.due_on:
        _check_day(due_on)
    with act(actor, "change_survey_action", name=name.strip()):
        who = owner or plan.owner
        fresh, _changed = change_row(plan, version=version, name=name.strip(), due_on=due_on, owner=who)
        if fresh.owner_id != plan.owner_id:
            _tell_owner(actor, fresh)
        return fresh


def conclude_plan(actor: Actor, *, plan: ActionPlan, version: int | None, is_done: bool, note: str = "") -> ActionPlan:
    """Say that it is done, or that it was dropped, and what came of it."""
    _require_open(actor, plan)
    state = PlanState.DONE if is_done else PlanState.DROPPED
    with act(actor, "conclude_survey_action", name=plan.name):
        said = {"state": state, "concluded_on": clock.today(), "note": note.strip()}
        return change_row(plan, version=version, **said)[0]


def _require_open(actor: Actor, plan: ActionPlan) -> None:
    if not may_change_plan(actor, plan):
        raise Denied(Said("This action is somebody else's."))
    if not ActionPlan.objects.filter(pk=plan.pk, state=PlanState.OPEN).exists():
        raise Invalid(Said("This action is concluded already."))


def _check_day(due_on: date) -> None:
    if not 0 <= (due_on - clock.today()).days <= LONGEST_DAYS:
        raise Invalid(Said("An action is due from today on, and within a year."), field="due_on")


def _tell_owner(actor: Actor, plan: ActionPlan) -> None:
    user = plan.owner.user_id if plan.owner else None
    if user is not None and user != actor.user_id:
        tell(
            actor, PLANNED, users=[user], about=plan.pk, facts={"name": plan.name, "code": plan.code, "by": actor.name}
        )
