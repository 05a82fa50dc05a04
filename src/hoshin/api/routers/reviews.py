"""Reviews: cycles, forms that wait for you, and results as far as you may see them. No program reads what was written."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from hoshin.api.auth import actor_of
from hoshin.api.pagination import Page, page_of
from hoshin.api.parameters import LimitQuery, OffsetQuery
from hoshin.api.schemas.reviews import (
    ReviewCycleOut,
    ReviewFormOut,
    ReviewResultOut,
    cycle_out,
    form_out,
    result_out,
)
from hoshin.reviews.selectors import cycle_by_code, cycles_listed, own_reviews, progress_of_cycles, results_listed

router = Router(tags=["reviews"])
OfReviewsQuery = Annotated[str | None, Query(pattern="^[0-9a-f]{20}$", description="Only of this cycle of reviews.")]


@router.get("/reviews", response=Page[ReviewCycleOut], summary="Cycles of reviews")
def listed(request: HttpRequest, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """The latest first, each with how far it is."""
    actor = actor_of(request)
    page = page_of(cycles_listed(actor), lambda row: row, limit, offset)
    progress = progress_of_cycles(actor, [cycle.pk for cycle in page["items"]])
    return page | {"items": [cycle_out(cycle, progress[cycle.pk]) for cycle in page["items"]]}


@router.get("/reviews/waiting", response=list[ReviewFormOut], summary="Reviews that wait for you")
def waiting(request: HttpRequest) -> Any:
    """Forms that you are to write, the most pressing first."""
    return [form_out(form) for form in own_reviews(actor_of(request)).to_write]


@router.get("/reviews/results", response=Page[ReviewResultOut], summary="Results of reviews")
def results(
    request: HttpRequest, cycle: OfReviewsQuery = None, limit: LimitQuery = 100, offset: OffsetQuery = 0
) -> Any:
    """By name; of people below you and of your HR, and your own once it is released. No role sees others."""
    actor = actor_of(request)
    chosen = cycle_by_code(actor, cycle) if cycle else None
    return page_of(results_listed(actor, chosen), result_out, limit, offset)
