"""Asking what would follow, the list of scenarios, one of them, and several side by side."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from hoshin.accounts.access import Actor
from hoshin.base.errors import HoshinError, Invalid, NotFound
from hoshin.base.paging import counted_page
from hoshin.base.periods import Period
from hoshin.base.whole_numbers import whole_number
from hoshin.scenarios.policies import ScenarioRight, may_change_scenario
from hoshin.scenarios.rows import Assumption
from hoshin.scenarios.selectors import (
    SHOWN,
    WouldMoveLine,
    assumptions_in,
    compared,
    levers,
    scenario_answer,
    scenario_by_code,
    scenarios_listed,
    what_if,
)
from hoshin.scenarios.validity import together_problems
from hoshin.scorecards.models import NodeKind
from hoshin.scorecards.selectors import period_for
from hoshin.strategy.models import Plan
from hoshin.strategy.policies import plans_visible_to
from hoshin.web.access import actor_of
from hoshin.web.htmx import is_htmx, redirect, render
from hoshin.web.jinja import url
from hoshin.web.plan_choice import chosen_plan
from hoshin.web.scenarios.typed import as_query, typed_in

PAGE_LINES, PICKED, MOST_COMPARED = 50, 13, 3
_SHOWN = {"all": _("All"), "mine": _("Mine"), "shared": _("Shared with me")}


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """What would follow of the assumptions in the address; nothing is written."""
    actor, query = actor_of(request), request.GET
    plans = list(plans_visible_to(actor))
    plan = chosen_plan(actor, plans, query.get("plan", ""))
    context: dict[str, Any] = {"plans": plans, "plan": plan, "may_save": actor.has(ScenarioRight.SAVE_OWN)}
    if plan is not None:
        context |= _asked(request, actor, plan)
    return render(request, "scenarios/ask.html", None, context)


def _asked(request: HttpRequest, actor: Actor, plan: Plan) -> dict[str, Any]:
    query = request.GET
    lines, faults = typed_in(actor, query)
    assumed = [line.assumption for line in lines if line.assumption is not None]
    found = None
    try:
        if problems := together_problems(assumed):
            raise Invalid(problems)
        of = query.get("of", "")
        found = what_if(actor, plan, assumed, period=query.get("period") or None, of=whole_number(of))
    except Invalid as error:
        faults.append(str(error))
    period = found.period if found else None
    told = iter(found.assumed) if found else iter(())
    rows = [(line, next(told, None) if line.assumption is not None else None) for line in lines]
    keep = {"plan": plan.code, "period": str(period) if period else "", **as_query(assumed)}
    return {
        "rows": rows,
        "faults": faults,
        "found": found,
        "period": period,
        "picked": found.periods[:PICKED] if found else [],
        "kept": urlencode(keep, doseq=True),
        "levers_at": url("what_if_levers", plan=plan.code, period=period, of=query.get("of", "")),
    }


@require_safe
def levers_list(request: HttpRequest) -> HttpResponse:
    """Which single measure, brought to its target, would move the score most: comes in behind the page."""
    actor, query = actor_of(request), request.GET
    plan = chosen_plan(actor, list(plans_visible_to(actor)), query.get("plan", ""))
    context: dict[str, Any] = {"plan": plan, "levers": None, "period": None}
    if plan is not None:
        period = _period(plan, query.get("period", ""))
        of = query.get("of", "")
        context["period"] = period
        if period is not None:
            context["levers"] = levers(actor, plan, period, whole_number(of))
    return render(request, "scenarios/levers.html", "scenarios/_levers.html", context)


def _period(plan: Plan, wanted: str) -> Period | None:
    """The period asked for, or the latest with a score; None where there is none."""
    try:
        return period_for(plan, wanted or None)
    except NotFound:
        return None


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Scenarios of one's own and those that were shared, searched; two or three are chosen to be compared."""
    actor, query = actor_of(request), request.GET
    shown = query.get("shown", "all")
    text = query.get("q", "").strip()
    rows = scenarios_listed(actor, text=text, shown=shown if shown in SHOWN else "all")
    context = {
        "rows": counted_page(rows, query.get("page", 1), size=PAGE_LINES),
        "text": text,
        "shown_now": shown,
        "shown": _SHOWN.items(),
        "has_filter": bool(text) or shown not in ("", "all"),
    }
    return render(request, "scenarios/index.html", "scenarios/_list.html", context)


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One scenario: what it assumes, and what would follow today."""
    actor = actor_of(request)
    scenario = scenario_by_code(actor, code)
    assumed, hidden = assumptions_in(actor, scenario)
    found, fault = None, ""
    try:
        found = scenario_answer(actor, scenario)
    except HoshinError as error:
        fault = str(error)
    own = [one for at, one in enumerate(assumed) if at not in hidden]
    context = {
        "scenario": scenario,
        "found": found,
        "fault": fault,
        "may_change": may_change_scenario(actor, scenario),
        "may_save": actor.has(ScenarioRight.SAVE_OWN),
        "on_the_map": url("strategy_map", plan=scenario.plan.code, period=scenario.period, scenario=scenario.code),
        "begin": _begin(scenario.plan.code, str(scenario.period), own, code=scenario.code),
    }
    return render(request, "scenarios/scenario.html", None, context)


@require_safe
def marks(request: HttpRequest, code: str) -> HttpResponse:
    """What moves in a scenario, which a script puts on the boxes of a strategy map."""
    actor = actor_of(request)
    scenario = scenario_by_code(actor, code)
    if not is_htmx(request):
        return redirect(request, "scenario", scenario.code)
    moved, fault = list[WouldMoveLine](), ""
    try:
        if request.GET.get("plan", scenario.plan.code) != scenario.plan.code:
            raise Invalid(_now("%(code)s is about another plan.") % {"code": scenario.code})
        found = scenario_answer(actor, scenario)
        of_objectives = (one for one in found.moved if one.line.kind == NodeKind.OBJECTIVE and not one.line.unit)
        moved = [one for one in of_objectives if one.is_told and one.moved]
    except HoshinError as error:
        fault = str(error)
    return render(request, "scenarios/_marks.html", None, {"scenario": scenario, "moved": moved, "fault": fault})


def _begin(plan: str, period: str, assumed: Sequence[Assumption], code: str = "") -> str:
    """The address at which these assumptions are changed and tried."""
    return f"{url('what_if')}?" + urlencode(
        {"plan": plan, "period": period, "scenario": code, **as_query(assumed)}, doseq=True
    )


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Two or three scenarios side by side: what each would bring, node by node."""
    actor = actor_of(request)
    found = compared(actor, list(dict.fromkeys(request.GET.getlist("s")))[:MOST_COMPARED])
    lines = {}
    for _scenario, answer in found:
        lines |= {one.line.node: one for one in answer.moved} if answer else {}
    rows = [
        (one, [next((m for m in answer.moved if m.line.node == node), None) if answer else None
               for _scenario, answer in found])
        for node, one in lines.items()
    ]  # fmt: skip
    return render(request, "scenarios/compare.html", None, {"found": found, "rows": rows})
