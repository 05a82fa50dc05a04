"""Meetings planned, changed, followed by the next, closed, opened again, removed; and one for a calendar."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from icalendar import Calendar, Event

from hoshin.audit.selectors import own_latest_change
from hoshin.base import clock
from hoshin.base.errors import Conflict, Invalid
from hoshin.strategy_reviews.policies import require_leading
from hoshin.strategy_reviews.selectors import members_of, review_by_code, series_by_code
from hoshin.strategy_reviews.services import (
    change_review,
    close_review,
    plan_next,
    plan_review,
    remove_review,
    reopen_review,
)
from hoshin.web.access import actor_of
from hoshin.web.conflicts import conflict_answer
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.jinja import url
from hoshin.web.strategy_reviews.forms import MeetingForm, meeting_values
from hoshin.web.way_back import undo_since


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """Plan a meeting of a series; its agenda is there at once."""
    actor = actor_of(request)
    series = series_by_code(actor, code)
    require_leading(actor, series)
    begun = {
        "day": clock.today() + timedelta(days=7),
        "at": "10:00",
        "minutes": series.minutes,
        "place": series.place,
        "chair": series.chair_id or "",
        "participants": members_of(actor, series),
    }
    is_sent = request.method == "POST"
    form = MeetingForm(request.POST, actor=actor) if is_sent else MeetingForm(actor=actor, initial=begun)
    if is_sent and form.is_valid():
        try:
            row = plan_review(actor, series=series, **form.said())
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("Planned. Who takes part is told."))
            return redirect(request, "strategy_review", row.code)
    context = {"form": form, "series": series, "review": None}
    return render(request, "strategy_reviews/meeting.html", None, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change when, where and with whom a meeting is."""
    actor = actor_of(request)
    review = review_by_code(actor, code)
    require_leading(actor, review)
    is_sent = request.method == "POST"
    form = (
        MeetingForm(request.POST, actor=actor) if is_sent else MeetingForm(actor=actor, initial=meeting_values(review))
    )
    if is_sent and form.is_valid():
        before = own_latest_change(actor)
        try:
            change_review(actor, review=review, version=form.cleaned_data["version"], **form.said())
        except Conflict as conflict:
            theirs = meeting_values(review_by_code(actor, code))
            address, back = url("strategy_review_edit", review.code), url("strategy_review", review.code)
            return conflict_answer(request, conflict, form, theirs, address, back)
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("Saved"), undo_since(actor, before))
            return redirect(request, "strategy_review", review.code)
    context = {"form": form, "series": review.series, "review": review}
    return render(request, "strategy_reviews/meeting.html", None, context, status=422 if form.errors else 200)


@require_POST
def following(request: HttpRequest, code: str) -> HttpResponse:
    """Plan the next meeting, in the rhythm of the series, in one step."""
    actor = actor_of(request)
    row = plan_next(actor, review=review_by_code(actor, code))
    notice(request, _("The next meeting is planned. Who takes part is told."))
    return redirect(request, "strategy_review", row.code)


@require_POST
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Close a meeting: its agenda is kept as it stands."""
    actor = actor_of(request)
    review = review_by_code(actor, code)
    close_review(actor, review=review)
    notice(request, _("Closed. Who takes part is told that the minutes are there."))
    return redirect(request, "strategy_review_minutes", review.code)


@require_POST
def reopen(request: HttpRequest, code: str) -> HttpResponse:
    """Open a meeting again."""
    actor = actor_of(request)
    review = review_by_code(actor, code)
    reopen_review(actor, review=review)
    notice(request, _("%(code)s is open again.") % {"code": review.code})
    return redirect(request, "strategy_review", review.code)


@require_POST
def remove(request: HttpRequest, code: str) -> HttpResponse:
    """Remove a meeting of which nothing came."""
    actor = actor_of(request)
    review = review_by_code(actor, code)
    before = own_latest_change(actor)
    remove_review(actor, review=review)
    notice(request, _("%(code)s is removed.") % {"code": review.code}, undo_since(actor, before))
    return redirect(request, "strategy_reviews")


@require_safe
def calendar(request: HttpRequest, code: str) -> HttpResponse:
    """The meeting for a calendar: when, where, and the way here. What it talks about goes to no other program."""
    review = review_by_code(actor_of(request), code)
    link = f"{settings.SITE_URL}{url('strategy_review', review.code)}"
    event = Event()
    event.add("uid", f"strategy-review-{review.pk}@hoshin")
    event.add("dtstamp", clock.now())
    event.add("sequence", review.version)
    event.add("summary", review.series.name)
    event.add("dtstart", review.starts_at)
    event.add("dtend", review.starts_at + timedelta(minutes=review.minutes))
    event.add("url", link)
    event.add("description", _("Agenda and minutes: %(link)s") % {"link": link})
    if review.place:
        event.add("location", review.place)
    made = Calendar()
    made.add("prodid", "-//Hoshin//Strategy reviews//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add_component(event)
    answer = HttpResponse(made.to_ical(), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{review.code}.ics"'
    return answer
