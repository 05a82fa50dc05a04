"""Why a score is what it is, as a page or beside it; statuses set by hand."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoshin.accounts.access import Actor, Right, require
from hoshin.base.errors import NotFound
from hoshin.forecasts.selectors import projections_explained
from hoshin.scorecards.models import Node
from hoshin.scorecards.selectors import across_units, explanation, node_by_id, override_in_force
from hoshin.scorecards.services import override_status, withdraw_override
from hoshin.web.access import actor_of
from hoshin.web.htmx import is_htmx, notice, redirect, refresh, render
from hoshin.web.said import said_why
from hoshin.web.why.fall import paths_from, steps_of
from hoshin.web.why.forms import OverrideForm
from hoshin.web.why.making import making_words, moved_words
from hoshin.web.why.words import method_words

# What of an explanation is drawn anew, by the word in the address; the panel where none is named.
_PIECES = {"moved": "why/_moved.html", "fall": "why/_fall.html", "heading": "why/_heading.html"}


@require_safe
def show(request: HttpRequest, node: int) -> HttpResponse:
    """Why a score is what it is: as a panel beside a table, or as a page."""
    actor = actor_of(request)
    thing = node_by_id(actor, node)
    if request.GET.get("part") == "heading" and is_htmx(request):
        return render(request, "why/_heading.html", context=_heading(actor, thing))
    since = request.GET.get("since", "")
    opened = paths_from(request.GET.getlist("open"))
    found = explanation(actor, thing, period=request.GET.get("period"), since=since or None, opened=opened)
    if found is None:
        raise NotFound("score of that number yet", str(node))
    inputs, line, steps = found.inputs, found.line, steps_of(found, opened)
    context = {
        "found": found,
        "line": line,
        "steps": steps,
        "moved": "" if found.inputs else moved_words(found, steps),
        "making": making_words(found),
        "across": across_units(actor, thing, found.whole),
        "method": method_words(inputs.method_code, line, inputs.target) if inputs else None,
        "periods": found.periods,
        "may_override": actor.has(Right.EDIT_PLAN),
    }
    commented = thing.measure or thing.objective
    context["said"] = said_why(actor, commented, line.period, thing.unit) if commented else None
    part = request.GET.get("part", "")
    # Comes in behind the rest.
    context |= _heading(actor, thing) if part == "heading" else {"plan": thing.plan}
    piece = _PIECES.get(part, "why/_panel.html")
    return render(request, "why/page.html", piece, context)


def _heading(actor: Actor, thing: Node) -> dict[str, Any]:
    """Where a score is expected, and of what is made of others, what makes that uncertain."""
    found = projections_explained(actor, [thing.pk]).get(thing.pk, [])
    widest = found[-1].widest if found and thing.measure is None else ()
    return {"heading": found, "widest": widest, "plan": thing.plan}


def override(request: HttpRequest, node: int) -> HttpResponse:
    """Set the status by hand: a form with reason and end, in a dialog or on a page of its own."""
    actor = actor_of(request)
    thing = node_by_id(actor, node)
    require(actor, Right.EDIT_PLAN)
    form = OverrideForm(request.POST or None, scale=thing.plan.status_scale)
    if request.method == "POST" and form.is_valid():
        override_status(actor, node=thing, **form.cleaned_data)
        notice(request, _("The status is set by hand"), reverse("override_withdraw", args=[node]))
        return redirect(request, "why", node) if not is_htmx(request) else refresh(request)
    context = {"form": form, "thing": thing, "node": node}
    status = 422 if request.method == "POST" else 200
    return render(request, "why/override.html", "why/_override.html", context, status)


@require_POST
def withdraw(request: HttpRequest, node: int) -> HttpResponse:
    """Let the computed status count again."""
    actor = actor_of(request)
    held = override_in_force(actor, node_by_id(actor, node))
    if held is not None:
        withdraw_override(actor, override=held)
        notice(request, _("The computed status counts again"))
    return refresh(request)
