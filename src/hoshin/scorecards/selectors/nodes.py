"""Nodes of the score graph: those that an actor may see, one by its code, and the tree below one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from hoshin.accounts.access import Actor, Right
from hoshin.base.errors import NotFound
from hoshin.base.periods import Period
from hoshin.base.wordings import Said, sentence
from hoshin.base.words import codes_near
from hoshin.measures.definitions import DEFINITIONS
from hoshin.scorecards.assembly.aggregators import MEAN, WORDS
from hoshin.scorecards.models import Edge, Node, NodeKind, Score
from hoshin.scorecards.policies import nodes_ever_visible_to
from hoshin.strategy.definitions import PLAN_DEFINITIONS


def holding_on(day: date, path: str = "") -> Q:
    """Edges that hold on a day; `path` leads to them."""
    begun = Q(**{f"{path}valid_from": None}) | Q(**{f"{path}valid_from__lte": day})
    return begun & (Q(**{f"{path}valid_to": None}) | Q(**{f"{path}valid_to__gt": day}))


def counting_in(period: Period | None) -> Q:
    """Nodes that count today, and those that counted for something in a period."""
    if period is None:
        return Q(is_active=True)
    told = Score.objects.filter(node=OuterRef("pk"), period=period.start, value__isnull=False)
    held = Q(kind=NodeKind.MEASURE, unit__isnull=False) & Q(Exists(told))
    return placed_in(period) | held


def placed_in(period: Period | None) -> Q:
    """The same of all but measures of units, which may have told something without counting for anything."""
    if period is None:
        return Q(is_active=True)
    edges = Edge.objects.filter(holding_on(period.end))
    placed = Q(Exists(edges.filter(child=OuterRef("pk")))) | Q(Exists(edges.filter(parent=OuterRef("pk"))))
    return Q(is_active=True) | placed


_CODES = {NodeKind.PLAN: "plan__code", NodeKind.PERSPECTIVE: "perspective__code", NodeKind.OBJECTIVE: "objective__code",
          NodeKind.MEASURE: "measure__code", NodeKind.UNIT: "unit__code"}  # fmt: skip
# A code without a kind means the first of these that has it.
_TRIED = (NodeKind.OBJECTIVE, NodeKind.MEASURE, NodeKind.PERSPECTIVE, NodeKind.UNIT, NodeKind.PLAN)


def node_of(
    actor: Actor, code: str, *, kind: str | None = None, unit: str | None = None, plan: str | None = None
) -> Node:
    """The node of a code, of a kind where several things share it; for one unit where asked.

    Raises NotFound, with near matches, where there is none or the actor may not see it.
    """
    nodes = nodes_ever_visible_to(actor)
    if plan:
        nodes = nodes.filter(plan__code__iexact=plan)
    for known in [kind] if kind else _TRIED:
        found = nodes.filter(kind=known, **{f"{_CODES[NodeKind(known)]}__iexact": code})
        if known == NodeKind.PLAN and unit:
            # All that a unit holds of a plan.
            found = nodes.filter(kind=NodeKind.UNIT, plan__code__iexact=code, unit__code__iexact=unit)
        elif known != NodeKind.UNIT:
            found = found.filter(unit__code__iexact=unit) if unit else found.filter(unit__isnull=True)
        found = with_past(found).order_by("-is_active", "plan__position", "plan_id")
        node = next(map(told, found[:1]), None)
        if node:
            return node
    raise NotFound(
        Said("%(kind)s with the code", kind=sentence(kind or "node")), code, known=_codes_near(nodes, kind, code)
    )


def node_by_id(actor: Actor, node: int) -> Node:
    """The node of that number, with its plan and what it stands for. NotFound where the actor may not see it."""
    known = with_past(nodes_ever_visible_to(actor)).select_related("objective", "perspective", "unit")
    found = known.filter(pk=node).first()
    if found is None:
        raise NotFound("score of that number", str(node))
    return told(found)


def with_past(nodes: QuerySet[Node]) -> QuerySet[Any]:
    """The nodes with their plans, and with what these and their measures said before; `told` hands it to them."""
    past = {"plan_said": PLAN_DEFINITIONS.within("plan"), "measure_said": DEFINITIONS.within("measure")}
    return nodes.select_related("plan", "measure").annotate(**past)


def told(node: Any) -> Node:
    """The node, whose plan and measure know what they said before: whoever asks for it makes no query."""
    found: Node = node
    node.plan.said = node.plan_said
    if node.measure is not None:
        node.measure.said = node.measure_said
    return found


def seen_among(actor: Actor, nodes: Collection[int]) -> Collection[int]:
    """Those of some nodes that the actor may see. One query, but for the office."""
    if actor.has(Right.SEE_PRIVATE):
        return nodes
    # As one array: to compile ten thousand parameters takes longer than to find the nodes.
    wanted = RawSQL("SELECT unnest(%s::bigint[])", [[*nodes]])
    return set(nodes_ever_visible_to(actor).filter(pk__in=wanted).values_list("pk", flat=True))


def _codes_near(nodes: QuerySet[Node], kind: str | None, wanted: str) -> list[str]:
    kinds = [NodeKind(kind)] if kind else [NodeKind.OBJECTIVE, NodeKind.MEASURE, NodeKind.PERSPECTIVE]
    return [
        code
        for known in kinds
        for code in codes_near(nodes.filter(kind=known, unit=None), wanted, column=_CODES[known])
    ]


def roll_ups_told(actor: Actor, aggregators: Mapping[int, int], day: date) -> dict[int, str]:
    """By node the word for how it rolls up on a day, of those that are no weighted mean and all of whose parts are seen.

    `aggregators` are those of the nodes, as edges have them. No query where all are means, nor for the office.
    """
    special = {node: WORDS[number] for node, number in aggregators.items() if number != MEAN}
    if special and not actor.has(Right.SEE_PRIVATE):
        seen = nodes_ever_visible_to(actor).values("pk")
        hiding = Edge.objects.filter(holding_on(day), parent__in=special, weight__gt=0).exclude(child__in=seen)
        for node in hiding.values_list("parent", flat=True):
            special.pop(node, None)
    return special


@dataclass(frozen=True, slots=True)
class Branch:
    """A node's place in a tree: its depth, what it stands under and with which weight, whether and how anything counts
    for it."""

    node: int
    parent: int | None
    depth: int
    weight: float | None
    share: float | None
    has_children: bool = False
    aggregator: int = MEAN


def node_tree(top: int, day: date, depth: int, *, opened: Collection[int] | None = None) -> list[Branch]:
    """The tree below a node on a day, parents before children; a node that serves several stands under each.

    `share` is the weight's part of the weights of its siblings. `opened`: besides the top only these nodes are gone into
    (None: all).
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH RECURSIVE tree AS (
                SELECT %(top)s::bigint AS node, NULL::bigint AS parent, 0 AS depth, NULL::float8 AS weight,
                       NULL::float8 AS share
                UNION
                SELECT e.child_id, e.parent_id, tree.depth + 1, e.weight,
                       e.weight / nullif(sum(e.weight) OVER (PARTITION BY e.parent_id), 0)
                FROM tree JOIN scorecards_edge e ON e.parent_id = tree.node
                WHERE tree.depth < %(depth)s AND (%(all)s OR tree.depth = 0 OR tree.node = ANY(%(opened)s))
                  AND (e.valid_from IS NULL OR e.valid_from <= %(day)s)
                  AND (e.valid_to IS NULL OR e.valid_to > %(day)s)
            )
            SELECT node, parent, depth, weight, share, below.aggregator IS NOT NULL, coalesce(below.aggregator, 0)
            FROM tree LEFT JOIN LATERAL (
                SELECT e.aggregator FROM scorecards_edge e WHERE e.parent_id = tree.node
                  AND (e.valid_from IS NULL OR e.valid_from <= %(day)s) AND (e.valid_to IS NULL OR e.valid_to > %(day)s)
                LIMIT 1
            ) below ON true ORDER BY depth, parent, node
            """,
            {"top": top, "day": day, "depth": depth, "all": opened is None, "opened": list(opened or ())},
        )
        return [Branch(*row) for row in cursor.fetchall()]
