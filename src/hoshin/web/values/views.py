"""One grid of the values that somebody is asked for, saved all at once."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoshin.accounts.access import Actor, require
from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Conflict, Invalid
from hoshin.base.outcome import Outcome
from hoshin.commentary.selectors import commentaries_at
from hoshin.measures.policies import MeasureRight, actuals_visible_to
from hoshin.measures.rows import ActualRow
from hoshin.measures.selectors import waiting_at
from hoshin.measures.services import record_actuals
from hoshin.scorecards.selectors import ValueKey, ValueToRecord, values_at
from hoshin.web.access import actor_of
from hoshin.web.htmx import is_htmx, notice, redirect, refresh, render, toast
from hoshin.web.said import SaidPlace
from hoshin.web.value_cells import (
    GridRow,
    changed_rows,
    read,
    rows_to_fill,
    rows_typed,
    with_errors,
    with_problems,
)
from hoshin.web.value_names import keys_in
from hoshin.web.values.asked import Asked
from hoshin.web.way_back import stands_on, undo_since

MOST_SENT = 1_000


def show(request: HttpRequest) -> HttpResponse:
    """What is due or late and asked of the actor, or all of a period, as a sheet; nothing is saved unless all is right."""
    actor = actor_of(request)
    require(actor, MeasureRight.RECORD_OWN)
    asked = Asked.of(request, actor)
    if request.method == "POST":
        return _saved(request, actor, asked)
    return render(request, "values/page.html", "values/_grid.html", _context(actor, asked))


def _context(actor: Actor, asked: Asked, recorded: list[ValueKey] | None = None) -> dict[str, Any]:
    found = asked.found(actor)
    return {
        "asked": asked,
        "rows": rows_to_fill(found.rows, recorded or ()),
        "late": sum(row.is_late for row in found.rows),
        "more": found.more,
        "is_cut": found.is_cut,
        "wrong": 0,
        "said": _said(actor, found.rows),
        "waiting": waiting_at(actor, {row.measure.pk for row in found.rows if row.measure.needs_approval}),
    }


def _saved(request: HttpRequest, actor: Actor, asked: Asked) -> HttpResponse:
    rows = rows_typed(request.POST, values_at(actor, keys_in(request.POST, MOST_SENT)))
    shown = actuals_visible_to(actor).in_bulk([row.expected for row in rows if row.expected])
    sent = changed_rows(rows, shown)
    read_rows = [read(row) for row in sent]
    unread = {row.name: row.errors for row in read_rows if isinstance(row, GridRow)}
    if unread:
        return _again(request, asked, with_errors(rows, unread))
    values = [row for row in read_rows if isinstance(row, ActualRow)]
    before = own_latest_change(actor)
    meant = {number for number, row in enumerate(sent, start=1) if row.is_meant}
    try:
        outcome = record_actuals(actor, values, expected=[row.expected for row in sent], meant=meant)
    except (Conflict, Invalid) as found:
        return _again(request, asked, with_problems(rows, sent, found))
    text, undo = _words(outcome), undo_since(actor, before)
    if stands_on(request, "scorecard"):
        notice(request, text, undo)
        return refresh(request)
    if not is_htmx(request):
        notice(request, text, undo)
        return redirect(request, request.get_full_path())
    context = _context(actor, asked, [row.asked.key for row in sent])
    return toast(render(request, "values/_grid.html", context=context), text, undo)


def _again(request: HttpRequest, asked: Asked, rows: list[GridRow]) -> HttpResponse:
    """The same rows with what was typed, and what is wrong beside it; on another page the words alone, in their place."""
    if stands_on(request, "scorecard"):
        text = " ".join(said for row in rows for said in row.errors.values())
        answer = render(request, "values/_refused.html", context={"rows": rows, "text": text}, status=422)
        answer["X-Problem"] = Invalid.code
        return answer
    late = sum(row.asked.is_late for row in rows)
    wrong = sum(bool(row.errors) for row in rows)
    said = _said(actor_of(request), [row.asked for row in rows])
    context = {"asked": asked, "rows": rows, "late": late, "more": 0, "is_cut": False, "wrong": wrong, "said": said}
    context["waiting"] = {}
    return render(request, "values/page.html", "values/_grid.html", context, 422)


def _said(actor: Actor, shown: Sequence[ValueToRecord]) -> dict[ValueKey, SaidPlace]:
    """Where commentary stands beside each value: whoever records it may comment on it. One query."""
    found = commentaries_at(actor, [(one.measure.pk, one.unit.pk if one.unit else None, one.period) for one in shown])
    return {
        one.key: SaidPlace(
            "cell",
            "measure",
            one.measure.code,
            one.unit.code if one.unit else "",
            one.period,
            found.get((*one.key[:2], one.period)),
            may_write=True,
        )
        for one in shown
    }


def _words(outcome: Outcome) -> str:
    count = outcome.created + outcome.changed
    waits = ngettext("%(count)s value waits for approval.", "%(count)s values wait for approval.", outcome.waiting) % {
        "count": outcome.waiting
    }
    if not count:
        return waits if outcome.waiting else _("Nothing was changed.")
    recorded = ngettext("%(count)s value recorded.", "%(count)s values recorded.", count) % {"count": count}
    return f"{recorded} {waits}" if outcome.waiting else recorded
