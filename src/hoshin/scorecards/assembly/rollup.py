"""Rolls scores up the graph: the whole of it, or only what lies above some nodes, to the same bit."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
from django.db import connection

from hoshin.base.periods import Period
from hoshin.engine import rollup
from hoshin.strategy.models import Plan

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class EdgeColumns:
    """Edges with the days between which they hold: shape (E,); NaT where open."""

    parent: npt.NDArray[np.int64]
    child: npt.NDArray[np.int64]
    weight: Floats
    valid_from: npt.NDArray[np.datetime64]
    valid_to: npt.NDArray[np.datetime64]

    def holding_on(self, day: date) -> npt.NDArray[np.bool_]:
        """Which edges hold on a day."""
        at = np.datetime64(day)
        return ~(self.valid_from > at) & ~(self.valid_to <= at)


_EDGES = "SELECT e.parent_id, e.child_id, e.weight, e.valid_from, e.valid_to FROM scorecards_edge e "


def edges_of_plan(plan: Plan) -> EdgeColumns:
    """All edges of a plan, whenever they hold, ordered by parent and child."""
    return _edges(_EDGES + "JOIN scorecards_node n ON n.id = e.parent_id WHERE n.plan_id = %s ORDER BY 1, 2", [plan.pk])


def edges_of_parents(parents: Collection[int]) -> EdgeColumns:
    """All edges below some nodes, ordered by parent and child."""
    return _edges(_EDGES + "WHERE e.parent_id = ANY(%s) ORDER BY 1, 2", [list(parents)])


def edges_below(top: int, days: Collection[date], most: int) -> EdgeColumns:
    """All edges below a node that hold on one of the days; those to its children alone where there are more than most."""
    found = _edges(
        """
        WITH RECURSIVE below AS (
            SELECT %(top)s::bigint AS node
            UNION
            SELECT e.child_id FROM below JOIN scorecards_edge e ON e.parent_id = below.node
            WHERE EXISTS (SELECT FROM unnest(%(days)s::date[]) AS day WHERE (e.valid_from IS NULL OR e.valid_from <= day)
                          AND (e.valid_to IS NULL OR e.valid_to > day))
        ), counted AS (SELECT node FROM below LIMIT %(most)s + 1)
        SELECT e.parent_id, e.child_id, e.weight, e.valid_from, e.valid_to FROM scorecards_edge e
        WHERE e.parent_id IN (SELECT node FROM counted WHERE node = %(top)s OR (SELECT count(*) FROM counted) <= %(most)s)
        ORDER BY 1, 2
        """,
        {"top": top, "days": list(days), "most": most},
    )
    mask = np.zeros(len(found.parent), dtype=np.bool_)
    for day in days:
        mask |= found.holding_on(day)
    return EdgeColumns(*(getattr(found, name)[mask] for name in EdgeColumns.__dataclass_fields__))


def _edges(query: str, params: Sequence[object] | Mapping[str, object]) -> EdgeColumns:
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        rows = cursor.fetchall()
    parent, child, weight, start, end = zip(*rows) if rows else ((), (), (), (), ())
    return EdgeColumns(
        np.array(parent, dtype=np.int64),
        np.array(child, dtype=np.int64),
        np.array(weight, dtype=np.float64),
        np.array(start, dtype="datetime64[D]"),
        np.array(end, dtype="datetime64[D]"),
    )


def ancestors_of(nodes: Collection[int]) -> frozenset[int]:
    """All nodes above some nodes, over every edge that ever held."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE above(id) AS (SELECT parent_id FROM scorecards_edge WHERE child_id = ANY(%s) "
            "UNION SELECT e.parent_id FROM above JOIN scorecards_edge e ON e.child_id = above.id) SELECT id FROM above",
            [list(nodes)],
        )
        return frozenset(row[0] for row in cursor.fetchall())


@dataclass(frozen=True, slots=True)
class Rolled:
    """Scores, shown coverage and reasons of nodes: ids (n,) ascending, matrices (n, P)."""

    node: npt.NDArray[np.int64]
    score: Floats
    coverage: Floats
    reason: npt.NDArray[np.uint8]


def structures(edges: EdgeColumns, periods: Sequence[Period]) -> list[tuple[npt.NDArray[np.bool_], list[int]]]:
    """Runs of periods that share a structure: the mask of edges that hold, and the columns of those periods.

    A period takes the structure of its last day.
    """
    found: dict[bytes, tuple[npt.NDArray[np.bool_], list[int]]] = {}
    for column, period in enumerate(periods):
        mask = edges.holding_on(period.end)
        found.setdefault(mask.tobytes(), (mask, []))[1].append(column)
    return list(found.values())


def roll_up_all(
    nodes: npt.NDArray[np.int64],
    edges: EdgeColumns,
    leaf_scores: Floats,
    periods: Sequence[Period],
    min_coverage: float,
) -> Rolled:
    """The full pass: node ids (n,) ascending, leaf scores (n, P) with NaN elsewhere."""
    score, coverage = np.full(leaf_scores.shape, np.nan), np.zeros(leaf_scores.shape)
    reason = np.zeros(leaf_scores.shape, dtype=np.uint8)
    for mask, columns in structures(edges, periods):
        graph = rollup.build_graph(
            len(nodes),
            np.searchsorted(nodes, edges.child[mask]).astype(np.int32),
            np.searchsorted(nodes, edges.parent[mask]).astype(np.int32),
            edges.weight[mask],
            min_coverage=min_coverage,
        )
        result = rollup.roll_up(graph, np.ascontiguousarray(leaf_scores[:, columns]))
        score[:, columns], coverage[:, columns], reason[:, columns] = result.score, result.coverage, result.reason
    return Rolled(nodes, score, coverage, reason)


def roll_up_rows(
    parents: Sequence[int],
    edges: EdgeColumns,
    known: Mapping[int, tuple[float, float]],
    min_coverage: float,
) -> dict[int, tuple[float, float, int]]:
    """One level of the incremental pass in one period: score, shown coverage and reason of each parent.

    `edges` hold in the period and are ordered by parent and child; `known` has (score, coverage to pass on) of the
    children.
    """
    starts = np.searchsorted(edges.parent, np.array(parents, dtype=np.int64))
    ends = np.searchsorted(edges.parent, np.array(parents, dtype=np.int64), side="right")
    picked = np.concatenate([np.arange(lo, hi) for lo, hi in zip(starts, ends)]) if len(starts) else starts
    missing = (np.nan, 0.0)
    state = np.array([known.get(int(child), missing) for child in edges.child[picked]], dtype=np.float64).reshape(-1, 2)
    ptr = np.concatenate([[0], np.cumsum(ends - starts)])
    result = rollup.roll_up_rows(
        np.ascontiguousarray(state[:, 0]),
        np.ascontiguousarray(state[:, 1]),
        edges.weight[picked],
        ptr,
        min_coverage=min_coverage,
    )
    return {
        parent: (float(s), float(c), int(r))
        for parent, s, c, r in zip(parents, result.score, result.coverage, result.reason)
    }


def levels(parents: Collection[int], edges: EdgeColumns) -> list[list[int]]:
    """The parents sorted into levels such that each comes after all of its children among them."""
    below: dict[int, set[int]] = defaultdict(set)
    inside = set(parents)
    for parent, child in zip(edges.parent.tolist(), edges.child.tolist()):
        if child in inside:
            below[parent].add(child)
    ordered: list[list[int]] = []
    left = inside
    while left:
        level = sorted(node for node in left if not below[node] & left)
        if not level:
            raise ValueError("the contributions form a cycle")
        ordered.append(level)
        left = left - set(level)
    return ordered
