"""Finds plans and what they are made of, as far as the actor may see it."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoshin.accounts.access import Actor, Right, require
from hoshin.base.errors import NotFound
from hoshin.base.words import begins_with
from hoshin.measures.models import Measure
from hoshin.measures.selectors import measures_visible_to
from hoshin.org.selectors import people_found, units_visible_to
from hoshin.strategy.models import CausalLink, Contribution, Objective, Perspective, Plan, Theme, Visibility


@dataclass(slots=True)
class ObjectiveOutline:
    """An objective with what counts for it, in order."""

    objective: Objective
    contributions: list[Contribution] = field(default_factory=list)


@dataclass(slots=True)
class PerspectiveOutline:
    """A perspective with its objectives, in order; `perspective` is None for objectives that stand in none."""

    perspective: Perspective | None
    objectives: list[ObjectiveOutline] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Outline:
    """A plan as a list that a reader can follow from top to bottom."""

    plan: Plan
    perspectives: list[PerspectiveOutline]
    themes: list[Theme]


@dataclass(frozen=True, slots=True)
class Found:
    """One answer of a search: what it is, its code and name, and a second line that tells it from others."""

    kind: str
    id: int
    code: str
    name: str
    detail: str = ""


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


def objectives_visible_to(actor: Actor) -> QuerySet[Objective]:
    """Public objectives, the actor's own private ones, and all for those who may see private ones of others."""
    require(actor, Right.SEE)
    if actor.has(Right.SEE_PRIVATE):
        return Objective.objects.all()
    seen = Q(visibility=Visibility.PUBLIC)
    if actor.user_id is not None:
        seen |= Q(owner__user_id=actor.user_id)
    if actor.email:
        seen |= Q(owner__user=None, owner__email__iexact=actor.email)
    return Objective.objects.filter(seen)


def objective_by_code(actor: Actor, code: str) -> Objective:
    """The objective of that code, without regard to case. NotFound, with codes that look like it."""
    objectives = objectives_visible_to(actor)
    objective = (
        objectives.select_related("plan", "perspective", "theme", "unit", "owner")
        .filter(code__iexact=code.strip())
        .first()
    )
    if objective is None:
        raise NotFound("objective", code, known=objectives.values_list("code", flat=True))
    return objective


def outline(actor: Actor, plan: Plan) -> Outline:
    """Perspectives, objectives and contributions of a plan. Four queries, however large the plan."""
    seen = objectives_visible_to(actor).filter(plan=plan)
    objectives = list(seen.select_related("unit", "owner", "theme").order_by("position", "id"))
    by_parent = defaultdict(list)
    for contribution in contributions_visible_to(actor).filter(parent__plan=plan):
        by_parent[contribution.parent_id].append(contribution)
    places: dict[int | None, PerspectiveOutline] = {
        perspective.pk: PerspectiveOutline(perspective) for perspective in plan.perspectives.order_by("position", "id")
    }
    for objective in objectives:
        place = places.setdefault(objective.perspective_id, PerspectiveOutline(None))
        place.objectives.append(ObjectiveOutline(objective, by_parent[objective.pk]))
    return Outline(plan, list(places.values()), list(plan.themes.all()))


def contributions_visible_to(actor: Actor) -> QuerySet[Contribution]:
    """What serves what, where the actor may see both ends; with child and measure loaded, in order."""
    seen = Contribution.objects.select_related("objective", "measure").order_by("parent", "position", "id")
    if actor.has(Right.SEE_PRIVATE):
        return seen
    visible = objectives_visible_to(actor).values("id")
    return seen.filter(Q(objective=None) | Q(objective__in=visible), parent__in=visible)


def measures_open_to(actor: Actor) -> QuerySet[Measure]:
    """Measures, but those that serve private objectives of others alone."""
    measures = measures_visible_to(actor)
    if actor.has(Right.SEE_PRIVATE):
        return measures
    serving = Contribution.objects.exclude(measure=None)
    open_to_actor = serving.filter(parent__in=objectives_visible_to(actor).values("id")).values("measure")
    return measures.filter(Q(pk__in=open_to_actor) | ~Q(pk__in=serving.values("measure")))


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


def found(actor: Actor, text: str, limit: int = 20) -> list[Found]:
    """Objectives, measures, units and people whose code or name holds the text: those that begin with it first.

    At most `limit` of each kind; four queries.
    """
    wanted = text.strip()
    if not wanted:
        return []
    holds = begins_with(wanted)
    objectives = objectives_visible_to(actor).filter(holds).select_related("perspective").order_by("code")[:limit]
    measures = measures_open_to(actor).filter(holds).order_by("code")[:limit]
    units = units_visible_to(actor).filter(holds).order_by("code")[:limit]
    answers = [
        Found("objective", row.pk, row.code, row.name, row.perspective.name if row.perspective else "")
        for row in objectives
    ]
    answers += [Found("measure", row.pk, row.code, row.name, row.unit_of_measure) for row in measures]
    answers += [Found("unit", row.pk, row.code, row.name) for row in units]
    answers += [
        Found("person", row.pk, row.employee_id, row.name, row.title or (row.unit.name if row.unit else ""))
        for row in people_found(actor, wanted, limit)
    ]
    folded = wanted.casefold()
    return sorted(answers, key=lambda answer: _distance(answer, folded))


def _distance(answer: Found, folded: str) -> int:
    code, name = answer.code.casefold(), answer.name.casefold()
    if code == folded:
        return 0
    if code.startswith(folded) or name.startswith(folded):
        return 1
    return 2 if f" {folded}" in f" {name}" else 3
