"""A corrective action from its opening to its conclusion: plan, do, check, act."""

from datetime import date, timedelta
from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.actions.effects import effect_of, has_score
from hoshin.actions.models import TEXTS, ActionOutcome, ActionState, CorrectiveAction
from hoshin.actions.notices import CONCLUDED, GIVEN
from hoshin.actions.policies import require_may_act_on, require_may_change_action
from hoshin.actions.validity import action_problems, tidied
from hoshin.audit.editing import add_row, change_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.codes import free_code
from hoshin.base.errors import Invalid, Problem
from hoshin.base.periods import Period
from hoshin.base.wordings import Said
from hoshin.measures.models import Measure
from hoshin.notices.services import tell
from hoshin.org.models import Person, Unit
from hoshin.strategy.models import Objective

# After so many days an effect is looked for where nobody says when.
CHECKED_AFTER = timedelta(days=30)


def open_action(
    actor: Actor,
    *,
    thing: Measure | Objective,
    period: Period,
    unit: Unit | None = None,
    name: str,
    owner: Person | None,
    due_on: date | None,
    starts_on: date | None = None,
    check_on: date | None = None,
    **said: Any,
) -> CorrectiveAction:
    """Say what is done about a thing that was off track in a period, by whom and by when; its owner is told.

    It begins today unless another day is said, and is checked 30 days after it is due. `said`: its other fields by name.
    Invalid names all that does not fit: no owner, days in the wrong order, an effect on what has no score.
    """
    require_may_act_on(actor, thing, unit)
    values = _tidied(said) | {"name": tidied(name), "owner": owner, "due_on": due_on}
    values["starts_on"] = starts_on or clock.today()
    values["check_on"] = check_on or (due_on + CHECKED_AFTER if due_on else None)
    problems = action_problems(values)
    if isinstance(thing, Objective) and values.get("effect_on") is None and not has_score(actor, thing, period):
        problems.append(_without_score(thing, period))
    if problems:
        raise Invalid(problems)
    with act(actor, "open_action", name=thing.name, owner=owner.name if owner else None) as running:
        kind = "measure" if isinstance(thing, Measure) else "objective"
        code = free_code(CorrectiveAction.objects.all(), "A-1")
        running.say(code=code)
        place = {kind: thing, "unit": unit, "period_start": period.start, "frequency": period.frequency.value}
        row = add_row(CorrectiveAction(code=code, opened_by=actor.name, **place, **values))
        _tell_owner(actor, row)
    return row


def change_action(
    actor: Actor, *, action: CorrectiveAction, version: int | None = None, **said: Any
) -> CorrectiveAction:
    """Change what is said of an action that goes on. Conflict: somebody changed it meanwhile."""
    require_may_change_action(actor, action)
    _require_going_on(action)
    said = _tidied(said)
    now = {name: getattr(action, name) for name in ("starts_on", "due_on", "check_on", "expected_low", "expected_high")}
    if problems := action_problems(now | said):
        raise Invalid(problems)
    with act(actor, "change_action", code=action.code, name=action.thing.name):
        fresh, _changed = change_row(action, version=version, **said)
        if fresh.owner_id != action.owner_id:
            _tell_owner(actor, fresh)
    return fresh


def finish_action(
    actor: Actor, *, action: CorrectiveAction, version: int | None = None, done_on: date | None = None
) -> CorrectiveAction:
    """Say that it is done (default: today); whether it helped is asked for on its day."""
    require_may_change_action(actor, action)
    _require_going_on(action)
    with act(actor, "change_action", code=action.code, name=action.thing.name) as running:
        running.say(variant="done")
        return change_row(action, version=version, state=ActionState.DONE, done_on=done_on or clock.today())[0]


def reopen_action(actor: Actor, *, action: CorrectiveAction, version: int | None = None) -> CorrectiveAction:
    """Say that it is not done, or not dropped, after all. What was checked stays as it was found: open another."""
    require_may_change_action(actor, action)
    if action.state == ActionState.CHECKED:
        raise Invalid(Said("%(code)s was checked.", code=action.code), remedy="Open another action.")
    with act(actor, "change_action", code=action.code, name=action.thing.name) as running:
        running.say(variant="open_again")
        opened = {"state": ActionState.OPEN, "done_on": None, "concluded_on": None}
        return change_row(action, version=version, **opened)[0]


def drop_action(
    actor: Actor, *, action: CorrectiveAction, conclusion: str, version: int | None = None
) -> CorrectiveAction:
    """Give it up, and say why. It counts for nothing from now on."""
    require_may_change_action(actor, action)
    _require_going_on(action)
    conclusion = tidied(conclusion)
    if not conclusion:
        raise Invalid("Say why it is dropped.", field="conclusion", remedy="One sentence for whoever reads it later.")
    if problems := action_problems({"conclusion": conclusion}):
        raise Invalid(problems)
    with act(actor, "change_action", code=action.code, name=action.thing.name) as running:
        running.say(variant="dropped")
        dropped = {"state": ActionState.DROPPED, "conclusion": conclusion, "concluded_on": clock.today()}
        return change_row(action, version=version, **dropped)[0]


def check_action(
    actor: Actor,
    *,
    action: CorrectiveAction,
    outcome: str,
    conclusion: str,
    next_step: str = "",
    version: int | None = None,
) -> CorrectiveAction:
    """Conclude whether it helped, in words, beside what was measured, which is kept with it; who owns the thing is told.

    Invalid before the day on which its effect is expected, without words, or where it goes on no more.
    """
    require_may_change_action(actor, action)
    _require_going_on(action)
    conclusion = tidied(conclusion)
    problems = action_problems({"conclusion": conclusion})
    if not conclusion:
        problems.append(
            Problem("Say what you conclude.", field="conclusion", remedy="What moved, and why you think so.")
        )
    if outcome not in ActionOutcome.values:
        problems.append(Problem("Say whether it worked.", field="outcome", value=outcome))
    if action.check_on > clock.today():
        message = Said("Its effect is expected by %(day)s.", day=action.check_on.isoformat())
        remedy = "Check it then, or change the day on which it is checked."
        problems.append(Problem(message, field="check_on", value=action.check_on.isoformat(), remedy=remedy))
    if problems:
        raise Invalid(problems)
    with act(actor, "check_action", code=action.code, name=action.thing.name):
        found = effect_of(actor, action)
        today = clock.today()
        checked = {
            "state": ActionState.CHECKED,
            "done_on": action.done_on or today,
            "concluded_on": today,
            "before": found.before,
            "after": found.after,
            "outcome": outcome,
            "next_step": next_step,
            "conclusion": conclusion,
        }
        fresh = change_row(action, version=version, **checked)[0]
        facts = {"name": action.thing.name, "code": action.code, "outcome": outcome, "text": conclusion[:200]}
        users = [person.user_id for person in (action.thing.owner, action.owner) if person is not None]
        tell(actor, CONCLUDED, users=users, about=fresh.pk, facts=facts)
    return fresh


def hand_over_action(actor: Actor, *, action: CorrectiveAction, to: Person) -> CorrectiveAction:
    """Give what a leaver was to do to somebody else, who is told."""
    require(actor, Right.EDIT_PLAN)
    with act(actor, "hand_over_action", code=action.code, owner=to.name):
        fresh = change_row(action, version=None, owner=to)[0]
        _tell_owner(actor, fresh)
    return fresh


def _tell_owner(actor: Actor, action: CorrectiveAction) -> None:
    if action.owner is not None:
        facts = {"name": action.name, "code": action.code, "thing": action.thing.name, "day": action.due_on.isoformat()}
        tell(actor, GIVEN, users=[action.owner.user_id], about=action.pk, facts=facts)


def _tidied(said: dict[str, Any]) -> dict[str, Any]:
    texts = ("name", "conclusion", *TEXTS)
    return {name: tidied(value) if name in texts else value for name, value in said.items()}


def _require_going_on(action: CorrectiveAction) -> None:
    if not action.is_going_on:
        raise Invalid(
            Said("%(code)s is concluded, and stays as it was found.", code=action.code), remedy="Open another action."
        )


def _without_score(objective: Objective, period: Period) -> Problem:
    return Problem(
        Said("%(code)s has no score in %(period)s, so that no effect on it can be checked.",
             code=objective.code, period=str(period)),
        field="effect_on",
        remedy="Name the measure on which the action is to act, or choose a period with a score.",
    )  # fmt: skip
