"""Goals that people take on, and the cycles for which they do."""

from collections.abc import Sequence
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from hoshin.accounts.access import Actor
from hoshin.api.auth import actor_of
from hoshin.api.pagination import Page, page_of
from hoshin.api.parameters import CODE, CodePath, LimitQuery, OffsetQuery, UnitQuery
from hoshin.api.schemas.goals import (
    ClosingIn,
    CycleIn,
    CycleOut,
    CycleResultOut,
    GoalChanged,
    GoalOut,
    GoalWritten,
    ReopeningIn,
    ServedGoal,
    cycle_out,
    cycle_result_out,
    goal_out,
)
from hoshin.base.errors import Invalid
from hoshin.okrs.rows import KeyResultDraft
from hoshin.okrs.selectors import cycle_by_code, cycles_listed, goal_by_code, goals_of, goals_of_unit, results_of
from hoshin.okrs.services import add_cycle, change_goal, drop_goal, reopen_cycle, write_goal
from hoshin.org.selectors import person_by_employee_id, person_of, unit_by_code
from hoshin.scorecards.services import ClosingRule, close_as_it_stands
from hoshin.strategy.models import Objective
from hoshin.strategy.policies import plans_visible_to
from hoshin.strategy.selectors import objective_by_code, plan_by_code

router = Router(tags=["goals"])
PersonQuery = Annotated[str | None, Query(pattern=CODE, max_length=100, description="An employee id; oneself without.")]


@router.get("/cycles", response=Page[CycleOut], summary="Cycles, the latest first")
def cycles(request: HttpRequest, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """Spans for which goals are taken on."""
    return page_of(cycles_listed(actor_of(request)), cycle_out, limit, offset)


@router.post("/cycles", response=CycleOut, summary="Open a cycle")
def open_cycle(request: HttpRequest, payload: CycleIn) -> Any:
    """A quarter, a half, a year, or own dates."""
    return cycle_out(add_cycle(actor_of(request), **payload.dict()))


@router.get("/cycles/{code}/results", response=Page[CycleResultOut], summary="Results of a cycle")
def results(request: HttpRequest, code: CodePath, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """How its goals stood when it was closed, and what was decided of them, as far as you may see them."""
    actor = actor_of(request)
    return page_of(results_of(actor, cycle_by_code(actor, code)), cycle_result_out, limit, offset)


@router.post("/cycles/{code}/close", response=CycleOut, summary="Close a cycle")
def close(request: HttpRequest, code: CodePath, payload: ClosingIn) -> Any:
    """Decide of each of its goals, and keep how it stands: all or nothing. Afterwards they can only be read."""
    actor = actor_of(request)
    rule = ClosingRule(payload.reached, payload.others, payload.single)
    into = cycle_by_code(actor, payload.into) if payload.into else None
    close_as_it_stands(actor, cycle=cycle_by_code(actor, code), rule=rule, into=into)
    return cycle_out(cycle_by_code(actor, code))


@router.post("/cycles/{code}/reopen", response=CycleOut, summary="Open a closed cycle again")
def reopen(request: HttpRequest, code: CodePath, payload: ReopeningIn) -> Any:
    """What was archived with it counts again and can be changed; the reason stands in the trail."""
    actor = actor_of(request)
    return cycle_out(reopen_cycle(actor, cycle=cycle_by_code(actor, code), reason=payload.reason))


@router.get("/goals", response=Page[GoalOut], summary="Goals of a person or a unit")
def goals(
    request: HttpRequest,
    person: PersonQuery = None,
    unit: UnitQuery = None,
    limit: LimitQuery = 100,
    offset: OffsetQuery = 0,
) -> Any:
    """What somebody took on, or a unit, as far as you may see it, what is due first."""
    actor = actor_of(request)
    if unit:
        return page_of(goals_of_unit(actor, unit_by_code(actor, unit)), goal_out, limit, offset)
    whose = person_by_employee_id(actor, person) if person else person_of(actor)
    return page_of(goals_of(actor, whose) if whose else [], goal_out, limit, offset)


@router.get("/goals/{code}", response=GoalOut, summary="One goal")
def goal(request: HttpRequest, code: CodePath) -> Any:
    """A goal by the code of its objective, with its key results and what it serves."""
    return goal_out(goal_by_code(actor_of(request), code))


@router.post("/goals", response=GoalOut, summary="Write a goal")
def write(request: HttpRequest, payload: GoalWritten) -> Any:
    """An objective with its key results and what it serves, in one step: all or nothing."""
    actor = actor_of(request)
    given = payload.dict(exclude={"person", "unit", "plan", "cycle", "serves", "key_results"})
    unit = unit_by_code(actor, payload.unit) if payload.unit else None
    person = person_by_employee_id(actor, payload.person) if payload.person else unit.head if unit else person_of(actor)
    if person is None and unit is None:
        raise Invalid(
            "You are no person of the organisation.", field="person", remedy="Name the person whose goal it is."
        )
    serves = _served(actor, payload.serves)
    plan = next((parent.plan for parent in serves), None) or plans_visible_to(actor).first()
    if payload.plan:
        plan = plan_by_code(actor, payload.plan)
    if plan is None:
        raise Invalid("There is no plan yet.", field="plan", remedy="Begin one first.")
    written = write_goal(
        actor,
        person=person,
        unit=unit,
        plan=plan,
        serves=serves,
        cycle=cycle_by_code(actor, payload.cycle) if payload.cycle else None,
        key_results=[KeyResultDraft(**one.dict()) for one in payload.key_results],
        **given,
    )
    return goal_out(goal_by_code(actor, written.objective.code))


@router.patch("/goals/{code}", response=GoalOut, summary="Change a goal")
def change(request: HttpRequest, code: CodePath, payload: GoalChanged) -> Any:
    """What is given of a goal, its key results and what it serves, in one step: all or nothing."""
    actor = actor_of(request)
    found = goal_by_code(actor, code).commitment
    given = payload.dict(exclude_unset=True, exclude={"person", "cycle", "serves", "key_results"})
    if payload.person is not None:
        given["owner"] = person_by_employee_id(actor, payload.person)
    if "cycle" in payload.model_fields_set:
        given["cycle"] = cycle_by_code(actor, payload.cycle) if payload.cycle else None
    changed = change_goal(
        actor,
        commitment=found,
        serves=None if payload.serves is None else _served(actor, payload.serves),
        key_results=[KeyResultDraft(**one.dict(exclude={"measure"}), code=one.measure) for one in payload.key_results],
        **{"cycle": found.cycle, **given},
    )
    return goal_out(goal_by_code(actor, changed.objective.code))


@router.delete("/goals/{code}", response=GoalOut, summary="Drop a goal")
def drop(request: HttpRequest, code: CodePath) -> Any:
    """Take a goal out of the plan; what it came to stays in past scores."""
    actor = actor_of(request)
    found = goal_by_code(actor, code)
    drop_goal(actor, commitment=found.commitment)
    return goal_out(found)


def _served(actor: Actor, serves: Sequence[ServedGoal]) -> dict[Objective, float]:
    return {objective_by_code(actor, one.objective): one.weight for one in serves}
