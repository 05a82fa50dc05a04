"""Units that hold the same, side by side."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from hoshin.api.auth import actor_of
from hoshin.api.pagination import Page, page_of
from hoshin.api.parameters import CODE, CodePath, LimitQuery, OffsetQuery, PeriodQuery
from hoshin.api.schemas.side_by_side import HoldingOut, SideBySideOut, holding_out, side_by_side_out
from hoshin.scorecards.selectors import side_by_side
from hoshin.strategy.policies import holdings_visible_to
from hoshin.strategy.selectors import plan_by_code

router = Router(tags=["plans"])


@router.get("/plans/{code}/holdings", response=Page[HoldingOut], summary="Which units hold what")
def holdings(request: HttpRequest, code: CodePath, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """Units that have a scorecard of their own, and with what."""
    actor = actor_of(request)
    held = holdings_visible_to(actor).filter(plan=plan_by_code(actor, code))
    return page_of(held.order_by("unit__code", "objective__code", "id"), holding_out, limit, offset)


@router.get("/plans/{code}/side-by-side", response=SideBySideOut, summary="Units side by side")
def units_side_by_side(
    request: HttpRequest,
    code: CodePath,
    kind: Annotated[
        str | None, Query(pattern="^(perspective|objective|measure)$", description="What is compared.")
    ] = None,
    of: Annotated[str | None, Query(pattern=CODE, max_length=100, description="Its code; needs a kind.")] = None,
    within: Annotated[
        str | None, Query(pattern=CODE, max_length=100, description="Code of the unit within which units are compared.")
    ] = None,
    everything: Annotated[bool, Query(description="All units below, not those directly below alone.")] = False,
    period: PeriodQuery = None,
    page: Annotated[int, Query(ge=1, le=100_000, description="Which page of 50 units.")] = 1,
) -> Any:
    """Units ranked by a score that they all have, with what stands below it for each. Without a kind: over all."""
    actor = actor_of(request)
    found = side_by_side(
        actor,
        plan_by_code(actor, code),
        of=(kind, of) if kind and of else None,
        within=within or "",
        everything=everything,
        period=period,
        page=page,
    )
    return side_by_side_out(found)
