"""Which units hold the objectives of a plan: the list of it, added to and taken from."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from hoshin.accounts.access import Actor, Right, require
from hoshin.base.errors import Invalid, NotFound
from hoshin.base.paging import counted_page
from hoshin.strategy.models import Holding, Plan
from hoshin.strategy.policies import holdings_visible_to, objectives_visible_to, plans_visible_to
from hoshin.strategy.selectors import objective_by_code
from hoshin.strategy.services import remove_holding, set_holding
from hoshin.web.access import actor_of
from hoshin.web.found_field import FoundField
from hoshin.web.htmx import notice, redirect, render

PAGE_ROWS = 100
SUGGESTED = 200


class HoldingForm(forms.Form):
    """A unit, what it holds, and whether every unit below holds it too."""

    unit = FoundField("units", required=True, label=gettext_lazy("Unit"))
    objective = forms.CharField(
        label=gettext_lazy("Objective"),
        required=False,
        max_length=600,
        help_text=gettext_lazy("Without one the unit holds every objective of the plan."),
        widget=forms.TextInput({"list": "objectives", "autocomplete": "off"}),
    )
    with_below = forms.BooleanField(label=gettext_lazy("and every unit below"), required=False, initial=True)

    def __init__(self, *arguments: Any, actor: Actor, **named: Any) -> None:
        super().__init__(*arguments, auto_id="holding-%s", **named)
        self.actor = actor
        self.fields["unit"].bind_to(actor, "unit")

    def clean_objective(self) -> Any:
        text = str(self.cleaned_data["objective"]).strip()
        if not text:
            return None
        try:
            return objective_by_code(self.actor, text.rpartition(" · ")[2])
        except NotFound as error:
            raise forms.ValidationError(str(error)) from error


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, plan_id: int) -> HttpResponse:
    """All holdings of a plan; a POST adds one."""
    actor = actor_of(request)
    require(actor, Right.EDIT_PLAN)
    plan = _plan(actor, plan_id)
    form = HoldingForm(request.POST or None, actor=actor)
    if request.method == "POST" and form.is_valid() and _added(actor, plan, form):
        notice(request, _("%(unit)s has a scorecard of its own.") % {"unit": form.cleaned_data["unit"].name})
        return redirect(request, "holdings", plan.pk)
    return _page(request, actor, plan, form)


@require_POST
def remove(request: HttpRequest, plan_id: int, holding_id: int) -> HttpResponse:
    """Let a unit hold something no longer."""
    actor = actor_of(request)
    require(actor, Right.EDIT_PLAN)
    plan = _plan(actor, plan_id)
    holding = holdings_visible_to(actor).filter(plan=plan, pk=holding_id).first()
    if holding is None:
        raise NotFound("holding", str(holding_id))
    remove_holding(actor, holding=holding)
    text = _("%(unit)s holds %(held)s no longer.")
    notice(request, text % {"unit": holding.unit.name, "held": holding.held.name})
    return redirect(request, "holdings", plan.pk)


def _plan(actor: Actor, plan_id: int) -> Plan:
    plan = plans_visible_to(actor).filter(pk=plan_id).first()
    if plan is None:
        raise NotFound("plan", str(plan_id))
    return plan


def _added(actor: Actor, plan: Plan, form: HoldingForm) -> Holding | None:
    try:
        return set_holding(actor, plan=plan, **form.cleaned_data)
    except Invalid as error:
        for problem in error.problems:
            form.add_error(problem.field if problem.field in form.fields else None, str(problem))
        return None


def _page(request: HttpRequest, actor: Actor, plan: Plan, form: HoldingForm) -> HttpResponse:
    rows = holdings_visible_to(actor).filter(plan=plan).order_by("unit__code", "objective__code", "id")
    objectives = objectives_visible_to(actor).filter(plan=plan, unit=None).order_by("position", "id")
    context = {
        "plan": plan,
        "form": form,
        "page": counted_page(rows, request.GET.get("page", 1), size=PAGE_ROWS),
        "objectives": objectives.values_list("code", "name")[:SUGGESTED],
    }
    return render(request, "side_by_side/holdings.html", None, context)
