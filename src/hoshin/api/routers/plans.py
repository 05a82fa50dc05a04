"""Plans, their periods, their scorecards, their objectives."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from hoshin.api.auth import actor_of
from hoshin.api.pagination import Page, page_of
from hoshin.api.parameters import (
    CodePath,
    LimitQuery,
    OffsetQuery,
    PeriodQuery,
    PlanQuery,
    SearchQuery,
    UnitQuery,
)
from hoshin.api.schemas.plans import (
    ObjectiveDetail,
    ObjectiveOut,
    PeriodOut,
    PlanDetail,
    PlanOut,
    objective_out,
    period_out,
    perspective_out,
    plan_out,
    served_out,
)
from hoshin.api.schemas.scores import ScorecardOut, line_out, node_out
from hoshin.base.words import holds
from hoshin.scorecards.selectors import closed_periods, periods_of, progress_of, scorecard
from hoshin.strategy.policies import contributions_visible_to, objectives_visible_to, plans_visible_to
from hoshin.strategy.selectors import objective_by_code, plan_by_code

router = Router(tags=["plans"])


@router.get("/plans", response=Page[PlanOut], summary="Plans")
def plans(request: HttpRequest, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """All plans in their order."""
    return page_of(plans_visible_to(actor_of(request)), plan_out, limit, offset)


@router.get("/plans/{code}", response=PlanDetail, summary="One plan with its perspectives")
def plan(request: HttpRequest, code: CodePath) -> Any:
    """Vision, mission, values, and the perspectives in their order."""
    found = plan_by_code(actor_of(request), code)
    perspectives = [perspective_out(row) for row in found.perspectives.order_by("position", "id")]
    return plan_out(found) | {"perspectives": perspectives}


@router.get("/plans/{code}/periods", response=Page[PeriodOut], summary="Periods that have scores")
def periods(request: HttpRequest, code: CodePath, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """Latest first, with whether each is closed."""
    found = plan_by_code(actor_of(request), code)
    closed = closed_periods(found)
    return page_of(periods_of(found), lambda period: period_out(period, closed), limit, offset)


@router.get("/plans/{code}/scorecard", response=ScorecardOut, summary="The scorecard")
def plan_scorecard(
    request: HttpRequest,
    code: CodePath,
    period: PeriodQuery = None,
    unit: UnitQuery = None,
    depth: Annotated[int, Query(ge=1, le=12, description="How many levels below the top.")] = 3,
) -> Any:
    """The scorecard of a plan, or of one of its units, in reading order."""
    actor = actor_of(request)
    card = scorecard(actor, plan_by_code(actor, code), unit=unit, period=period, depth=depth)
    details = progress_of(actor, card.lines)
    return {
        "plan": card.plan.code,
        "unit": card.unit.code if card.unit else None,
        "period": str(card.period) if card.period else None,
        "top": node_out(card.top) if card.top else None,
        "lines": [line_out(line, details.get(line.node)) for line in card.lines],
        "cut": card.cut,
    }


@router.get("/objectives", response=Page[ObjectiveOut], summary="Objectives", tags=["objectives"])
def objectives(
    request: HttpRequest,
    plan: PlanQuery = None,
    unit: UnitQuery = None,
    q: SearchQuery = "",
    limit: LimitQuery = 100,
    offset: OffsetQuery = 0,
) -> Any:
    """Objectives that you may see, in the order of their plans."""
    found = objectives_visible_to(actor_of(request))
    found = found.select_related("plan", "perspective", "theme", "unit", "owner")
    if plan:
        found = found.filter(plan__code__iexact=plan)
    if unit:
        found = found.filter(unit__code__iexact=unit)
    if q:
        found = found.filter(holds(q))
    return page_of(found.order_by("plan__position", "plan_id", "position", "id"), objective_out, limit, offset)


@router.get("/objectives/{code}", response=ObjectiveDetail, summary="One objective", tags=["objectives"])
def objective(request: HttpRequest, code: CodePath) -> Any:
    """With what it serves and what counts for it."""
    actor = actor_of(request)
    found = objective_by_code(actor, code)
    linked = contributions_visible_to(actor)
    above = linked.filter(objective=found).select_related("parent")
    below = linked.filter(parent=found)
    return objective_out(found) | {
        "serves": [served_out(row.parent.code, row) for row in above],
        "children": [served_out(row.child.code, row) for row in below],
    }
