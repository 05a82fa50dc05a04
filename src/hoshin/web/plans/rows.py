"""Things that happen in a row of the outline: a new name, a weight, another place, something added or removed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hoshin.accounts.access import Right, require
from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Conflict, Invalid
from hoshin.base.whole_numbers import whole_numbers
from hoshin.web.access import actor_of
from hoshin.web.conflicts import conflict_answer
from hoshin.web.htmx import is_htmx, notice, redirect, render, toast, trigger
from hoshin.web.plans import edits
from hoshin.web.plans.forms import AddForm, NameForm, WeightForm, first_errors
from hoshin.web.plans.outline import effective_day
from hoshin.web.plans.page import changed
from hoshin.web.plans.removal import consequences
from hoshin.web.plans.things import HOLDING, NAMED, WEIGHED, plan_of, thing_of
from hoshin.web.way_back import undo_since
from hoshin.web.wording import percent_text


@require_POST
def name(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Rename in place."""
    actor = actor_of(request)
    require(actor, Right.EDIT_PLAN)
    thing, before, form = thing_of(actor, kind, pk, NAMED), own_latest_change(actor), NameForm(request.POST)
    if not form.is_valid():
        raise Invalid(first_errors(form), field="name")
    data = form.cleaned_data
    try:
        fresh = edits.rename(actor, kind, thing, data["name"], data["version"])
    except Conflict as error:
        theirs = {"name": thing.name, "version": thing.version}
        return conflict_answer(request, error, form, theirs, request.path)
    news = {"versions": {f"{kind}-{pk}": fresh.version}, "names": {f"{kind}-{pk}": fresh.name}}
    return _saved(request, plan_of(actor, fresh), before, _("Renamed to “%(name)s”.") % {"name": fresh.name}, news)


@require_POST
def weight(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Set a weight from a period on; the answer carries the shares of all siblings."""
    actor = actor_of(request)
    require(actor, Right.EDIT_PLAN)
    thing, before, form = thing_of(actor, kind, pk, WEIGHED), own_latest_change(actor), WeightForm(request.POST)
    if not form.is_valid():
        raise Invalid(first_errors(form), field="weight")
    plan, data = plan_of(actor, thing), form.cleaned_data
    since = effective_day(plan, data["effective"])
    try:
        fresh = edits.reweigh(actor, kind, thing, data["weight"], data["version"], since)
    except Conflict as error:
        return conflict_answer(request, error, form, {"weight": thing.weight, "version": thing.version}, request.path)
    shares = edits.sibling_shares(actor, kind, fresh)
    news = {
        "versions": {f"{kind}-{pk}": fresh.version},
        "shares": {key: percent_text(share) for key, share in shares.items()},
    }
    words = {"share": news["shares"].get(f"{kind}-{pk}", "–")}
    return _saved(request, plan, before, _("Weight saved: it now counts %(share)s.") % words, news)


@require_POST
def order(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Put siblings in order."""
    actor = actor_of(request)
    thing, before = thing_of(actor, kind, pk, HOLDING), own_latest_change(actor)
    ids = whole_numbers(request.POST.get("order", "").split(","))
    edits.reorder(actor, kind, thing, ids)
    return toast(HttpResponse(status=204), _("The order is kept."), undo_since(actor, before))


@require_POST
def add(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Add something by its name below something; the code is made from where it stands."""
    actor = actor_of(request)
    require(actor, Right.EDIT_PLAN)
    above, before = thing_of(actor, kind, pk, HOLDING), own_latest_change(actor)
    form, plan = AddForm(request.POST), plan_of(actor, above)
    if not form.is_valid():
        raise Invalid(first_errors(form), field="name")
    data, since = form.cleaned_data, effective_day(plan, request.POST.get("effective", ""))
    aim = edits.Aim(data["baseline"], data["target"], form.unit)
    made = edits.add_below(actor, kind, above, data["what"], data["name"], since, aim)
    words = {"name": made.name, "code": made.code}
    return changed(request, plan, before, _("Added %(name)s as %(code)s.") % words, above)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Ask first, naming what hangs on it; then remove."""
    actor = actor_of(request)
    require(actor, Right.EDIT_PLAN)
    thing, before = thing_of(actor, kind, pk), own_latest_change(actor)
    plan = plan_of(actor, thing, request.GET.get("plan", ""))
    asked = consequences(actor, kind, thing)
    if request.method == "POST" and not asked.is_blocked:
        edits.remove(actor, kind, thing)
        back = plan if kind != "plan" else None
        return changed(request, back, before, asked.done) if back else _gone(request, before, asked.done)
    context = {"asked": asked, "plan": plan, "kind": kind, "thing": thing}
    return render(
        request,
        "plans/remove.html",
        "plans/_remove.html",
        context,
        status=409 if asked.is_blocked and request.method == "POST" else 200,
    )


def _saved(request: HttpRequest, plan: Any, before: int | None, text: str, news: dict[str, Any]) -> HttpResponse:
    is_over_theirs = not is_htmx(request)
    if is_over_theirs:
        return changed(request, plan, before, text)
    response = trigger(HttpResponse(status=204), rowSaved=news)
    undo = undo_since(actor_of(request), before)
    return toast(response, text, undo) if undo else response


def _gone(request: HttpRequest, before: int | None, text: str) -> HttpResponse:
    notice(request, text, undo_since(actor_of(request), before))
    return redirect(request, "plan_edit")
