"""Finds plans and what they are made of, as far as the actor may see it."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Upper

from hoshin.accounts.access import Actor, Right, require
from hoshin.base.errors import NotFound
from hoshin.base.words import codes_near
from hoshin.measures.models import Measure
from hoshin.measures.selectors import measures_visible_to
from hoshin.org.relations import is_self
from hoshin.strategy.models import CausalLink, Contribution, Objective, Perspective, Plan, Visibility


def plans_visible_to(actor: Actor) -> QuerySet[Plan]:
    """All plans, in order."""
    require(actor, Right.SEE)
    return Plan.objects.order_by("position", "id")


def plan_by_code(actor: Actor, code: str) -> Plan:
    """The plan of that code, without regard to case. NotFound, with codes that look like it."""
    plans = plans_visible_to(actor)
    plan = plans.filter(code__iexact=code.strip()).first()
    if plan is None:
        raise NotFound("plan", code, known=plans.values_list("code", flat=True))
    return plan


def perspectives_ever(actor: Actor) -> QuerySet[Perspective]:
    """All perspectives, also those that left their plan."""
    require(actor, Right.SEE)
    return Perspective.everything.all()


def objectives_visible_to(actor: Actor) -> QuerySet[Objective]:
    """Public objectives, the actor's own private ones, and all for those who may see private ones of others."""
    return objectives_ever_visible_to(actor).filter(removed_on=None)


def objectives_ever_visible_to(actor: Actor) -> QuerySet[Objective]:
    """As `objectives_visible_to`, with those that left their plan: past scores name them."""
    require(actor, Right.SEE)
    if actor.has(Right.SEE_PRIVATE):
        return Objective.everything.all()
    return Objective.everything.filter(Q(visibility=Visibility.PUBLIC) | is_self(actor, "owner"))


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


def contributions_visible_to(actor: Actor) -> QuerySet[Contribution]:
    """What serves what today, where the actor may see both ends; with child and measure loaded, in order."""
    seen = Contribution.objects.filter(parent__removed_on=None).select_related("objective", "measure")
    seen = seen.order_by("parent", "position", "id")
    if actor.has(Right.SEE_PRIVATE):
        return seen
    visible = objectives_visible_to(actor).values("id")
    return seen.filter(Q(objective=None) | Q(objective__in=visible), parent__in=visible)


def measures_open_to(actor: Actor) -> QuerySet[Measure]:
    """Measures, but those that serve private objectives of others alone."""
    measures = measures_visible_to(actor)
    if actor.has(Right.SEE_PRIVATE):
        return measures
    serving = Contribution.objects.filter(measure=OuterRef("pk"))
    open_to_actor = serving.filter(parent__in=objectives_visible_to(actor).values("id"))
    return measures.filter(Exists(open_to_actor) | ~Exists(serving))


def causal_links_visible_to(actor: Actor) -> QuerySet[CausalLink]:
    """Causal links where the actor may see both ends, with cause and effect loaded."""
    seen = CausalLink.objects.select_related("cause", "effect").order_by("cause__position", "effect__position", "id")
    if actor.has(Right.SEE_PRIVATE):
        return seen
    visible = objectives_visible_to(actor).values("id")
    return seen.filter(cause__in=visible, effect__in=visible)


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
