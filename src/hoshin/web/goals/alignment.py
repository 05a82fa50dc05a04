"""How goals line up with the plan: the cascade as a tree that loads as it opens, shares as a matrix, and where it breaks."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from hoshin.accounts.access import Actor
from hoshin.base.paging import MOST_COUNTED, counted_page
from hoshin.base.whole_numbers import whole_number
from hoshin.okrs.selectors.alignment import (
    LEVEL,
    AlignedLevel,
    matrix,
    plans_with_goals_first,
    serving,
    strategic_objectives,
)
from hoshin.okrs.selectors.gaps import childless, orphans, overloaded
from hoshin.scorecards.selectors import NodeLine, newest_lines_of_goals
from hoshin.strategy.models import Plan
from hoshin.strategy.policies import plans_visible_to
from hoshin.strategy.selectors import objective_by_code
from hoshin.web.access import actor_of
from hoshin.web.goals.whose import unit_named
from hoshin.web.htmx import render
from hoshin.web.jinja import url
from hoshin.web.plan_choice import chosen_plan

A_PAGE = 100
GAPS = {"orphans": _("Goals that lead nowhere"), "childless": _("Objectives that nobody takes up"),
        "overloaded": _("People with more than seven goals")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ShownLevel:
    """A level of the tree with how its objectives stand, and where it goes on."""

    level: AlignedLevel
    lines: dict[int, NodeLine]
    depth: int
    code: str = ""
    next_page: int = 0


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The tree from the plan or an objective that is named, the matrix, or a list of what does not line up."""
    actor, view = actor_of(request), request.GET.get("view", "tree")
    plans = plans_with_goals_first(actor)
    plan = chosen_plan(actor, plans, request.GET.get("plan", ""))
    context: dict[str, Any] = {
        "plan": plan,
        "plans": plans,
        "view": view,
        "gaps": [],
        "show": "",
        "gap_names": GAPS,
        "top": None,
        "unit": None,
    }
    if plan is None:
        return render(request, "goals/alignment.html", context=context)
    found = _gaps(actor, plan)
    context["gaps"] = [(name, label, None) for name, label in GAPS.items()]
    show = request.GET.get("show", "")
    if show in found:
        context |= {"show": show, "page": counted_page(found[show], request.GET.get("page", 1), size=A_PAGE)}
        context["here"] = partial(url, "alignment", plan=plan.code, show=show)
    elif view == "matrix":
        unit = unit_named(actor, request.GET["unit"]) if request.GET.get("unit", "").strip() else None
        context |= {"matrix": matrix(actor, plan, unit), "unit": unit}
    elif request.GET.get("of"):
        top = objective_by_code(actor, request.GET["of"])
        context |= {"top": top, "shown": _level(actor, plan, serving(actor, top), 1, top.code, 1)}
    else:
        context["shown"] = _level(actor, plan, strategic_objectives(actor, plan), 1)
    return render(request, "goals/alignment.html", context=context)


@require_safe
def gaps(request: HttpRequest) -> HttpResponse:
    """The ways to what does not line up, with how much it is: what comes in behind the page, as it looks at all goals."""
    actor = actor_of(request)
    plan = chosen_plan(actor, plans_with_goals_first(actor), request.GET.get("plan", ""))
    found = _gaps(actor, plan) if plan else {}
    counted = [(name, GAPS[name], rows.order_by()[: MOST_COUNTED + 1].count()) for name, rows in found.items()]
    return render(
        request,
        "goals/_gap_links.html",
        None,
        {"plan": plan, "gaps": counted, "show": request.GET.get("at"), "most": MOST_COUNTED},
    )


def _gaps(actor: Actor, plan: Plan) -> dict[str, QuerySet[Any]]:
    return {"orphans": orphans(actor, plan), "childless": childless(actor, plan), "overloaded": overloaded(actor)}


@require_safe
def below(request: HttpRequest, code: str) -> HttpResponse:
    """What serves one objective, a page of it: what a branch of the tree loads as it opens."""
    actor, page = actor_of(request), _number(request, "page", 10_000)
    parent = objective_by_code(actor, code)
    level = serving(actor, parent, skip=(page - 1) * LEVEL)
    plan = plans_visible_to(actor).get(pk=parent.plan_id)
    shown = _level(actor, plan, level, _number(request, "depth", 40), parent.code, page)
    return render(request, "goals/_aligned.html", None, {"shown": shown})


def _level(actor: Actor, plan: Plan, level: AlignedLevel, depth: int, code: str = "", page: int = 1) -> ShownLevel:
    lines = _lines(actor, plan, [row.objective.pk for row in level.rows])
    return ShownLevel(level, lines, depth, code, page + 1 if level.has_more else 0)


def _lines(actor: Actor, plan: Plan, objectives: Collection[int]) -> dict[int, NodeLine]:
    lines = newest_lines_of_goals(actor, plan, dict.fromkeys(objectives, ()))
    return {number: line for (_kind, number), line in lines.items()}


def _number(request: HttpRequest, name: str, most: int) -> int:
    """A number of the address from 1; 1 for what is none."""
    text = request.GET.get(name, "")
    return min(whole_number(text) or 1, most)
