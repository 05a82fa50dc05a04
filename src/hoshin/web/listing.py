"""What the lists of objectives and of measures have in common: what their address asks for."""

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from hoshin.accounts.access import Actor, Right
from hoshin.actions.reacting import asks_reaction, red_without_action
from hoshin.commentary.asking import nodes_with_a_word, nodes_without_a_word, statuses_asked
from hoshin.scorecards.models import Node
from hoshin.scorecards.policies import nodes_visible_to
from hoshin.scorecards.selectors import SORTS, Wish, nodes_listed, period_for, rule_in
from hoshin.scorecards.statuses import BY_CODE, STATUSES, like_in, words_of
from hoshin.strategy.models import Plan
from hoshin.strategy.policies import plans_visible_to
from hoshin.web.access import actor_of
from hoshin.web.plan_choice import chosen_plan

# Beside the statuses: what stands off track, and nobody acts on it.
UNANSWERED = "unanswered"
_BY_COMMENTARY = {"missing": nodes_without_a_word, "said": nodes_with_a_word}


def context_of(request: HttpRequest, kind: str) -> dict[str, Any]:
    """Plans, the wish, and the page of lines that the address asks for."""
    actor, query = actor_of(request), request.GET
    plans = list(plans_visible_to(actor))
    plan = chosen_plan(actor, plans, query.get("plan", ""))
    status, is_unanswered = BY_CODE.get(query.get("status", "")), query.get("status", "") == UNANSWERED
    if status is not None and plan is not None:
        status = like_in(plan.status_scale, status)
    sort, commentary = query.get("sort", "code"), query.get("commentary", "")
    wish = Wish(
        query.get("q", "").strip(),
        query.get("owner", "").strip(),
        status,
        sort if sort.lstrip("-") in SORTS else "code",
        _found_by_commentary(actor, plan, commentary),
    )
    if is_unanswered:
        wish = replace(wish, among=_unanswered(actor, plan, wish.among))
    found = nodes_listed(actor, plan, kind, wish, query.get("page", 1))
    return {
        "plans": plans,
        "plan": plan,
        "wish": wish,
        "kind": kind,
        "may_choose": actor.has(Right.EDIT_PLAN),
        "rows": found.page,
        "period": found.period,
        "rule": rule_in(plan, found.period) if plan is not None else None,
        "statuses": words_of(plan.status_scale if plan else None, with_missing=kind == "measure"),
        "chosen_status": STATUSES[status].code if status is not None else UNANSWERED if is_unanswered else "",
        "asks_reaction": plan is not None and asks_reaction(plan),
        "asks_commentary": plan is not None and bool(statuses_asked(plan)),
        "chosen_commentary": commentary if commentary in _BY_COMMENTARY else "",
        "has_filter": bool(wish.text or wish.owner or status is not None or wish.among is not None),
    }


def _found_by_commentary(actor: Actor, plan: Plan | None, wanted: str) -> QuerySet[Node] | None:
    """What commentary is asked for and missing ("missing") or said ("said") of in the latest period; None: either."""
    period = period_for(plan) if plan is not None and wanted in _BY_COMMENTARY else None
    return None if plan is None or period is None else _BY_COMMENTARY[wanted](actor, plan, period)


def _unanswered(actor: Actor, plan: Plan | None, among: QuerySet[Node] | None) -> QuerySet[Node]:
    """What is off track without an action in the latest period, of these nodes or of all."""
    period = period_for(plan) if plan is not None else None
    if plan is None or period is None:
        return nodes_visible_to(actor).none()
    found = red_without_action(actor, plan, period)
    return found if among is None else found.filter(pk__in=among.order_by().values("pk"))
