"""Goals that people take on: an objective with key results, what it serves, and whether it counts yet.

Whoever writes a goal of their own need not be of the office: the policy of this app allows it, and lends the right to edit
the plan to the services below for the rows of this one goal.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import F

from hoshin.accounts.access import Actor, Right
from hoshin.accounts.policies import LENT
from hoshin.audit.editing import add_row, change_row
from hoshin.audit.models import Entry
from hoshin.audit.services import Act, act
from hoshin.base import clock
from hoshin.base.codes import free_code
from hoshin.base.errors import Denied, Invalid
from hoshin.base.events import publish
from hoshin.base.wordings import Said
from hoshin.okrs.events import AlignmentOutdated
from hoshin.okrs.models import Agreed, Ambition, Commitment, Cycle
from hoshin.okrs.policies import (
    require_may_change_goal,
    require_may_write_goals_of,
    require_may_write_goals_of_unit,
    require_open,
    require_open_cycle,
)
from hoshin.okrs.rows import KeyResultDraft
from hoshin.okrs.services.key_results import hand_results_on, match_ambition, set_key_results
from hoshin.okrs.services.settling import is_whole
from hoshin.org.models import Person, Unit
from hoshin.strategy.choices import Visibility
from hoshin.strategy.models import Contribution, Objective, Plan
from hoshin.strategy.services import (
    add_objective,
    change_objective,
    remove_contribution,
    remove_objective,
    set_contribution,
)

MOST_KEY_RESULTS = 20


def write_goal(
    actor: Actor,
    *,
    person: Person | None,
    plan: Plan,
    unit: Unit | None = None,
    name: str,
    description: str = "",
    serves: Mapping[Objective, float] | None = None,
    cycle: Cycle | None = None,
    start_date: date | None = None,
    due_date: date | None = None,
    visibility: str = Visibility.PUBLIC,
    ambition: str = Ambition.ASPIRATIONAL,
    key_results: Sequence[KeyResultDraft] = (),
) -> Commitment:
    """Take an objective on: with what it serves, each with a weight, and its key results.

    It is the person's own, or that of a unit, for which the person answers; it feeds the scorecard of that unit.

    Invalid names what does not fit, a circle included. While it lacks a key result with a target, or a due date, it is a
    draft and counts for nothing.
    """
    if unit is not None:
        require_may_write_goals_of_unit(actor, unit)
    else:
        require_may_write_goals_of(actor, person)
    require_open_cycle(cycle)
    _check(start_date, due_date, key_results)
    # A goal of nobody would be found nowhere.
    whose = unit or person
    if whose is None:
        raise Invalid("A goal is a person's or a unit's.", field="person", remedy="Say whose it is.")
    stem = unit.code if unit else person.employee_id if person else ""
    with act(actor, "write_goal", name=name, person=whose.name) as running:
        _lend(running, actor)
        writer = actor.lent_right(Right.EDIT_PLAN)
        objective = add_objective(
            writer, plan=plan, code=free_code(Objective.everything.all(), f"{stem}-1"), name=name.strip(),
            description=description, owner=person, unit=unit, start_date=_start(start_date, cycle, due_date),
            due_date=due_date, visibility=visibility,
        )  # fmt: skip
        set_key_results(writer, objective, key_results)
        match_ambition(writer, objective, committed=ambition == Ambition.COMMITTED)
        commitment = add_row(Commitment(objective=objective, cycle=cycle, ambition=ambition))
        return _settled(writer, commitment, dict(serves or {}))


def change_goal(
    actor: Actor,
    *,
    commitment: Commitment,
    version: int | None = None,
    serves: Mapping[Objective, float] | None = None,
    cycle: Cycle | None = None,
    ambition: str | None = None,
    key_results: Sequence[KeyResultDraft] = (),
    **values: Any,
) -> Commitment:
    """Change a goal; `values` are fields of its objective, `serves` all that it serves then (None: as it is; so with
    the ambition).

    Key results that are not named stay. Invalid where it is agreed, or proposed: then those who agree on it change it.
    Conflict: somebody changed the objective meanwhile.
    """
    objective = commitment.objective
    require_may_change_goal(actor, commitment)
    require_open(commitment)
    require_open_cycle(cycle)
    _check(values.get("start_date"), values.get("due_date"), key_results)
    with act(actor, "change_goal", name=objective.name, person=_whose(objective)) as running:
        _lend(running, actor)
        writer = actor.lent_right(Right.EDIT_PLAN)
        before = objective.owner
        objective = change_objective(writer, objective=objective, version=version, **values)
        hand_results_on(writer, objective, before)
        set_key_results(writer, objective, key_results)
        fresh, _changed = change_row(commitment, version=None, cycle=cycle, ambition=ambition or commitment.ambition)
        if fresh.agreed != Agreed.NO:
            raise Invalid(
                Said("“%(name)s” is agreed, or proposed.", name=objective.name),
                remedy="Propose the change to whom it was agreed with.",
            )
        fresh.objective = objective
        match_ambition(writer, objective, committed=fresh.ambition == Ambition.COMMITTED)
        rows = Contribution.objects.filter(objective=objective).select_related("parent")
        wanted = {row.parent: row.weight for row in rows} if serves is None else dict(serves)
        settled = _settled(writer, fresh, wanted)
        _touch(running, settled)
        return settled


def drop_goal(actor: Actor, *, commitment: Commitment) -> None:
    """Take a goal out of the plan; what it came to stays in past scores."""
    objective = commitment.objective
    require_may_change_goal(actor, commitment)
    require_open(commitment)
    if commitment.agreed == Agreed.AGREED and not actor.has(Right.EDIT_PLAN):
        raise Denied(Said("“%(name)s” is agreed. Ask the strategy office to take it out.", name=objective.name))
    with act(actor, "drop_goal", name=objective.name, person=_whose(objective)) as running:
        _lend(running, actor)
        remove_objective(actor.lent_right(Right.EDIT_PLAN), objective=objective)
        _touch(running, commitment)


def _lend(running: Act, actor: Actor) -> None:
    """Say of the change which right it was lent, so that whoever did it can undo it."""
    running.say(**{LENT: None if actor.has(Right.EDIT_PLAN) else Right.EDIT_PLAN.name})


def _touch(running: Act, commitment: Commitment) -> None:
    """Let every change of a goal stand with the goal as well: whether it may be undone is for this app to say."""
    if Entry.objects.filter(change=running.id).exists():
        Commitment.objects.filter(pk=commitment.pk).update(version=F("version") + 1)


def set_agreed(actor: Actor, *, commitment: Commitment, agreed: str) -> Commitment:
    """Note that a goal is proposed, agreed, or neither; what is proposed for the first time counts for nothing."""
    objective = commitment.objective
    require_may_change_goal(actor, commitment)
    with act(actor, "set_agreed", name=objective.name, person=_whose(objective)):
        fresh, _changed = change_row(commitment, version=None, agreed=agreed)
        fresh.objective = objective
        rows = Contribution.objects.filter(objective=objective).select_related("parent")
        return _settled(actor.lent_right(Right.EDIT_PLAN), fresh, {row.parent: row.weight for row in rows})


def _settled(writer: Actor, commitment: Commitment, serves: Mapping[Objective, float]) -> Commitment:
    """Let the goal serve exactly these: counting where it is whole, else linked alone."""
    objective = commitment.objective
    is_draft = not is_whole(commitment)
    kind = Contribution.Kind.ALIGNS if is_draft else Contribution.Kind.CONTRIBUTES
    for row in Contribution.objects.filter(objective=objective).exclude(parent__in=serves):
        remove_contribution(writer, contribution=row)
    for parent, weight in serves.items():
        set_contribution(writer, parent=parent, child=objective, weight=weight, kind=kind)
    publish(AlignmentOutdated())
    return change_row(commitment, version=None, is_draft=is_draft)[0]


def _check(start: date | None, due: date | None, drafts: Sequence[KeyResultDraft]) -> None:
    if start and due and due < start:
        raise Invalid(
            "It is due before it starts.", field="due_date", value=due.isoformat(), remedy="Choose a later day."
        )
    if len(drafts) > MOST_KEY_RESULTS:
        raise Invalid(
            Said("A goal has at most %(most)s key results.", most=MOST_KEY_RESULTS),
            field="key_results",
            remedy="Make two goals of it: three to five key results are what people keep in mind.",
        )


def _start(start: date | None, cycle: Cycle | None, due: date | None) -> date | None:
    """The day on which it starts where none is written: that of its cycle, else today, as long as it lies before the end."""
    begun = start or (cycle.starts_on if cycle else clock.today())
    return begun if start or due is None or begun < due else None


def _whose(objective: Objective) -> str:
    whose = objective.unit or objective.owner
    return whose.name if whose else ""
