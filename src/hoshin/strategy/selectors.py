"""Finds plans and what they are made of, as far as the actor may see it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Upper

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.base.words import codes_near
from hoshin.org.models import Unit
from hoshin.org.relations import is_self
from hoshin.strategy.definitions import PLAN_DEFINITIONS
from hoshin.strategy.models import CausalLink, Contribution, Objective, Perspective, Plan, UnitWeight
from hoshin.strategy.parts import parts_of
from hoshin.strategy.policies import (
    causal_links_visible_to,
    contributions_visible_to,
    objectives_ever_visible_to,
    objectives_visible_to,
    perspectives_ever_visible_to,
    plans_visible_to,
    unit_weights_visible_to,
)


def plan_by_code(actor: Actor, code: str) -> Plan:
    """The plan of that code, without regard to case. NotFound, with codes that look like it."""
    plans = plans_visible_to(actor)
    plan = plans.filter(code__iexact=code.strip()).first()
    if plan is None:
        raise NotFound("plan", code, known=plans.values_list("code", flat=True))
    return plan


def plan_nearest(actor: Actor) -> Plan | None:
    """The first plan in which something is the actor's own, else the first of all; None where they see none. One query."""
    own = objectives_visible_to(actor).filter(is_self(actor, "owner"), plan=OuterRef("pk"))
    return plans_visible_to(actor).order_by(Exists(own).desc(), "position", "id").first()


def perspective_by_code(actor: Actor, code: str) -> Perspective:
    """The perspective of that code, without regard to case. NotFound, with codes that look like it."""
    perspectives = perspectives_ever_visible_to(actor).filter(removed_on=None)
    found = perspectives.select_related("plan").filter(code__iexact=code.strip()).first()
    if found is None:
        raise NotFound("perspective", code, known=codes_near(perspectives, code))
    return found


def parts_visible_to(actor: Actor, thing: Plan | Perspective | Objective) -> list[Any]:
    """The rows that say what counts for a thing, and how, in order, as far as the actor may see what counts."""
    rows = parts_of(thing)
    if isinstance(thing, Perspective):
        rows = rows.filter(pk__in=objectives_visible_to(actor).values("pk"))
    if isinstance(thing, Objective):
        rows = rows.filter(pk__in=contributions_visible_to(actor).order_by().values("pk"))
    return list(rows)


def objective_by_code(actor: Actor, code: str, *, ever: bool = False) -> Objective:
    """The objective of that code, without regard to case; with `ever` also one that left its plan. Its plan knows its past.

    NotFound, with codes that look like it.
    """
    objectives = objectives_ever_visible_to(actor) if ever else objectives_visible_to(actor)
    named = objectives.select_related("plan", "perspective", "theme", "unit", "owner").filter(code__iexact=code.strip())
    objective = named.annotate(plan_said=PLAN_DEFINITIONS.within("plan")).first()
    if objective is None:
        raise NotFound("objective", code, known=codes_near(objectives, code))
    objective.plan.said = objective.plan_said
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


@dataclass(frozen=True, slots=True)
class WeighedHere:
    """What may weigh otherwise for a unit: what it weighs everywhere, and the weight of the unit's own if it has one."""

    weighed: Perspective | Objective | Contribution
    name: str
    under: str
    everywhere: float
    own: UnitWeight | None


def weighed_for(actor: Actor, plan: Plan, unit: Unit) -> list[WeighedHere]:
    """Perspectives, objectives of the whole and what serves these, in the order of the plan, with a unit's own weights."""
    rows = unit_weights_visible_to(actor).filter(unit=unit).select_related("perspective", "objective", "contribution")
    own = {(type(row.weighed), row.weighed.pk): row for row in rows}
    found: list[WeighedHere] = []

    def add(weighed: Perspective | Objective | Contribution, name: str, under: str) -> None:
        found.append(WeighedHere(weighed, name, under, weighed.weight, own.get((type(weighed), weighed.pk))))

    of_whole = objectives_visible_to(actor).filter(plan=plan, unit=None).order_by("position", "id")
    counting = Contribution.objects.filter(objective__plan=plan, kind=Contribution.Kind.CONTRIBUTES)
    serving = set(counting.values_list("objective", flat=True))
    served: dict[int, list[Contribution]] = {}
    for one in contributions_visible_to(actor).filter(parent__in=of_whole, kind=Contribution.Kind.CONTRIBUTES):
        if one.objective is None or one.objective.unit_id is None:
            served.setdefault(one.parent_id, []).append(one)
    for side in [*plan.perspectives.order_by("position", "id"), None]:
        if side is not None:
            add(side, side.name, plan.name)
        for objective in of_whole:
            if objective.perspective_id != (side.pk if side else None):
                continue
            if objective.pk not in serving:
                add(objective, objective.name, side.name if side else plan.name)
            for one in served.get(objective.pk, ()):
                add(one, one.child.name, objective.name)
    return found
