"""What measures and plans say by date, and changing it from a day on or from the beginning."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from ninja import Router

from hoshin.accounts.access import Right, require
from hoshin.api.auth import actor_of
from hoshin.api.parameters import CodePath, TryQuery
from hoshin.api.schemas.definitions import (
    ChangedOut,
    ChangeIn,
    MeasureChangeIn,
    MeasureDefinition,
    PlanChangeIn,
    PlanDefinition,
    changed_out,
    definition_out,
)
from hoshin.base import clock
from hoshin.base.dated import day_problems
from hoshin.base.errors import Invalid
from hoshin.measures.definitions import DEFINITIONS
from hoshin.measures.selectors import measure_by_code
from hoshin.measures.services import change_measure
from hoshin.scorecards.selectors import plan_scores_rewritten, scores_rewritten
from hoshin.strategy.definitions import PLAN_DEFINITIONS
from hoshin.strategy.selectors import plan_by_code
from hoshin.strategy.services import change_plan

router = Router(tags=["measures"])


@router.get("/measures/{code}/definition", response=MeasureDefinition, summary="What a measure says by date")
def measure_definition(request: HttpRequest, code: CodePath) -> Any:
    """How its values become scores: now, and what held until which day."""
    return definition_out(DEFINITIONS, measure_by_code(actor_of(request), code))


@router.patch("/measures/{code}/definition", response=ChangedOut, summary="Change how a measure is scored")
def change_measure_definition(
    request: HttpRequest,
    code: CodePath,
    payload: MeasureChangeIn,  # type: ignore[valid-type]  # made of the columns that the apps declare
    dry_run: TryQuery = False,
) -> Any:
    """Earlier scores stay as they are, unless it is to hold from an earlier day or from the beginning."""
    actor = actor_of(request)
    measure = measure_by_code(actor, code)
    require(actor, Right.EDIT_PLAN)

    def change(**values: Any) -> Any:
        return change_measure(actor, measure=measure, **values)

    def rewritten(changes: dict[str, Any], since: Any) -> Any:
        return scores_rewritten(actor, measure, changes, since)

    return _changed(payload, measure, change, rewritten, dry_run)


@router.get("/plans/{code}/definition", response=PlanDefinition, summary="What a plan says by date", tags=["plans"])
def plan_definition(request: HttpRequest, code: CodePath) -> Any:
    """Its cut points, least coverage and statuses: now, and what held until which day."""
    return definition_out(PLAN_DEFINITIONS, plan_by_code(actor_of(request), code))


@router.patch("/plans/{code}/definition", response=ChangedOut, summary="Change cut points or coverage", tags=["plans"])
def change_plan_definition(
    request: HttpRequest,
    code: CodePath,
    payload: PlanChangeIn,  # type: ignore[valid-type]  # made of the columns that the apps declare
    dry_run: TryQuery = False,
) -> Any:
    """Earlier scores stay as they are, unless it is to hold from an earlier day or from the beginning."""
    actor = actor_of(request)
    plan = plan_by_code(actor, code)
    require(actor, Right.EDIT_PLAN)

    def change(**values: Any) -> Any:
        return change_plan(actor, plan=plan, **values)

    def rewritten(changes: dict[str, Any], since: Any) -> Any:
        return plan_scores_rewritten(actor, plan, changes, since)

    return _changed(payload, plan, change, rewritten, dry_run)


def _changed(
    payload: ChangeIn,
    row: Any,
    change: Callable[..., Any],
    rewritten: Callable[[dict[str, Any], Any], Any],
    dry_run: bool,
) -> dict[str, Any]:
    """Do what is asked, or say what it would do. What holds from today on rewrites nothing, and nobody looks."""
    own = set(ChangeIn.model_fields)
    changes = {name: value for name, value in payload.dict(exclude_unset=True).items() if name not in own}
    if problems := day_problems(payload.valid_from):
        raise Invalid(problems)
    since = None if payload.is_from_beginning else payload.valid_from or clock.today()
    rewriting = rewritten(changes, since) if changes and since != clock.today() else None
    if dry_run:
        return changed_out(row, rewriting, is_saved=False)
    fresh = change(
        version=payload.expected_version,
        valid_from=payload.valid_from,
        is_from_beginning=payload.is_from_beginning,
        **changes,
    )
    return changed_out(fresh, rewriting, is_saved=True)
