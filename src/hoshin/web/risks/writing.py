"""Entering a risk, changing and assessing it, setting what hangs on it, closing it and taking it out."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hoshin.accounts.access import require
from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Conflict, Invalid
from hoshin.org.selectors import person_of
from hoshin.risks.models import Risk
from hoshin.risks.policies import RiskRight, require_may_write
from hoshin.risks.selectors import ShownRisk, shown_risk
from hoshin.risks.services import (
    add_risk,
    assess_risk,
    change_risk,
    close_risk,
    free_risk_code,
    remove_risk,
    reopen_risk,
)
from hoshin.web.access import actor_of
from hoshin.web.conflicts import conflict_answer
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.risks.forms import RiskClosingForm, RiskForm
from hoshin.web.risks.parts import assessment_form
from hoshin.web.risks.views import page_of_one, risk_by_number
from hoshin.web.way_back import undo_since

_AS_THEY_ARE = ("name", "code", "kind", "cause", "event", "consequence", "visibility", "review_months", "version")


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Enter one, for an objective if it was asked there."""
    actor = actor_of(request)
    require(actor, RiskRight.WRITE_OWN)
    own = person_of(actor)
    begun = {"code": free_risk_code(), "owner": own.pk if own else None, "review_months": 3}
    begun |= {name: request.GET.get(name, "") for name in ("objectives", "kind", "category")}
    form = RiskForm(request.POST or None, actor=actor, initial=begun)
    if request.method == "POST" and form.is_valid():
        before = own_latest_change(actor)
        try:
            row = add_risk(actor, **form.values)
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(
                request, _("The risk is entered. Judge now how likely and how grave it is."), undo_since(actor, before)
            )
            return redirect(request, "risk", row.code)
    return _written(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what it is and what is at stake."""
    actor = actor_of(request)
    row = risk_by_number(actor, pk)
    require_may_write(actor, row)
    form = RiskForm(request.POST or None, actor=actor, initial=stored(shown_risk(actor, row)))
    if request.method == "POST" and form.is_valid():
        before = own_latest_change(actor)
        try:
            changed = change_risk(actor, risk=row, version=form.cleaned_data["version"], **form.values)
        except Conflict as conflict:
            theirs = stored(shown_risk(actor, risk_by_number(actor, pk)))
            return conflict_answer(request, conflict, form, theirs, request.path, request.path)
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("Saved"), undo_since(actor, before))
            return redirect(request, "risk", changed.code)
    return _written(request, form, row)


@require_POST
def assess(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep an assessment of today."""
    actor = actor_of(request)
    row = risk_by_number(actor, pk)
    require_may_write(actor, row)
    shown = shown_risk(actor, row)
    form = assessment_form(row, shown, request.POST)
    if form.is_valid():
        before, said = own_latest_change(actor), form.cleaned_data
        try:
            assess_risk(actor, risk=row, **said)
        except Conflict as conflict:
            fresh = risk_by_number(actor, pk)
            latest = shown_risk(actor, fresh).latest
            theirs = {name: getattr(latest.row, name) for name in said if name != "version"} if latest else {}
            return _overtaken(request, conflict, form, theirs | {"version": fresh.version})
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("The assessment is kept."), undo_since(actor, before))
            return redirect(request, "risk", row.code)
    return page_of_one(request, actor, row, assessment=form)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that it came, passed, or is borne no more."""
    actor = actor_of(request)
    row, form, before = risk_by_number(actor, pk), RiskClosingForm(request.POST), own_latest_change(actor)
    require_may_write(actor, row)
    if form.is_valid():
        try:
            close_risk(actor, risk=row, **form.cleaned_data)
        except Conflict as conflict:
            fresh = risk_by_number(actor, pk)
            theirs = {"because": fresh.closed_because, "version": fresh.version}
            return _overtaken(request, conflict, form, theirs)
        else:
            notice(request, _("The risk is closed. It stays to be read."), undo_since(actor, before))
            return redirect(request, "risk", row.code)
    return page_of_one(request, actor, row, closing=form)


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that it may come after all."""
    actor = actor_of(request)
    row, before = risk_by_number(actor, pk), own_latest_change(actor)
    reopen_risk(actor, risk=row)
    notice(request, _("The risk is open again."), undo_since(actor, before))
    return redirect(request, "risk", row.code)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it out with all that hangs on it."""
    actor = actor_of(request)
    row, before = risk_by_number(actor, pk), own_latest_change(actor)
    remove_risk(actor, risk=row)
    notice(request, _("The risk is removed."), undo_since(actor, before))
    return redirect(request, "risks")


def stored(shown: ShownRisk) -> dict[str, Any]:
    """A risk as it stands in the fields of its form."""
    row = shown.row
    return {name: getattr(row, name) for name in _AS_THEY_ARE} | {
        "owner": row.owner_id,
        "unit": row.unit_id,
        "category": row.category.code if row.category else "",
        "objectives": "; ".join(one.code for one in shown.objectives),
        "initiatives": "; ".join(one.code for one in shown.initiatives),
    }


def _overtaken(request: HttpRequest, conflict: Conflict, form: Any, theirs: dict[str, Any]) -> HttpResponse:
    return conflict_answer(request, conflict, form, theirs, request.path, request.headers.get("Referer"))


def _written(request: HttpRequest, form: RiskForm, row: Risk | None) -> HttpResponse:
    return render(request, "risks/write.html", context={"form": form, "row": row}, status=422 if form.errors else 200)
