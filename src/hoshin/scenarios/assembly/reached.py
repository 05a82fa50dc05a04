"""What weights and effects that are assumed reach: the edges that would weigh otherwise, and the gaps below objectives."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from hoshin.base.periods import Period
from hoshin.scenarios.rows import Assumption
from hoshin.scorecards.models import Edge, NodeKind
from hoshin.scorecards.selectors.nodes import holding_on
from hoshin.strategy.models import Plan, UnitWeight

MOST_BELOW = 2_000


@dataclass(frozen=True, slots=True)
class WeighedEdge:
    """An edge with the things at its ends; `is_apart`: a unit weighs it in a way of its own."""

    parent: int
    child: int
    weight: float
    parent_kind: str
    within: int | None
    kind: str
    thing: int
    is_apart: bool

    def is_of(self, one: Assumption) -> bool:
        """Whether an assumption about a weight is about this one."""
        if (self.kind, self.thing) != (one.thing._meta.model_name, one.thing.pk):
            return False
        if one.parent is not None:
            return self.within == one.parent.pk
        return self.parent_kind not in (NodeKind.OBJECTIVE, NodeKind.MEASURE)


def edges_weighing(plan: Plan, period: Period, assumptions: Sequence[Assumption]) -> list[WeighedEdge]:
    """The edges above what is assumed to weigh otherwise, as they hold in a period. One query, or none."""
    if not assumptions:
        return []
    about = Q()
    for one in assumptions:
        about |= Q(**{f"child__{one.thing._meta.model_name}": one.thing})
    of_unit = UnitWeight.objects.filter(unit=OuterRef("parent__unit"))
    contribution = {"contribution__parent": OuterRef("parent__objective")}
    edges = Edge.objects.filter(about, holding_on(period.end), parent__plan=plan).annotate(
        apart_within=Exists(
            of_unit.filter(
                Q(contribution__measure=OuterRef("child__measure"))
                | Q(contribution__objective=OuterRef("child__objective")),
                **contribution,
            )
        ),
        apart=Exists(
            of_unit.filter(
                Q(perspective=OuterRef("child__perspective")) | Q(objective=OuterRef("child__objective")),
            )
        ),
    )
    rows = edges.order_by("pk").values_list(
        "parent", "child", "weight", "parent__kind", "parent__objective", "child__kind", "child__measure",
        "child__objective", "child__perspective", "apart_within", "apart",
    )  # fmt: skip
    return [
        WeighedEdge(
            *ends, measure or objective or perspective, apart_within if ends[3] == NodeKind.OBJECTIVE else apart
        )
        for *ends, measure, objective, perspective, apart_within, apart in rows
    ]  # fmt: skip


_GAPS = """
WITH RECURSIVE top AS (
    SELECT id, objective_id FROM scorecards_node
    WHERE plan_id = %(plan)s AND kind = 'objective' AND objective_id = ANY(%(objectives)s) AND unit_id IS NULL
), below AS (
    SELECT id AS top, id AS node FROM top
    UNION
    SELECT b.top, e.child_id FROM below b JOIN scorecards_edge e ON e.parent_id = b.node
    WHERE (e.valid_from IS NULL OR e.valid_from <= %(day)s) AND (e.valid_to IS NULL OR e.valid_to > %(day)s)
), counted AS (SELECT top, count(*) > %(most)s AS is_too_large FROM below GROUP BY top)
SELECT top.objective_id, n.measure_id, s.value, s.target
FROM below b
JOIN top ON top.id = b.top
JOIN counted c ON c.top = b.top
JOIN scorecards_node n ON n.id = b.node AND n.kind = 'measure' AND n.unit_id IS NULL
JOIN scorecards_score s ON s.node_id = n.id AND s.period = %(period)s AND s.value IS NOT NULL AND s.target IS NOT NULL
WHERE CASE WHEN c.is_too_large THEN EXISTS (
    SELECT FROM scorecards_edge e WHERE e.parent_id = b.top AND e.child_id = b.node
        AND (e.valid_from IS NULL OR e.valid_from <= %(day)s) AND (e.valid_to IS NULL OR e.valid_to > %(day)s)
) ELSE NOT EXISTS (
    SELECT FROM scorecards_edge e WHERE e.parent_id = b.node
        AND (e.valid_from IS NULL OR e.valid_from <= %(day)s) AND (e.valid_to IS NULL OR e.valid_to > %(day)s)
) END
ORDER BY n.id
"""


def gaps_below(plan: Plan, period: Period, objectives: Collection[int]) -> dict[int, dict[int, tuple[float, float]]]:
    """By objective the value and the target of the measures below it that have both; of those right below it where too much
    stands there. One query, or none."""
    found: dict[int, dict[int, tuple[float, float]]] = defaultdict(dict)
    if objectives:
        named = {"plan": plan.pk, "objectives": sorted(objectives), "day": period.end, "period": period.start}
        with connection.cursor() as cursor:
            cursor.execute(_GAPS, named | {"most": MOST_BELOW})
            for objective, measure, value, target in cursor.fetchall():
                found[objective][measure] = (value, target)
    return found
