"""Everything that the page of a strategy map shows, found for one plan and period."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from hoshin.accounts.access import Actor, Right
from hoshin.base.errors import NotFound
from hoshin.hypotheses.selectors import link_tests_of
from hoshin.scorecards.policies import nodes_visible_to
from hoshin.scorecards.selectors import NodeLine, lines_of, periods_and_choice
from hoshin.strategy.policies import plans_visible_to
from hoshin.strategy.selectors import causal_links, objectives_on_map, plan_by_code
from hoshin.web.addresses import address_or_none
from hoshin.web.htmx import close_dialog, notice, redirect, render, toast
from hoshin.web.strategy_map.drawing import drawing_of
from hoshin.web.strategy_map.forms import LinkForm
from hoshin.web.strategy_map.link_tests import kinds_said, said_of_links
from hoshin.web.way_back import stands_on, undo_since

MOST_BOXES = 60
PICKED = 13


def plan_asked(request: HttpRequest, actor: Actor) -> tuple[Any, list[Any]]:
    """The plan that the address names (the first where it names none; None where there is none), and all plans."""
    plans = list(plans_visible_to(actor))
    code = request.GET.get("plan", "").strip()
    known = next((plan for plan in plans if plan.code.casefold() == code.casefold()), None)
    if code and known is None:
        return plan_by_code(actor, code), plans
    return known or next(iter(plans), None), plans


def plan_drawn(request: HttpRequest, actor: Actor) -> Any:
    """The plan whose map is changed. NotFound where there is none."""
    plan, _plans = plan_asked(request, actor)
    if plan is None:
        raise NotFound("plan")
    return plan


def map_context(request: HttpRequest, actor: Actor, form: LinkForm | None = None) -> dict[str, Any]:
    """What the templates of the map need; the number of queries does not grow with the plan."""
    plan, plans = plan_asked(request, actor)
    context: dict[str, Any] = {"plan": plan, "plans": plans, "may_edit": actor.has(Right.EDIT_PLAN)}
    context["plan_url"] = address_or_none("plan_edit")
    if plan is None:
        return context
    known, period = periods_and_choice(plan, request.GET.get("period"))
    objectives = objectives_on_map(actor, plan, MOST_BOXES + 1)
    shown = objectives[:MOST_BOXES]
    ids = {objective.pk for objective in shown}
    links = [link for link in causal_links(actor, plan) if link.cause_id in ids and link.effect_id in ids]
    said = said_of_links(links, link_tests_of(actor, [link.pk for link in links]) if links else {})
    wanted = request.GET.get("data", "")
    perspectives = list(plan.perspectives.order_by("position", "id"))
    lines = _lines(actor, plan, shown, period)
    query = {"plan": plan.code} | ({"period": str(period)} if period and request.GET.get("period") else {})
    return context | {
        "period": period,
        "periods": known,
        "picked": known[:PICKED],
        "is_cut": len(objectives) > MOST_BOXES,
        "most": MOST_BOXES,
        "objectives": shown,
        "causal_links": links,
        "listed_links": [link for link in links if not wanted or said[link.pk].code == wanted],
        "said_of_links": said,
        "kinds_said": kinds_said(said),
        "wanted_kind": wanted,
        "perspectives": perspectives,
        "drawing": drawing_of(perspectives, shown, links, lines, _addresses(shown, period)),
        "query": urlencode(query),
        # What moves in a scenario comes in behind the map.
        "scenario": request.GET.get("scenario", "").strip()[:100],
        "form": form or LinkForm(),
    }


def answer(request: HttpRequest, actor: Actor, before: int | None, text: str) -> HttpResponse:
    """The map anew with a notice and its way back: in place, or as a page where there is no script."""
    undo = undo_since(actor, before)
    if not stands_on(request, "strategy_map"):
        notice(request, text, undo)
        return redirect(request, f"{reverse('strategy_map')}?{request.GET.urlencode()}")
    response = render(request, "strategy_map/page.html", "strategy_map/_map.html", map_context(request, actor))
    response["HX-Retarget"], response["HX-Reswap"] = "#map", "outerHTML"
    return toast(close_dialog(response), text, undo)


def _addresses(objectives: Sequence[Any], period: Any) -> dict[int, str | None]:
    found = {}
    for objective in objectives:
        address = address_or_none("objective", objective.code)
        found[objective.pk] = f"{address}?period={period}" if address and period else address
    return found


def _lines(actor: Actor, plan: Any, objectives: Sequence[Any], period: Any) -> dict[tuple[str, int], NodeLine]:
    if period is None:
        return {}
    nodes = nodes_visible_to(actor).filter(plan=plan, unit=None)
    wanted = nodes.filter(objective__in=[objective.pk for objective in objectives]) | nodes.filter(kind="perspective")
    lines = lines_of(actor, plan, set(wanted.values_list("id", flat=True)), period)
    return {(line.kind, line.ref): line for line in lines.values()}
