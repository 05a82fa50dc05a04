"""The list of strategy reviews, and one of them: its agenda, what is said, and what comes of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from hoshin.accounts.access import Actor
from hoshin.audit.selectors import history as past_of
from hoshin.base.paging import counted_page
from hoshin.strategy_reviews.models import StrategyReview
from hoshin.strategy_reviews.policies import StrategyReviewRight, may_lead, may_write
from hoshin.strategy_reviews.selectors import (
    SHOWN,
    ReviewWish,
    outcomes_of,
    own_due_tasks,
    review_by_code,
    reviews_listed,
    series_listed,
    topics_of,
)
from hoshin.web.access import actor_of
from hoshin.web.history import rows_of
from hoshin.web.htmx import render
from hoshin.web.strategy_reviews.forms import TaskForm, TopicForm

PAGE_LINES = 50
_SHOWN = {"all": _("All"), "coming": _("To come"), "held": _("Held")}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Meetings, searched by what was said in them; the series, and what one is to do."""
    actor, query = actor_of(request), request.GET
    shown = query.get("shown", "all")
    wish = ReviewWish(query.get("q", "").strip()[:200], shown if shown in SHOWN else "all", query.get("series", ""))
    context = {
        "wish": wish,
        "rows": counted_page(reviews_listed(actor, wish), query.get("page", 1), size=PAGE_LINES),
        "shown": _SHOWN.items(),
        "has_filter": bool(wish.text or wish.series) or wish.shown != "all",
        "series": series_listed(actor),
        "tasks": list(own_due_tasks(actor).select_related("review__series")[:PAGE_LINES]),
        "may_begin": actor.has(StrategyReviewRight.HOLD_OWN),
    }
    return render(request, "strategy_reviews/index.html", "strategy_reviews/_list.html", context)


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One meeting."""
    actor = actor_of(request)
    return review_page(request, actor, review_by_code(actor, code))


def review_page(
    request: HttpRequest, actor: Actor, review: StrategyReview, *, status: int = 200, **given: Any
) -> HttpResponse:
    """The page of a meeting, with the forms as they were filled; `faulty`: one whose text cannot be kept so.

    What fills itself comes in behind it, topic by topic.
    """
    writes = not review.is_closed and may_write(actor, review)
    context = {
        "review": review,
        "topics": topics_of(actor, review),
        "came": outcomes_of(actor, review),
        "writes": writes,
        "leads": may_lead(actor, review),
        "topic_form": TopicForm(),
        "task_form": TaskForm(actor=actor) if writes else None,
        "faulty": None,
    }
    return render(request, "strategy_reviews/review.html", None, context | given, status)


@require_safe
def history(request: HttpRequest, code: str) -> HttpResponse:
    """Who changed the meeting, when, from what to what."""
    actor = actor_of(request)
    review = review_by_code(actor, code)
    found = past_of(actor, table="strategy_reviews_strategyreview", row=review.pk)
    context = {
        "name": review.series.name,
        "back": "strategy_review",
        "code": review.code,
        "rows": rows_of(actor, found.changes),
    }
    return render(request, "_shared/history.html", "_shared/history_list.html", context)
