"""Keeping a scenario, changing it, removing it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Conflict, Invalid
from hoshin.scenarios.models import Scenario
from hoshin.scenarios.policies import require_may_change, require_may_save
from hoshin.scenarios.rows import Assumption
from hoshin.scenarios.selectors import scenario_by_code
from hoshin.scenarios.services import change_scenario, remove_scenario, save_scenario
from hoshin.scorecards.selectors import period_for
from hoshin.strategy.selectors import plan_by_code
from hoshin.web.access import actor_of
from hoshin.web.conflicts import conflict_answer
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.jinja import url
from hoshin.web.scenarios.forms import ScenarioForm, scenario_values
from hoshin.web.scenarios.typed import TypedAssumption, typed_in
from hoshin.web.way_back import undo_since


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Keep the assumptions of the address under a name."""
    actor = actor_of(request)
    require_may_save(actor)
    lines, _faults = typed_in(actor, request.GET)
    form = (
        ScenarioForm(request.POST, actor=actor)
        if request.method == "POST"
        else ScenarioForm(actor=actor, initial={"visibility": "private"})
    )
    if request.method == "POST" and form.is_valid():
        plan = plan_by_code(actor, request.GET.get("plan", ""))
        period = period_for(plan, request.GET.get("period") or None)
        before = own_latest_change(actor)
        try:
            if period is None or not _whole(lines):
                raise Invalid("Nothing is assumed yet.", remedy="Try something first, and keep it then.")
            row = save_scenario(actor, plan=plan, period=period, assumptions=_whole(lines), **_said(form))
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("Kept as %(code)s.") % {"code": row.code}, undo_since(actor, before))
            return redirect(request, "scenario", row.code)
    return _page(request, form, None, lines)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change what a scenario is called, whom it is shared with, and, where the address says so, what it assumes."""
    actor = actor_of(request)
    scenario = scenario_by_code(actor, code)
    require_may_change(actor, scenario)
    lines, _faults = typed_in(actor, request.GET)
    begun = scenario_values(scenario)
    form = (
        ScenarioForm(request.POST, actor=actor)
        if request.method == "POST"
        else ScenarioForm(actor=actor, initial=begun)
    )
    if request.method == "POST" and form.is_valid():
        before = own_latest_change(actor)
        try:
            change_scenario(
                actor,
                scenario=scenario,
                version=form.cleaned_data["version"],
                assumptions=_whole(lines) or None,
                **_said(form),
            )
        except Conflict as conflict:
            theirs = scenario_values(scenario_by_code(actor, code))
            page = url("scenario", scenario.code)
            return conflict_answer(request, conflict, form, theirs, request.get_full_path(), page)
        except Invalid as error:
            place_problems(form, error)
        else:
            undo = undo_since(actor, before)
            notice(request, _("Saved") if undo else _("Nothing was changed."), undo)
            return redirect(request, "scenario", scenario.code)
    return _page(request, form, scenario, lines)


@require_POST
def remove(request: HttpRequest, code: str) -> HttpResponse:
    """Remove a scenario of one's own."""
    actor = actor_of(request)
    scenario = scenario_by_code(actor, code)
    require_may_change(actor, scenario)
    before = own_latest_change(actor)
    remove_scenario(actor, scenario=scenario)
    notice(request, _("%(code)s is removed.") % {"code": scenario.code}, undo_since(actor, before))
    return redirect(request, "scenarios")


def _whole(lines: list[TypedAssumption]) -> list[Assumption]:
    return [line.assumption for line in lines if line.assumption is not None]


def _said(form: ScenarioForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "version"}


def _page(
    request: HttpRequest, form: ScenarioForm, scenario: Scenario | None, lines: list[TypedAssumption]
) -> HttpResponse:
    context = {"form": form, "scenario": scenario, "count": len(_whole(lines))}
    return render(request, "scenarios/edit.html", None, context, status=422 if form.errors else 200)
