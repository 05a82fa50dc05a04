"""Units that hold the same, ranked, with what stands below for each: from the whole down to one branch and back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoshin.accounts.access import Right
from hoshin.scorecards.models import NodeKind
from hoshin.scorecards.selectors import SideBySide, rule_in, side_by_side
from hoshin.strategy.policies import plans_visible_to
from hoshin.web.access import actor_of
from hoshin.web.htmx import render
from hoshin.web.plan_choice import chosen_plan

SORTS = ("rank", "name", "delta")
KINDS = (NodeKind.PERSPECTIVE, NodeKind.OBJECTIVE, NodeKind.MEASURE)
PICKED = 13


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The units that the address asks for, by what it compares them."""
    actor, query = actor_of(request), request.GET
    plans = list(plans_visible_to(actor))
    plan = chosen_plan(actor, plans, query.get("plan", ""))
    context: dict[str, Any] = {"plans": plans, "plan": plan, "may_edit": actor.has(Right.EDIT_PLAN)}
    if plan is not None:
        sort = query.get("sort", "rank")
        found = side_by_side(
            actor,
            plan,
            of=_compared(query.get("of", "")),
            within=query.get("within", "").strip(),
            everything=query.get("all") == "yes",
            period=query.get("period") or None,
            sort=sort if sort.lstrip("-") in SORTS else "rank",
            page=query.get("page", "1"),
        )
        context |= {
            "found": found,
            "rule": rule_in(plan, found.period),
            "sort": sort,
            "is_all": query.get("all") == "yes",
            "before": found.period.shift(-1) if found.period else None,
            "picked": found.periods[:PICKED],
            "dots": _dots(found),
        }
    return render(request, "side_by_side/page.html", "side_by_side/_units.html", context)


def _compared(text: str) -> tuple[str, str] | None:
    """A kind and a code, as in "objective:GROW"; None for what is no such thing: all that units hold."""
    kind, _mark, code = text.partition(":")
    return (kind, code) if code and kind in KINDS else None


def _dots(found: SideBySide) -> list[str]:
    """Where the scores stand on a line of 100, as numbers for the drawing."""
    return [f"{min(max(score, 0), 100):.1f}" for score in found.scores]
