"""What weighs otherwise on the scorecard of one unit: all of it in one table, saved at once."""

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hoshin.accounts.access import Actor, Right, require
from hoshin.base.errors import NotFound
from hoshin.base.formats import as_typed
from hoshin.base.whole_numbers import whole_number
from hoshin.org.models import Unit
from hoshin.org.selectors import unit_by_code
from hoshin.strategy.policies import plans_visible_to
from hoshin.strategy.selectors import WeighedHere, weighed_for
from hoshin.strategy.services import set_unit_weights
from hoshin.web.access import actor_of
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.number_field import weight_field

MOST = 400


@dataclass(frozen=True, slots=True)
class WeightRow:
    """One line of the table: its field, what stands there, the number that it is, and what is wrong with it.

    `was` and `version`: what stood there when the page was shown, and of which version of the row ("": there was none).
    """

    here: WeighedHere
    field: str
    typed: str
    weight: float | None
    was: str
    version: str
    problem: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, plan_id: int, unit: str) -> HttpResponse:
    """What weighs how on a unit's scorecard; a POST saves the table."""
    actor = actor_of(request)
    require(actor, Right.EDIT_PLAN)
    plan = plans_visible_to(actor).filter(pk=plan_id).first()
    if plan is None:
        raise NotFound("plan", str(plan_id))
    where = unit_by_code(actor, unit)
    rows = [_row(request, here) for here in weighed_for(actor, plan, where)[:MOST]]
    has_problems = any(row.problem for row in rows)
    if request.method == "POST" and not has_problems:
        changed = _save(actor, where, rows)
        notice(request, _changed_words(changed, where))
        return redirect(request, "unit_weights", plan.pk, where.code)
    context = {"plan": plan, "unit": where, "rows": rows, "has_problems": has_problems}
    return render(request, "side_by_side/weights.html", None, context, status=422 if has_problems else 200)


def _changed_words(count: int, unit: Unit) -> str:
    words = ngettext("One weight of %(unit)s changed.", "%(count)s weights of %(unit)s changed.", count)
    return words % {"count": count, "unit": unit.name}


def _row(request: HttpRequest, here: WeighedHere) -> WeightRow:
    field = f"{type(here.weighed).__name__.lower()}-{here.weighed.pk}"
    stored = here.own.weight if here.own else None
    if request.method != "POST":
        text = "" if stored is None else as_typed(stored)
        return WeightRow(here, field, text, stored, text, str(here.own.version) if here.own else "")
    was, version = request.POST.get(f"{field}-was", ""), request.POST.get(f"{field}-version", "")
    typed = request.POST.get(field, "")
    try:
        weight = weight_field(required=False).clean(typed)
    except forms.ValidationError as error:
        return WeightRow(here, field, typed, None, was, version, " ".join(error.messages))
    return WeightRow(here, field, typed, weight, was, version)


def _save(actor: Actor, unit: Unit, rows: list[WeightRow]) -> int:
    """What was typed over; what somebody else changed meanwhile is a conflict. A weight that was not there has version 0."""
    changed = [row for row in rows if row.typed.strip() != row.was.strip()]
    versions = {row.here.weighed: whole_number(row.version) or 0 for row in changed}
    weights = [(row.here.weighed, row.weight) for row in changed]
    return set_unit_weights(actor, unit=unit, weights=weights, versions=versions)
