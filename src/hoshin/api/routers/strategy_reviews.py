"""Strategy reviews: planned, read with what they show and what was said, minuted, closed."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Path, Query, Router

from hoshin.accounts.access import Actor
from hoshin.api.auth import actor_of
from hoshin.api.pagination import Page, page_of
from hoshin.api.parameters import CodePath, LimitQuery, OffsetQuery, SearchQuery
from hoshin.api.schemas.strategy_reviews import (
    ReviewMinutedIn,
    ReviewOut,
    ReviewPlannedIn,
    ReviewWholeOut,
    review_out,
    review_whole_out,
)
from hoshin.org.selectors import person_by_employee_id
from hoshin.strategy_reviews.models import StrategyReview
from hoshin.strategy_reviews.policies import require_may_begin
from hoshin.strategy_reviews.selectors import (
    ReviewWish,
    review_by_code,
    reviews_listed,
    series_by_code,
    topic_by_number,
)
from hoshin.strategy_reviews.services import close_review, plan_review, write_minutes

TopicPath = Annotated[int, Path(ge=1, le=2_000_000_000, description="Its number in the meeting.")]

router = Router(tags=["strategy reviews"])


@router.get("/strategy-reviews", response=Page[ReviewOut], summary="Strategy reviews, the latest first")
def strategy_reviews(
    request: HttpRequest,
    shown: Annotated[Literal["all", "coming", "held"], Query(description="Whether they are closed.")] = "all",
    series: Annotated[str, Query(description="Code of a series.", max_length=100)] = "",
    search: SearchQuery = "",
    limit: LimitQuery = 100,
    offset: OffsetQuery = 0,
) -> Any:
    """Meetings that you may read; words are looked for in what was said as well."""
    return page_of(reviews_listed(actor_of(request), ReviewWish(search, shown, series)), review_out, limit, offset)


@router.post("/strategy-reviews", response=ReviewWholeOut, summary="Plan a strategy review")
def plan(request: HttpRequest, payload: ReviewPlannedIn) -> Any:
    """The next meeting of a series; without participants those whom the series names."""
    actor = actor_of(request)
    require_may_begin(actor)
    people = payload.participants
    row = plan_review(
        actor,
        series=series_by_code(actor, payload.series),
        starts_at=payload.starts_at,
        participants=None if people is None else [person_by_employee_id(actor, one) for one in people],
    )
    return _whole(actor, row.code)


@router.get("/strategy-reviews/{code}", response=ReviewWholeOut, summary="One strategy review")
def strategy_review(request: HttpRequest, code: CodePath) -> Any:
    """With its agenda (of a closed one as it stood), what was said, decided and is to be done."""
    return _whole(actor_of(request), code)


@router.post("/strategy-reviews/{code}/topics/{number}/minutes", response=ReviewWholeOut, summary="Write what was said")
def minutes(request: HttpRequest, code: CodePath, number: TopicPath, payload: ReviewMinutedIn) -> Any:
    """About a topic of an open meeting."""
    actor = actor_of(request)
    topic = topic_by_number(actor, review_by_code(actor, code), number)
    write_minutes(actor, topic=topic, notes=payload.notes, version=payload.version)
    return _whole(actor, code)


@router.post("/strategy-reviews/{code}/close", response=ReviewWholeOut, summary="Close a strategy review")
def close(request: HttpRequest, code: CodePath) -> Any:
    """Its agenda is kept as it stands now, and its minutes stay."""
    actor = actor_of(request)
    close_review(actor, review=review_by_code(actor, code))
    return _whole(actor, code)


def _whole(actor: Actor, code: str) -> Any:
    review: StrategyReview = review_by_code(actor, code)
    return review_whole_out(actor, review)
