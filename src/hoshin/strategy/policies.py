"""Who may see plans and what they are made of."""

from typing import Any

from django.db.models import BooleanField, Exists, OuterRef, Q, QuerySet, Value

from hoshin.accounts.access import Actor, Right
from hoshin.accounts.sight import Opening, Relation, every, opened, visible
from hoshin.org.relations import is_self
from hoshin.strategy.choices import Visibility
from hoshin.strategy.definitions import PLAN_DEFINITIONS
from hoshin.strategy.models import (
    CausalLink,
    Contribution,
    Holding,
    Objective,
    PastPlanDefinition,
    Perspective,
    Plan,
    Theme,
    UnitWeight,
)


def _is_public(actor: Actor, path: str) -> Q:
    return Q(**{f"{path}visibility": Visibility.PUBLIC})


def _is_owned(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}owner")


def _serves_what_is_seen(actor: Actor, path: str) -> Q:
    """A measure that serves an objective which the actor may see. What served one that left its plan serves it no more."""
    serving = Contribution.objects.filter(measure=OuterRef(f"{path}pk"), parent__removed_on=None)
    return Q(Exists(serving.filter(opened("objective", actor, "parent__"))))


def _has_both_ends_seen(actor: Actor, path: str) -> Q:
    """A measure at the lower end is seen because the objective at the upper one is."""
    child = Q(**{f"{path}objective": None}) | opened("objective", actor, f"{path}objective__")
    return opened("objective", actor, f"{path}parent__") & child


def _has_cause_and_effect_seen(actor: Actor, path: str) -> Q:
    return opened("objective", actor, f"{path}cause__") & opened("objective", actor, f"{path}effect__")


def _holds_what_is_seen(actor: Actor, path: str) -> Q:
    """That a unit holds a whole plan is no secret."""
    return Q(**{f"{path}objective": None}) | opened("objective", actor, f"{path}objective__")


def _weighs_what_is_seen(actor: Actor, path: str) -> Q:
    objective = Q(**{f"{path}objective__isnull": False}) & opened("objective", actor, f"{path}objective__")
    contribution = Q(**{f"{path}contribution__isnull": False}) & opened("contribution", actor, f"{path}contribution__")
    return Q(**{f"{path}perspective__isnull": False}) | objective | contribution


OPEN = (Opening(Relation.EVERYONE, every),)
TO_OBJECTIVES = (
    Opening(Right.SEE_PRIVATE, every),
    Opening(Relation.EVERYONE, _is_public),
    Opening(Relation.OWNER, _is_owned),
)
TO_MEASURES = (Opening(Relation.THROUGH, _serves_what_is_seen),)
TO_CONTRIBUTIONS = (Opening(Right.SEE_PRIVATE, every), Opening(Relation.THROUGH, _has_both_ends_seen))
TO_HOLDINGS = (Opening(Right.SEE_PRIVATE, every), Opening(Relation.THROUGH, _holds_what_is_seen))
TO_UNIT_WEIGHTS = (Opening(Right.SEE_PRIVATE, every), Opening(Relation.THROUGH, _weighs_what_is_seen))
TO_CAUSAL_LINKS = (Opening(Right.SEE_PRIVATE, every), Opening(Relation.THROUGH, _has_cause_and_effect_seen))


def plans_visible_to(actor: Actor) -> QuerySet[Plan]:
    """All plans, in order, each with what it said before of its scores (`said`, as `PLAN_DEFINITIONS` reads it)."""
    plans = Plan.objects.annotate(said=PLAN_DEFINITIONS.within("pk")).order_by("position", "id")
    return visible(plans, "plan", actor)


def past_plan_definitions_visible_to(actor: Actor) -> QuerySet[PastPlanDefinition]:
    """What plans said once, as open as the plans."""
    return visible(PastPlanDefinition.objects.all(), "past_plan_definition", actor)


def perspectives_ever_visible_to(actor: Actor) -> QuerySet[Perspective]:
    """All perspectives, also those that left their plan."""
    return visible(Perspective.everything.all(), "perspective", actor)


def themes_visible_to(actor: Actor) -> QuerySet[Theme]:
    """All themes."""
    return visible(Theme.objects.all(), "theme", actor)


def objectives_visible_to(actor: Actor) -> QuerySet[Objective]:
    """Public objectives, the actor's own private ones, and all for those who may see private ones of others."""
    return objectives_ever_visible_to(actor).filter(removed_on=None)


def objectives_ever_visible_to(actor: Actor) -> QuerySet[Objective]:
    """As `objectives_visible_to`, with those that left their plan: past scores name them."""
    return visible(Objective.everything.all(), "objective", actor)


def contributions_visible_to(actor: Actor) -> QuerySet[Contribution]:
    """What serves what today, where the actor may see both ends; with child and measure loaded, in order."""
    standing = contributions_ever_visible_to(actor).filter(parent__removed_on=None)
    return standing.select_related("objective", "measure").order_by("parent", "position", "id")


def contributions_ever_visible_to(actor: Actor) -> QuerySet[Contribution]:
    """As `contributions_visible_to`, with those to objectives that left their plan."""
    return visible(Contribution.objects.all(), "contribution", actor)


def causal_links_visible_to(actor: Actor) -> QuerySet[CausalLink]:
    """Causal links where the actor may see both ends, with cause and effect loaded."""
    links = CausalLink.objects.select_related("cause", "effect")
    return visible(links.order_by("cause__position", "effect__position", "id"), "causal_link", actor)


def holdings_visible_to(actor: Actor) -> QuerySet[Holding]:
    """Which units hold which plans and objectives, as far as the actor may see the objective."""
    return visible(Holding.objects.select_related("plan", "objective", "unit"), "holding", actor)


def unit_weights_visible_to(actor: Actor) -> QuerySet[UnitWeight]:
    """What weighs otherwise for a unit, as far as the actor may see what has the weight."""
    return visible(UnitWeight.objects.all(), "unit_weight", actor)


def with_telling(actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Plans, perspectives or objectives, each with whether the actor may know how its parts count for it (`tells`).

    Who knows that a score is the lowest of its parts, and sees only higher ones, knows the score of a hidden one: so only
    who sees all of them may.
    """
    if actor.has(Right.SEE_PRIVATE):
        told: QuerySet[Any] = rows.annotate(tells=Value(True, output_field=BooleanField()))
        return told
    hidden = Objective.everything.exclude(pk__in=objectives_ever_visible_to(actor).values("pk"))
    if rows.model is Objective:
        below = Contribution.objects.filter(parent=OuterRef("pk"), kind=Contribution.Kind.CONTRIBUTES)
        parts: QuerySet[Any] = below.filter(objective__in=hidden.values("pk"))
    elif rows.model is Perspective:
        parts = hidden.filter(perspective=OuterRef("pk"))
    else:
        parts = hidden.filter(plan=OuterRef("pk"), perspective=None)
    found: QuerySet[Any] = rows.annotate(tells=~Exists(parts))
    return found


def tells_how_it_counts(actor: Actor, thing: Plan | Perspective | Objective) -> bool:
    """Whether the actor may know how the parts of one of them count for it. One query, but for the office."""
    if actor.has(Right.SEE_PRIVATE):
        return True
    return bool(with_telling(actor, type(thing)._base_manager.filter(pk=thing.pk)).get().tells)
