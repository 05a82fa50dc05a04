"""Feedback received, given, shown and asked for; and one of them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoshin.audit.selectors import history as past_of
from hoshin.base.paging import counted_page
from hoshin.feedback.selectors import (
    FeedbackSide,
    feedback_by_number,
    feedback_in,
    organisation_values,
    requests_by,
    requests_to_answer,
    told,
)
from hoshin.org.selectors import person_of
from hoshin.web.access import actor_of
from hoshin.web.history import rows_of
from hoshin.web.htmx import render

A_PAGE = 30


def _box(box: FeedbackSide) -> Callable[[HttpRequest], HttpResponse]:
    @require_safe
    def view(request: HttpRequest) -> HttpResponse:
        actor, text, value = actor_of(request), request.GET.get("q", "").strip(), request.GET.get("value", "")
        rows = feedback_in(actor, box, text=text, value=value)
        page = counted_page(rows, request.GET.get("page", 1), size=A_PAGE)
        context = _context(request, box.value, text, value)
        context |= {"rows": page.showing(told(actor, page.rows)), "values": organisation_values(actor)}
        return render(request, "feedback/index.html", context=context)

    return view


received, given, shown = _box(FeedbackSide.RECEIVED), _box(FeedbackSide.GIVEN), _box(FeedbackSide.SHOWN)


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """What one asked others, and what became of it."""
    actor, text = actor_of(request), request.GET.get("q", "").strip()
    page = counted_page(requests_by(actor, text=text), request.GET.get("page", 1), size=A_PAGE)
    context = _context(request, "asked", text, "") | {"rows": page, "values": []}
    return render(request, "feedback/index.html", context=context)


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them, with what its writer may do with it and what it said before."""
    actor = actor_of(request)
    row = feedback_by_number(actor, pk)
    own = person_of(actor)
    is_writer = own is not None and row.giver_id == own.pk
    past = past_of(actor, table="feedback_feedback", row=pk).changes if is_writer else []
    context = {"told": told(actor, [row])[0], "is_writer": is_writer, "rows": rows_of(actor, past)}
    return render(request, "feedback/one.html", context=context)


def _context(request: HttpRequest, box: str, text: str, value: str) -> dict[str, Any]:
    actor = actor_of(request)
    return {
        "box": box,
        "person": person_of(actor),
        "text": text,
        "value": value,
        "has_filter": bool(text or value),
        "waiting": list(requests_to_answer(actor).order_by("asked_at", "pk")[:A_PAGE]) if box == "received" else [],
        "has_shown": box == FeedbackSide.SHOWN or feedback_in(actor, FeedbackSide.SHOWN).exists(),
    }
