"""Single meetings: notes, held, moved, left out."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from hoshin.accounts.access import Actor
from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Conflict, Invalid
from hoshin.meetings.models import OneOnOne
from hoshin.meetings.selectors import Occasion, occasion_on, one_on_one_by_number, waiting_points
from hoshin.meetings.services import (
    hold_meeting,
    move_meeting,
    plan_meeting_again,
    skip_meeting,
    write_notes,
    write_private_note,
)
from hoshin.web.access import actor_of
from hoshin.web.conflicts import conflict_answer
from hoshin.web.forms import place_problems
from hoshin.web.htmx import close_dialog, notice, redirect, render
from hoshin.web.jinja import url
from hoshin.web.meetings.forms import MoveForm, NotesForm, SkipForm
from hoshin.web.meetings.page import day_in, meeting_page, page_of
from hoshin.web.way_back import undo_since


@require_POST
def notes(request: HttpRequest, number: int, day: str) -> HttpResponse:
    """Keep what both read and what one notes for oneself; perhaps say that the meeting was held."""
    actor, one, occasion = _asked(request, number, day)
    form = NotesForm(request.POST)
    if not form.is_valid():
        return meeting_page(request, actor, one, occasion, form)
    before, data, is_held = own_latest_change(actor), form.cleaned_data, "held" in request.POST
    try:
        write_private_note(
            actor, one_on_one=one, day=occasion.day, text=data["private"], version=data["private_version"]
        )
        save = hold_meeting if is_held else write_notes
        save(actor, one_on_one=one, day=occasion.day, notes=data["notes"], version=data["version"])
    except Conflict as conflict:
        return _both_versions(request, conflict, form, one, occasion_on(actor, one, occasion.day))
    except Invalid as error:
        place_problems(form, error, day="notes")
        return meeting_page(request, actor, one, occasion, form)
    notice(request, _said_of_held(actor, one) if is_held else _("Saved"), undo_since(actor, before))
    return redirect(request, url("one_on_one", one.pk) if is_held else page_of(one, occasion))


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, number: int, day: str) -> HttpResponse:
    """Have one meeting at another time."""
    actor, one, occasion = _asked(request, number, day)
    initial = {"to": occasion.starts_at.date(), "at": occasion.starts_at.time()}
    form = MoveForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        return _done(request, actor, one, occasion.day, form, move_meeting, _("Moved"))
    return _dialog(request, one, occasion, form, "move")


@require_http_methods(["GET", "HEAD", "POST"])
def skip(request: HttpRequest, number: int, day: str) -> HttpResponse:
    """Leave one meeting out."""
    actor, one, occasion = _asked(request, number, day)
    form = SkipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _done(request, actor, one, occasion.day, form, skip_meeting, _("Left out"))
    return _dialog(request, one, occasion, form, "skip")


@require_POST
def again(request: HttpRequest, number: int, day: str) -> HttpResponse:
    """Have a meeting as the rule has it."""
    actor, one, occasion = _asked(request, number, day)
    before = own_latest_change(actor)
    plan_meeting_again(actor, one_on_one=one, day=occasion.day)
    notice(request, _("It is on again as planned."), undo_since(actor, before))
    return redirect(request, page_of(one, occasion))


def _asked(request: HttpRequest, number: int, day: str) -> tuple[Actor, OneOnOne, Occasion]:
    actor = actor_of(request)
    one = one_on_one_by_number(actor, number)
    return actor, one, occasion_on(actor, one, day_in(day))


def _done(
    request: HttpRequest, actor: Actor, one: OneOnOne, day: date, form: SkipForm, service: Any, text: str
) -> HttpResponse:
    before = own_latest_change(actor)
    try:
        service(actor, one_on_one=one, day=day, **form.cleaned_data)
    except Invalid as error:
        place_problems(form, error)
        action = "move" if isinstance(form, MoveForm) else "skip"
        return _dialog(request, one, occasion_on(actor, one, day), form, action)
    notice(request, text, undo_since(actor, before))
    return close_dialog(redirect(request, url("one_on_one", one.pk)))


def _dialog(request: HttpRequest, one: OneOnOne, occasion: Occasion, form: SkipForm, action: str) -> HttpResponse:
    context = {"one": one, "occasion": occasion, "form": form, "action": action}
    context["address"] = url(f"meeting_{action}", one.pk, occasion.day.isoformat())
    status = 422 if form.errors else 200
    return render(request, "meetings/otherwise.html", "meetings/_otherwise.html", context, status=status)


def _both_versions(
    request: HttpRequest, conflict: Conflict, form: NotesForm, one: OneOnOne, occasion: Occasion
) -> HttpResponse:
    meeting = occasion.meeting
    theirs = {"notes": meeting.notes if meeting else "", "version": meeting.version if meeting else 0}
    address = url("meeting_notes", one.pk, occasion.day.isoformat())
    return conflict_answer(request, conflict, form, theirs, address, page_of(one, occasion))


def _said_of_held(actor: Actor, one: OneOnOne) -> str:
    count = len(waiting_points(actor, one))
    if not count:
        return _("Held. Here is the next one.")
    words = ngettext("Held. One point waits for the next one.", "Held. %(count)s points wait for the next one.", count)
    return words % {"count": count}
