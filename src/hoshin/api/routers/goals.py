"""Goals that people take on, and the cycles for which they do."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from hoshin.api.auth import actor_of
from hoshin.api.pagination import Page, page_of
from hoshin.api.parameters import CODE, LimitQuery, OffsetQuery
from hoshin.api.schemas.goals import CycleIn, CycleOut, GoalOut, GoalWritten, cycle_out, goal_out
from hoshin.base.errors import Invalid
from hoshin.okrs.rows import KeyResultDraft
from hoshin.okrs.selectors import cycle_by_code, cycles_listed, goal_by_code, goals_of
from hoshin.okrs.services import add_cycle, write_goal
from hoshin.org.selectors import person_by_employee_id, person_of
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


@router.get("/goals", response=Page[GoalOut], summary="Goals of a person")
def goals(request: HttpRequest, person: PersonQuery = None, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """What somebody took on, as far as you may see it, what is due first."""
    actor = actor_of(request)
    whose = person_by_employee_id(actor, person) if person else person_of(actor)
    return page_of(goals_of(actor, whose) if whose else [], goal_out, limit, offset)


@router.post("/goals", response=GoalOut, summary="Write a goal")
def write(request: HttpRequest, payload: GoalWritten) -> Any:
    """An objective with its key results and what it serves, in one step: all or nothing."""
    actor = actor_of(request)
    given = payload.dict(exclude={"person", "plan", "cycle", "serves", "key_results"})
    person = person_by_employee_id(actor, payload.person) if payload.person else person_of(actor)
    if person is None:
        raise Invalid(
            "You are no person of the organisation.", field="person", remedy="Name the person whose goal it is."
        )
    serves = {objective_by_code(actor, one.objective): one.weight for one in payload.serves}
    plan = next((parent.plan for parent in serves), None) or plans_visible_to(actor).first()
    if payload.plan:
        plan = plan_by_code(actor, payload.plan)
    if plan is None:
        raise Invalid("There is no plan yet.", field="plan", remedy="Begin one first.")
    written = write_goal(
        actor,
        person=person,
        plan=plan,
        serves=serves,
        cycle=cycle_by_code(actor, payload.cycle) if payload.cycle else None,
        key_results=[KeyResultDraft(**one.dict()) for one in payload.key_results],
        **given,
    )
    return goal_out(goal_by_code(actor, written.objective.code))
