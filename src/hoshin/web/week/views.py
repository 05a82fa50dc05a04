"""My week: all key results that somebody checks in on, on one page, saved as one."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hoshin.accounts.access import Actor
from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Conflict, Invalid
from hoshin.base.outcome import Outcome
from hoshin.base.whole_numbers import whole_number
from hoshin.checkins.models import Confidence, SaidStatus
from hoshin.checkins.policies import blockers_asked_of
from hoshin.checkins.rows import BesideValues, CheckInDraft
from hoshin.checkins.selectors import Week, goals_to_acknowledge, week_of_actor
from hoshin.checkins.services import check_in
from hoshin.measures.services import record_actuals
from hoshin.org.selectors import person_of
from hoshin.scorecards.selectors import is_asked_for_values
from hoshin.web.access import actor_of
from hoshin.web.htmx import is_htmx, notice, redirect, render, toast
from hoshin.web.value_cells import GridRow
from hoshin.web.way_back import undo_since
from hoshin.web.week.rows import WeekRow, beyond, read, rows_to_fill, rows_typed, with_errors, with_problems
from hoshin.web.week.values import ValuesSent


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """What is mine and due, filled in as far as it is known; nothing is saved unless all is right."""
    actor = actor_of(request)
    week = week_of_actor(actor)
    if request.method == "POST":
        return _saved(request, actor, week)
    return render(request, "week/page.html", "week/_sheet.html", _context(actor, week, rows_to_fill(week.results)))


def _context(
    actor: Actor, week: Week, rows: Sequence[WeekRow], value_rows: Sequence[GridRow] | None = None
) -> dict[str, Any]:
    return {
        "week": week,
        "person": person_of(actor),
        "rows": rows,
        "value_rows": value_rows,
        "more": 0,
        "asks_values": value_rows is None and is_asked_for_values(actor),
        "wrong": sum(bool(row.errors) for row in (*rows, *(value_rows or ()))),
        "confidences": Confidence.choices,
        "statuses": SaidStatus.choices,
        "asked": blockers_asked_of(actor).select_related("objective", "raised_by", "raised_to"),
        "to_see": goals_to_acknowledge(actor),
    }


def _saved(request: HttpRequest, actor: Actor, week: Week) -> HttpResponse:
    rows, values = rows_typed(request.POST, week.results), ValuesSent(request, actor)
    sent = [row for row in rows if row.is_in]
    said = [read(actor, row) for row in sent]
    unread = {row.name: row.errors for row in said if isinstance(row, WeekRow)}
    if unread or values.unread:
        return _again(request, actor, week, with_errors(rows, unread), values.again(None))
    if not sent and not values.sent:
        return _answer(request, actor, _("Nothing was changed. N says of a row that nothing changed."), None)
    before = own_latest_change(actor)
    drafts = [one for one in said if isinstance(one, CheckInDraft)]
    try:
        text = _kept(request, actor, drafts, values)
    except (Conflict, Invalid) as found:
        now = week_of_actor(actor).results
        rows, value_rows = with_problems(rows, sent, found, now), values.again(beyond(found, len(sent)))
        return _again(request, actor, week, rows, value_rows)
    return _answer(request, actor, text, undo_since(actor, before))


def _kept(request: HttpRequest, actor: Actor, drafts: list[CheckInDraft], values: ValuesSent) -> str:
    """Save all as one; what is said of it."""
    more = values.values, values.expected, values.meant
    if not drafts:
        outcome = record_actuals(actor, more[0], expected=more[1], meant=more[2])
        return _words(Outcome(), outcome.created + outcome.changed)
    seconds = _seconds(request.POST.get("seconds", ""))
    outcome = check_in(actor, drafts, values=BesideValues(*more), seconds=seconds)
    return _words(outcome, len(values.values))


def _seconds(text: str) -> int | None:
    """How long it took from the first look on, where the browser says so."""
    return whole_number(text, 6)


def _answer(request: HttpRequest, actor: Actor, text: str, undo: str | None) -> HttpResponse:
    if not is_htmx(request):
        notice(request, text, undo)
        return redirect(request, "week")
    week = week_of_actor(actor)
    context = _context(actor, week, rows_to_fill(week.results))
    return toast(render(request, "week/_sheet.html", context=context), text, undo)


def _again(
    request: HttpRequest, actor: Actor, week: Week, rows: list[WeekRow], value_rows: list[GridRow]
) -> HttpResponse:
    context = _context(actor, week, rows, value_rows or None)
    return render(request, "week/page.html", "week/_sheet.html", context, 422)


def _words(outcome: Outcome, values: int) -> str:
    count = outcome.created + outcome.changed
    said = []
    if count:
        said.append(
            ngettext("%(count)s key result checked in.", "%(count)s key results checked in.", count) % {"count": count}
        )
    if values:
        said.append(ngettext("%(count)s value recorded.", "%(count)s values recorded.", values) % {"count": values})
    return " ".join(said) or _("Nothing was changed.")
