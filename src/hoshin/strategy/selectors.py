"""Finds plans and what they are made of, as far as the actor may see it."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Upper

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.base.words import codes_near
from hoshin.strategy.models import CausalLink, Contribution, Objective, Plan
from hoshin.strategy.policies import (
    causal_links_visible_to,
    objectives_ever_visible_to,
    objectives_visible_to,
    plans_visible_to,
)


def plan_by_code(actor: Actor, code: str) -> Plan:
    """The plan of that code, without regard to case. NotFound, with codes that look like it."""
    plans = plans_visible_to(actor)
    plan = plans.filter(code__iexact=code.strip()).first()
    if plan is None:
        raise NotFound("plan", code, known=plans.values_list("code", flat=True))
    return plan


def objective_by_code(actor: Actor, code: str, *, ever: bool = False) -> Objective:
    """The objective of that code, without regard to case; with `ever` also one that left its plan.

    NotFound, with codes that look like it.
    """
    objectives = objectives_ever_visible_to(actor) if ever else objectives_visible_to(actor)
    objective = (
        objectives.select_related("plan", "perspective", "theme", "unit", "owner")
        .filter(code__iexact=code.strip())
        .first()
    )
    if objective is None:
        raise NotFound("objective", code, known=codes_near(objectives, code))
    return objective


def objectives_of_codes(actor: Actor, plan: Plan, codes: Collection[str]) -> list[int]:
    """The ids of the objectives of a plan with these codes, without regard to case; others are left out."""
    found = objectives_visible_to(actor).filter(plan=plan).alias(folded=Upper("code"))
    return list(found.filter(folded__in={code.strip().upper() for code in codes}).values_list("id", flat=True))


def objectives_on_map(actor: Actor, plan: Plan, limit: int) -> list[Objective]:
    """Objectives that stand on the strategy map: those that feed a perspective, and those that drive or are driven.

    At most `limit`, linked ones first; in plan order, with owners loaded. One query.
    """
    as_child = Contribution.objects.filter(objective=OuterRef("pk"))
    links = CausalLink.objects.filter(Q(cause=OuterRef("pk")) | Q(effect=OuterRef("pk")))
    shown = objectives_visible_to(actor).filter(plan=plan, perspective__isnull=False).select_related("owner")
    shown = shown.annotate(is_linked=Exists(links)).filter(Q(is_linked=True) | ~Exists(as_child))
    found = list(shown.order_by("-is_linked", "position", "id")[:limit])
    return sorted(found, key=lambda objective: (objective.position, objective.pk))


def causal_links(actor: Actor, plan: Plan) -> list[CausalLink]:
    """The links of a plan's strategy map."""
    return list(causal_links_visible_to(actor).filter(cause__plan=plan))
