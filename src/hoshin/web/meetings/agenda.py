"""Points to talk about: added, said otherwise, put in order, talked about, taken off."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from hoshin.accounts.access import Actor
from hoshin.base.errors import Invalid
from hoshin.base.whole_numbers import whole_numbers
from hoshin.meetings.models import AgendaItem, OneOnOne
from hoshin.meetings.selectors import agenda_item_by_number, one_on_one_by_number
from hoshin.meetings.services import (
    add_agenda_item,
    change_agenda_item,
    order_agenda,
    remove_agenda_item,
    talk_about,
)
from hoshin.web.access import actor_of
from hoshin.web.forms import place_problems
from hoshin.web.meetings.forms import PointForm
from hoshin.web.meetings.page import answer_with_section, current_of, day_in


@require_POST
def add(request: HttpRequest, number: int) -> HttpResponse:
    """Put a point on the agenda."""
    actor = actor_of(request)
    one, form = one_on_one_by_number(actor, number), PointForm(request.POST)
    if form.is_valid():
        try:
            add_agenda_item(actor, one_on_one=one, text=form.cleaned_data["text"])
        except Invalid as error:
            place_problems(form, error)
    given = {"point_form": form} if form.errors else {}
    return answer_with_section(request, actor, one, "agenda", _day(request, actor, one), **given)


@require_POST
def order(request: HttpRequest, number: int) -> HttpResponse:
    """Put the points in the order in which they were dragged, or moved by keys."""
    actor = actor_of(request)
    one = one_on_one_by_number(actor, number)
    numbers = whole_numbers(request.POST.get("order", "").split(","))
    order_agenda(actor, one_on_one=one, numbers=numbers)
    return HttpResponse(status=204)


@require_POST
def change(request: HttpRequest, item: int) -> HttpResponse:
    """Say a point otherwise."""
    actor = actor_of(request)
    point, form = agenda_item_by_number(actor, item), PointForm(request.POST)
    if form.is_valid():
        try:
            change_agenda_item(actor, item=point, **form.cleaned_data)
        except Invalid as error:
            place_problems(form, error)
    given = {"point_form": form} if form.errors else {}
    return _section(request, actor, point, **given)


@require_POST
def talk(request: HttpRequest, item: int) -> HttpResponse:
    """Note that a point was talked about in the meeting of a day, or that it waits again."""
    actor = actor_of(request)
    point = agenda_item_by_number(actor, item)
    is_done = request.POST.get("done") == "yes"
    talk_about(actor, item=point, day=_day(request, actor, point.one_on_one) if is_done else None)
    return _section(request, actor, point)


@require_POST
def remove(request: HttpRequest, item: int) -> HttpResponse:
    """Take a point off the agenda."""
    actor = actor_of(request)
    point = agenda_item_by_number(actor, item)
    remove_agenda_item(actor, item=point)
    return _section(request, actor, point)


def _section(request: HttpRequest, actor: Actor, point: AgendaItem, **given: object) -> HttpResponse:
    one = point.one_on_one
    return answer_with_section(request, actor, one, "agenda", _day(request, actor, one), **given)


def _day(request: HttpRequest, actor: Actor, one: OneOnOne) -> date | None:
    """The day of the meeting on whose page one is; else of the one to come."""
    if request.POST.get("day"):
        return day_in(request.POST["day"])
    current = current_of(actor, one)
    return current.day if current else None
