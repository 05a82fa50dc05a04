"""One's 1:1s, and the page of each: its next meeting, or one that was."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.meetings.models import Agreement
from hoshin.meetings.policies import may_answer
from hoshin.meetings.selectors import (
    current_occasions,
    has_calendar_address,
    is_over,
    long_apart,
    occasion_on,
    one_on_one_by_number,
    one_on_ones_of,
    own_open_items,
    reports_without,
)
from hoshin.org.selectors import person_of
from hoshin.web.access import actor_of
from hoshin.web.htmx import render
from hoshin.web.meetings.page import current_of, day_in, meeting_page

_SHOWN = 100


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """One's next meetings, what is proposed, what one is to do, and the calendar."""
    return index_page(request, actor_of(request))


def index_page(request: HttpRequest, actor: Actor, **given: Any) -> HttpResponse:
    """The same, perhaps with the address of the calendar, which is told once."""
    me = person_of(actor)
    ones = one_on_ones_of(actor)
    current = current_occasions(actor, ones)
    going_on = [one for one in ones if not is_over(one) and one.agreement == Agreement.AGREED]
    going_on.sort(key=lambda one: (one.pk not in current, current[one.pk].starts_at if one.pk in current else one.pk))
    context = {
        "me": me,
        "going_on": going_on,
        "current": current,
        "to_answer": [one for one in ones if me is not None and may_answer(me, one)],
        "waiting": [one for one in ones if one.agreement == Agreement.PROPOSED and me and one.organiser_id == me.pk],
        "over": [one for one in ones if is_over(one)],
        "items": list(own_open_items(actor)[:_SHOWN]),
        "without": reports_without(actor, ones),
        "apart": dict(long_apart(actor).values_list("pk", "last_on")),
        "has_calendar": has_calendar_address(actor),
        "today": clock.today(),
        "secret_address": "",
        **given,
    }
    return render(request, "meetings/index.html", context=context)


@require_safe
def show(request: HttpRequest, number: int) -> HttpResponse:
    """A series at its next meeting, to be prepared or held."""
    actor = actor_of(request)
    one = one_on_one_by_number(actor, number)
    return meeting_page(request, actor, one, current_of(actor, one))


@require_safe
def on_day(request: HttpRequest, number: int, day: str) -> HttpResponse:
    """One meeting of a series, past or to come."""
    actor = actor_of(request)
    one = one_on_one_by_number(actor, number)
    return meeting_page(request, actor, one, occasion_on(actor, one, day_in(day)))
