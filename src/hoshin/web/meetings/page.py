"""What stands on the page of a meeting, as a whole and section by section."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.meetings.models import Agreement, OneOnOne
from hoshin.meetings.policies import may_answer
from hoshin.meetings.selectors import (
    Occasion,
    action_items_of,
    changed_since_last,
    current_occasions,
    is_over,
    occasion_on,
    past_occasions,
    points_of,
    private_note_of,
    waiting_points,
)
from hoshin.org.models import Person
from hoshin.org.selectors import person_of
from hoshin.web.htmx import is_htmx, redirect, render
from hoshin.web.jinja import url
from hoshin.web.meetings.forms import ActionForm, NotesForm


def day_in(text: str) -> date:
    """The day that an address names. NotFound where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotFound("day", text) from None


def own_person(actor: Actor) -> Person:
    """The person that the actor is, who takes part in what they see."""
    me = person_of(actor)
    if me is None:
        raise NotFound("1:1", "")
    return me


def meeting_page(
    request: HttpRequest,
    actor: Actor,
    one: OneOnOne,
    occasion: Occasion | None,
    form: NotesForm | None = None,
    action_form: ActionForm | None = None,
) -> HttpResponse:
    """The page of one meeting: the one to prepare or hold, or one that was; without any, of the series alone."""
    me = own_person(actor)
    context = {
        **_frame(actor, one, me, occasion),
        **agenda_context(actor, one, occasion),
        **actions_context(actor, one, occasion, me, action_form),
        "form": form or notes_form(actor, one, occasion),
        # Of a meeting that is over it would be what changed since the last one.
        "topics": changed_since_last(actor, one) if occasion is not None and occasion.is_open else [],
        "past": past_occasions(actor, one),
    }
    is_faulty = any(one is not None and one.errors for one in (form, action_form))
    return render(request, "meetings/meeting.html", None, context, status=422 if is_faulty else 200)


def answer_with_section(
    request: HttpRequest, actor: Actor, one: OneOnOne, section: str, day: date | None, **given: Any
) -> HttpResponse:
    """The section of the page from which something was done as it is now; the whole page without script."""
    occasion = None if day is None else occasion_on(actor, one, day)
    if not is_htmx(request):
        return redirect(request, page_of(one, occasion))
    me = own_person(actor)
    context = {"one": one, "occasion": occasion, "me": me, "other": one.other_than(me), **given}
    if section == "agenda":
        context |= agenda_context(actor, one, occasion)
    else:
        context |= actions_context(actor, one, occasion, me, given.get("action_form"))
    status = 422 if any(getattr(form, "errors", None) for form in given.values()) else 200
    return render(request, f"meetings/_{section}.html", None, context, status=status)


def page_of(one: OneOnOne, occasion: Occasion | None) -> str:
    """The address of a meeting: that of its series where it is the one to come."""
    return url("one_on_one", one.pk) if occasion is None else url("meeting", one.pk, occasion.day.isoformat())


def current_of(actor: Actor, one: OneOnOne) -> Occasion | None:
    """The meeting of a series that is to be prepared or held."""
    return current_occasions(actor, [one]).get(one.pk)


def agenda_context(actor: Actor, one: OneOnOne, occasion: Occasion | None) -> dict[str, Any]:
    """Points that wait, and those that this meeting talked about."""
    talked = points_of(actor, occasion.meeting if occasion else None)
    is_past = occasion is not None and not occasion.is_open
    return {"points": [] if is_past else waiting_points(actor, one), "talked": talked}


def actions_context(
    actor: Actor, one: OneOnOne, occasion: Occasion | None, me: Person, form: ActionForm | None
) -> dict[str, Any]:
    """What is to be done; of a meeting that was held, what it decided."""
    is_past = occasion is not None and not occasion.is_open
    items = action_items_of(actor, one, occasion.meeting if is_past and occasion else None)
    initial = {"owner": me.pk, "day": occasion.day if occasion else None}
    return {"items": items, "action_form": form or ActionForm(one=one, initial=initial)}


def notes_form(actor: Actor, one: OneOnOne, occasion: Occasion | None) -> NotesForm:
    """The notes as they are."""
    meeting = occasion.meeting if occasion else None
    note = private_note_of(actor, one, occasion.day) if occasion else None
    return NotesForm(
        initial={
            "notes": meeting.notes if meeting else "",
            "private": note.text if note else "",
            "version": meeting.version if meeting else 0,
            "private_version": note.version if note else 0,
        }
    )


def _frame(actor: Actor, one: OneOnOne, me: Person, occasion: Occasion | None) -> dict[str, Any]:
    return {
        "one": one,
        "me": me,
        "other": one.other_than(me),
        "occasion": occasion,
        "is_over": is_over(one),
        "is_agreed": one.agreement == Agreement.AGREED,
        "may_answer": may_answer(me, one),
        "is_current": occasion is not None and occasion.is_open,
    }
