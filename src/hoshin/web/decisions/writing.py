"""Putting a question, and changing it, each on one page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Conflict, Invalid
from hoshin.base.whole_numbers import whole_number
from hoshin.decisions.models import Decision
from hoshin.decisions.policies import require_may_change, require_may_put
from hoshin.decisions.selectors import decision_by_code
from hoshin.decisions.services import change_decision, put_question
from hoshin.org.selectors import person_of
from hoshin.signals.selectors import signal_by_number
from hoshin.signals.sentences import sentence_of
from hoshin.web.access import actor_of
from hoshin.web.conflicts import conflict_answer
from hoshin.web.decisions.forms import DecisionForm, question_values
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.jinja import url
from hoshin.web.way_back import undo_since


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Put a question; `about` names by code what it is about, `signal` by its number the signal that raises it."""
    actor = actor_of(request)
    require_may_put(actor)
    own, given = person_of(actor), request.GET
    raised_by = signal_by_number(actor, number) if (number := _whole(given.get("signal", ""))) else None
    begun = {
        "about": given.get("about", "")[:100],
        "context": sentence_of(raised_by) if raised_by else "",
        "decider": own.pk if own else "",
        "signal": raised_by.pk if raised_by else "",
        "visibility": "public",
    }
    form = (
        DecisionForm(request.POST, actor=actor)
        if request.method == "POST"
        else DecisionForm(actor=actor, initial=begun)
    )
    if request.method == "POST" and form.is_valid():
        before = own_latest_change(actor)
        try:
            row = put_question(actor, **_said(form))
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("The question %(code)s is put.") % {"code": row.code}, undo_since(actor, before))
            return redirect(request, "decision", row.code)
    return _page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change a question that was not decided yet."""
    actor = actor_of(request)
    decision = decision_by_code(actor, code)
    require_may_change(actor, decision)
    begun = question_values(decision)
    form = (
        DecisionForm(request.POST, actor=actor)
        if request.method == "POST"
        else DecisionForm(actor=actor, initial=begun)
    )
    if request.method == "POST" and form.is_valid():
        before = own_latest_change(actor)
        try:
            said = {name: value for name, value in _said(form).items() if name != "signal"}
            change_decision(actor, decision=decision, version=form.cleaned_data["version"], **said)
        except Conflict as conflict:
            theirs = question_values(decision_by_code(actor, code))
            page = url("decision", decision.code)
            return conflict_answer(request, conflict, form, theirs, url("decision_edit", decision.code), page)
        except Invalid as error:
            place_problems(form, error)
        else:
            undo = undo_since(actor, before)
            notice(request, _("Saved") if undo else _("Nothing was changed."), undo)
            return redirect(request, "decision", decision.code)
    return _page(request, form, decision)


def _said(form: DecisionForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "version"}


def _whole(text: str) -> int:
    return whole_number(text, 9) or 0


def _page(request: HttpRequest, form: DecisionForm, decision: Decision | None) -> HttpResponse:
    context = {"form": form, "decision": decision}
    return render(request, "decisions/edit.html", None, context, status=422 if form.errors else 200)
