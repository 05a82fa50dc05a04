"""Reads a plan level by level: what feeds its perspectives, what serves an objective, and the way down to one thing.

Nothing here reads more of a plan than the level that is asked for.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum, Window
from django.db.models.functions import RowNumber

from hoshin.accounts.access import Actor
from hoshin.measures.models import Measure
from hoshin.strategy.models import Contribution, Objective, Perspective, Plan
from hoshin.strategy.policies import contributions_visible_to, objectives_visible_to

Placed = TypeVar("Placed", Objective, Contribution)

PAGE = 100
DEEPEST = 100


@dataclass(frozen=True, slots=True)
class Span:
    """Which lines of a level are read: from `first`, counted from 0, up to but without `last`."""

    first: int = 0
    last: int = PAGE


@dataclass(frozen=True, slots=True)
class Level(Generic[Placed]):
    """Siblings in order: those of a span, and how many there are and weigh in all."""

    rows: list[Placed]
    span: Span = Span()
    among: int = 0
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class Below:
    """How many objectives and measures stand directly under an objective."""

    objectives: int = 0
    measures: int = 0

    @property
    def all(self) -> int:
        return self.objectives + self.measures


@dataclass(frozen=True, slots=True)
class Way:
    """The objectives to open from a perspective down to a thing, and the span of each level on which the next stands.

    Spans are keyed by the id of the objective above; `top` is the span in the perspective. `contribution_id` is the place
    of the thing itself; None where it feeds a perspective.
    """

    opened: list[Objective]
    spans: dict[int, Span]
    top: Span
    contribution_id: int | None


def has_at_most(plan: Plan, lines: int) -> bool:
    """Whether a plan has no more objectives and measures to show than that. Two queries that stop counting there."""
    objectives = plan.objectives.order_by()[: lines + 1].count()
    if objectives > lines:
        return False
    measures = Contribution.objects.filter(parent__plan=plan, parent__removed_on=None).exclude(measure=None).order_by()
    return objectives + measures[: lines + 1].count() <= lines


def feeding(actor: Actor, plan: Plan, spans: Mapping[int, Span], *, loose: Span | None) -> dict[int | None, Level]:
    """By perspective the objectives that feed it because they serve no other; under None those in no perspective.

    `spans` are by perspective id; those that are not named are read from their beginning. Objectives in no perspective
    are looked for only where `loose` says which. One query.
    """
    place = Q(perspective__isnull=False)
    if loose is not None:
        place |= Q(perspective=None)
    rows = _feeding(actor, plan).filter(place).defer("description")
    within = _within("perspective", spans) if loose is None else _within("perspective", spans) | _inside(None, loose)
    rows = _numbered(rows, "perspective", Q()).filter(within).order_by("number")
    all_spans: dict[int | None, Span] = {**spans, None: loose or Span()}
    return _levels(rows, "perspective_id", all_spans)


def serving(
    actor: Actor, spans: Mapping[int, Span], *, parents: Collection[int] = (), plan: Plan | None = None
) -> dict[int, Level]:
    """By objective what serves it, with child and measure loaded: of these parents, or of all of a plan. One query."""
    rows = contributions_visible_to(actor)
    rows = rows.filter(parent__in=parents) if plan is None else rows.filter(parent__plan=plan)
    rows = _numbered(rows, "parent", Q(kind=Contribution.Kind.CONTRIBUTES))
    return _levels(rows.filter(_within("parent", spans)).order_by("parent_id", "number"), "parent_id", dict(spans))


def below(actor: Actor, objectives: Collection[int]) -> dict[int, Below]:
    """By objective what stands directly under it; those with nothing are left out. One query."""
    rows = contributions_visible_to(actor).filter(parent__in=objectives).order_by().values_list("parent_id")
    return {
        parent: Below(below_it, measures)
        for parent, below_it, measures in rows.annotate(o=Count("objective"), m=Count("measure"))
    }


def size_of(actor: Actor, above: Objective | Perspective) -> int:
    """How many lines stand directly under an objective or in a perspective. One query."""
    if isinstance(above, Objective):
        return contributions_visible_to(actor).filter(parent=above).count()
    return _feeding(actor, above.plan).filter(perspective=above).count()


def way_to(actor: Actor, thing: Objective | Measure, plan: Plan) -> Way | None:
    """The way down to an objective or a measure of a plan; None where it stands nowhere that the actor may see.

    What stands at several places is looked for at the one that was made first. Six queries, however deep it stands.
    """
    places = contributions_visible_to(actor).filter(parent__plan=plan).order_by("id")
    last = places.filter(**{"measure" if isinstance(thing, Measure) else "objective": thing}).first()
    if last is None and isinstance(thing, Measure):
        return None
    ids = _upwards(last.parent_id, plan.pk) if last else [thing.pk]
    seen = objectives_visible_to(actor).filter(plan=plan).in_bulk(ids)
    if any(pk not in seen for pk in ids):
        return None
    top = seen[ids[0]]
    feeders = _feeding(actor, plan).filter(perspective=top.perspective_id)
    before = feeders.filter(Q(position__lt=top.position) | Q(position=top.position, pk__lt=top.pk)).count()
    opened = [seen[pk] for pk in ids] if last else []
    return Way(opened, _spans_on_the_way(actor, ids, last), page_with(before), last.pk if last else None)


def _spans_on_the_way(actor: Actor, ids: list[int], last: Contribution | None) -> dict[int, Span]:
    if last is None:
        return {}
    steps = Q(pk=last.pk)
    for above, under in pairwise(ids):
        steps |= Q(parent=above, objective=under)
    rows = contributions_visible_to(actor)
    earlier = Q(pk__in=[])
    for row in rows.filter(steps):
        earlier |= Q(parent=row.parent_id) & (Q(position__lt=row.position) | Q(position=row.position, pk__lt=row.pk))
    counts = dict(rows.filter(earlier).order_by().values_list("parent_id").annotate(n=Count("id")))
    return {pk: page_with(counts.get(pk, 0)) for pk in ids}


def _feeding(actor: Actor, plan: Plan) -> QuerySet[Objective]:
    as_child = Contribution.objects.filter(objective=OuterRef("pk"))
    return objectives_visible_to(actor).filter(~Exists(as_child), plan=plan)


def _numbered(rows: QuerySet, group: str, counted: Q) -> QuerySet:
    """Each row with its number in its group, from 1, and how many there are and weigh."""
    together = {"partition_by": [F(f"{group}_id")]}
    return rows.annotate(
        number=Window(RowNumber(), order_by=["position", "id"], **together),
        among=Window(Count("id"), **together),
        total=Window(Sum("weight", filter=counted) if counted else Sum("weight"), **together),
    )


def _inside(key: int | None, span: Span) -> Q:
    return Q(perspective=key, number__gt=span.first, number__lte=span.last)


def _within(group: str, spans: Mapping[int, Span]) -> Q:
    """Rows whose number lies in the span of their group, or on the first page where it has none."""
    others = Q(number__lte=PAGE) & Q(**{f"{group}__isnull": False})
    if spans:
        others &= ~Q(**{f"{group}__in": list(spans)})
    for key, span in spans.items():
        others |= Q(**{group: key, "number__gt": span.first, "number__lte": span.last})
    return others


def _levels(rows: QuerySet, key: str, spans: Mapping) -> dict:
    levels: dict = {}
    for row in rows:
        group = getattr(row, key)
        level = levels.get(group)
        if level is None:
            level = levels[group] = Level([], spans.get(group, Span()), row.among, row.total or 0.0)
        level.rows.append(row)
    return levels


def _upwards(objective_id: int, plan_id: int) -> list[int]:
    """The objective and those above it, the topmost first; where it serves several, what it served first."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH RECURSIVE way (id, steps) AS (
                SELECT %s::bigint, 0
                UNION ALL
                SELECT above.parent_id, way.steps + 1 FROM way CROSS JOIN LATERAL (
                    SELECT c.parent_id FROM strategy_contribution c JOIN strategy_objective o ON o.id = c.parent_id
                    WHERE c.objective_id = way.id AND o.plan_id = %s ORDER BY c.id LIMIT 1
                ) above WHERE way.steps < %s
            ) SELECT id FROM way ORDER BY steps DESC
            """,
            [objective_id, plan_id, DEEPEST],
        )
        return [row[0] for row in cursor.fetchall()]


def page_with(before: int) -> Span:
    """The page on which the line stands that has so many before it."""
    first = before // PAGE * PAGE
    return Span(first, first + PAGE)
