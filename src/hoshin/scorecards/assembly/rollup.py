"""Rolls scores up the graph: the whole of it, or only what lies above some nodes, to the same bit."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from django.db import connection

from hoshin.base.periods import Period
from hoshin.engine import rollup
from hoshin.engine.arrays import Bools, Codes, Floats
from hoshin.engine.reasons import Reason
from hoshin.engine.rollup import RollupResult
from hoshin.scorecards.assembly.rules import Rules
from hoshin.strategy.models import Plan


@dataclass(frozen=True, slots=True)
class EdgeColumns:
    """Edges with the days between which they hold: shape (E,); NaT where open.

    `critical` marks children that cap a gate; `aggregator` and `kth` say how the parent rolls up.
    """

    parent: npt.NDArray[np.int64]
    child: npt.NDArray[np.int64]
    weight: Floats
    critical: Bools
    aggregator: Codes
    kth: npt.NDArray[np.int32]
    valid_from: npt.NDArray[np.datetime64]
    valid_to: npt.NDArray[np.datetime64]

    def holding_on(self, day: date) -> npt.NDArray[np.bool_]:
        """Which edges hold on a day."""
        at = np.datetime64(day)
        return ~(self.valid_from > at) & ~(self.valid_to <= at)

    def only(self, mask: npt.NDArray[np.bool_] | npt.NDArray[np.int64]) -> "EdgeColumns":
        """Some of the edges, or all in an order."""
        return EdgeColumns(*(getattr(self, name)[mask] for name in EdgeColumns.__dataclass_fields__))

    def rolling_up(
        self, parents: Collection[int], aggregator: int, kth: int, critical: Collection[int] | None
    ) -> "EdgeColumns":
        """The same edges, were some parents to roll up in another way, with these children critical (None: as they are)."""
        own = np.isin(self.parent, list(parents))
        marks = self.critical if critical is None else np.where(own, np.isin(self.child, list(critical)), self.critical)
        return replace(
            self,
            critical=marks,
            aggregator=np.where(own, np.uint8(aggregator), self.aggregator),
            kth=np.where(own, np.int32(kth), self.kth),
        )


_COLUMNS = "e.parent_id, e.child_id, e.weight, e.is_critical, e.aggregator, e.kth, e.valid_from, e.valid_to"
_EDGES = f"SELECT {_COLUMNS} FROM scorecards_edge e "


def edges_of_plan(plan: Plan) -> EdgeColumns:
    """All edges of a plan, whenever they hold, ordered by parent and child."""
    return _edges(_EDGES + "JOIN scorecards_node n ON n.id = e.parent_id WHERE n.plan_id = %s ORDER BY 1, 2", [plan.pk])


def edges_of_plan_on(plan: Plan, day: date, most: int) -> EdgeColumns | None:
    """All edges of a plan that hold on a day, ordered by parent and child; None where there are more than most."""
    found = _edges(
        f"""
        SELECT * FROM (
            {_EDGES} JOIN scorecards_node n ON n.id = e.parent_id
            WHERE n.plan_id = %(plan)s AND coalesce(e.valid_from <= %(day)s, true) AND coalesce(e.valid_to > %(day)s, true)
            LIMIT %(most)s + 1
        ) held ORDER BY 1, 2
        """,
        {"plan": plan.pk, "day": day, "most": most},
    )
    return None if len(found.parent) > most else found


def edges_of_parents(parents: Collection[int]) -> EdgeColumns:
    """All edges below some nodes, ordered by parent and child."""
    return _edges(_EDGES + "WHERE e.parent_id = ANY(%s) ORDER BY 1, 2", [list(parents)])


def edges_up_from(nodes: Collection[int]) -> EdgeColumns:
    """All edges below some nodes and below all that ever stood above them, ordered by parent and child. One query."""
    # LATERAL with OFFSET asks the index once for each node: the planner cannot know how few stand above, and would read
    # the whole table of edges.
    return _edges(
        f"""
        WITH RECURSIVE above(id) AS (
            SELECT unnest(%s::bigint[])
            UNION SELECT e.parent_id FROM above JOIN scorecards_edge e ON e.child_id = above.id
        )
        SELECT {_COLUMNS}
        FROM above CROSS JOIN LATERAL (SELECT * FROM scorecards_edge e WHERE e.parent_id = above.id OFFSET 0) e
        ORDER BY 1, 2
        """,
        [list(nodes)],
    )


def edges_below(top: int, days: Collection[date], most: int) -> EdgeColumns:
    """All edges below a node that hold on one of the days; those to its children alone where more nodes than most stand
    there, or four times as many edges. One query."""
    wanted = sorted(days)
    on_any = " OR ".join(
        f"(coalesce(e.valid_from <= %(day{at})s, true) AND coalesce(e.valid_to > %(day{at})s, true))"
        for at in range(len(wanted))
    )
    holding = f"{_EDGES} WHERE {on_any}"
    # The edges themselves are gone through, not the nodes: each is asked of the index once.
    found = _edges(
        f"""
        WITH RECURSIVE below AS (
            SELECT e.* FROM ({holding}) e WHERE e.parent_id = %(top)s
            UNION
            SELECT e.* FROM below JOIN ({holding}) e ON e.parent_id = below.child_id
        ), found AS (SELECT * FROM below LIMIT 4 * %(most)s + 1)
        SELECT e.* FROM found e
        WHERE e.parent_id = %(top)s OR (
            SELECT count(*) <= 4 * %(most)s AND count(DISTINCT child_id) < %(most)s FROM found
        )
        ORDER BY 1, 2
        """,
        {"top": top, "most": most, **{f"day{at}": day for at, day in enumerate(wanted)}},
    )
    return _holding_on_any(found, days)


def edges_down_to_units(tops: Collection[int], days: Collection[date]) -> EdgeColumns:
    """All edges below some nodes that hold on one of the days, down to the first nodes of other units. One query."""
    found = _edges(
        f"""
        WITH RECURSIVE below(node, unit) AS (
            SELECT id, unit_id FROM scorecards_node WHERE id = ANY(%(tops)s)
            UNION
            SELECT e.child_id, below.unit
            FROM below JOIN scorecards_node n ON n.id = below.node JOIN scorecards_edge e ON e.parent_id = n.id
            WHERE (n.unit_id IS NULL OR n.unit_id = below.unit)
              AND EXISTS (SELECT FROM unnest(%(days)s::date[]) AS day WHERE (e.valid_from IS NULL OR e.valid_from <= day)
                          AND (e.valid_to IS NULL OR e.valid_to > day))
        )
        SELECT {_COLUMNS} FROM scorecards_edge e WHERE e.parent_id IN (
            SELECT n.id FROM below JOIN scorecards_node n ON n.id = below.node
            WHERE n.unit_id IS NULL OR n.unit_id = below.unit
        )
        ORDER BY 1, 2
        """,
        {"tops": list(tops), "days": list(days)},
    )
    return _holding_on_any(found, days)


def _holding_on_any(edges: EdgeColumns, days: Collection[date]) -> EdgeColumns:
    mask = np.zeros(len(edges.parent), dtype=np.bool_)
    for day in days:
        mask |= edges.holding_on(day)
    return edges.only(mask)


_DAY_ZERO, _OPEN = "date '1970-01-01'", -(2**31)
# Each column as the bytes that the server has: ten thousand edges come in a tenth of the time that rows would take.
_SENT = {
    "parent_id": ("int8send", ">i8"),
    "child_id": ("int8send", ">i8"),
    "weight": ("float8send", ">f8"),
    "is_critical": ("boolsend", "?"),
    "aggregator::int": ("int4send", ">i4"),
    "kth::int": ("int4send", ">i4"),
    f"coalesce(valid_from - {_DAY_ZERO}, {_OPEN})": ("int4send", ">i4"),
    f"coalesce(valid_to - {_DAY_ZERO}, {_OPEN})": ("int4send", ">i4"),
}
_PACKED = ", ".join(f"string_agg({send}({column}), ''::bytea)" for column, (send, _kind) in _SENT.items())
_TYPES = (np.int64, np.int64, np.float64, np.bool_, np.uint8, np.int32)


def _edges(query: str, params: Sequence[object] | Mapping[str, object]) -> EdgeColumns:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_PACKED} FROM ({query}) edge", params)
        packed = cursor.fetchone()
    columns = [np.frombuffer(sent or b"", kind) for sent, (_send, kind) in zip(packed, _SENT.values(), strict=True)]
    days = [np.where(column == _OPEN, np.datetime64("NaT"), column.astype("datetime64[D]")) for column in columns[6:]]
    return EdgeColumns(*(column.astype(kind) for column, kind in zip(columns[:6], _TYPES, strict=True)), *days)


@dataclass(frozen=True, slots=True)
class Rolled:
    """Scores, shown coverage, reasons and the mark of achieved targets of nodes: ids (n,) ascending, matrices (n, P).

    `has_children` says in which periods a node's score is that of its children.
    """

    node: npt.NDArray[np.int64]
    score: Floats
    coverage: Floats
    reason: npt.NDArray[np.uint8]
    achieved: npt.NDArray[np.bool_]
    has_children: npt.NDArray[np.bool_]

    @classmethod
    def empty(cls, nodes: npt.NDArray[np.int64], periods: int) -> "Rolled":
        """Nodes of which nothing is known yet."""
        shape = (len(nodes), periods)
        return cls(
            nodes,
            np.full(shape, np.nan),
            np.zeros(shape),
            np.full(shape, Reason.NO_DATA, dtype=np.uint8),
            np.zeros(shape, dtype=np.bool_),
            np.zeros(shape, dtype=np.bool_),
        )


@dataclass(frozen=True, slots=True)
class Structure:
    """A run of periods that share a structure: the edges that hold, the least coverage, and the columns of the periods."""

    edges: EdgeColumns
    min_coverage: float
    columns: list[int]


def structures(edges: EdgeColumns, periods: Sequence[Period], rules: Rules) -> list[Structure]:
    """The structures of periods: each takes that of its last day."""
    found: dict[tuple[bytes, float], Structure] = {}
    for columns, rule in rules.runs(periods):
        for column in columns:
            mask = edges.holding_on(periods[column].end)
            key = (mask.tobytes(), rule.min_coverage)
            if key not in found:
                found[key] = Structure(edges.only(mask), rule.min_coverage, [])
            found[key].columns.append(column)
    return list(found.values())


def roll_up_all(rolled: Rolled, edges: EdgeColumns, periods: Sequence[Period], rules: Rules) -> None:
    """The full pass over leaf scores and marks that stand in `rolled`; fills in all that stand above them."""
    for structure in structures(edges, periods, rules):
        graph, columns = graph_of(rolled.node, structure.edges, structure.min_coverage), structure.columns
        given = (np.ascontiguousarray(matrix[:, columns]) for matrix in (rolled.score, rolled.reason))
        result = rollup.roll_up(graph, next(given), leaf_reasons=next(given))
        _put(rolled, columns, graph, result)


def roll_up_above(
    rolled: Rolled,
    edges: EdgeColumns,
    periods: Sequence[Period],
    rules: Rules,
    leaves: Mapping[int, Mapping[date, tuple[float, int]]],
    parents: Collection[int],
) -> None:
    """The incremental pass: brings `rolled`, the state before, up to date with new scores of leaves (NaN: none now).

    `leaves` are scores with the reason of a missing one, node by period start; periods without one keep the score
    that stands. `parents` are computed anew in
    every period, as their children or weights changed; without any left, they have no data. `edges` are all below the
    nodes above. Marks of leaves stand in `rolled` as they are now.
    """
    for structure in structures(edges, periods, rules):
        graph, columns = graph_of(rolled.node, structure.edges, structure.min_coverage), structure.columns
        state = RollupResult(
            *(np.ascontiguousarray(m[:, columns]) for m in (rolled.score, rolled.coverage, rolled.reason))
        )
        above = _at(rolled.node, parents)
        is_leaf = graph.rank < graph.leaves
        changed = _at(rolled.node, leaves)
        changed = changed[is_leaf[changed]]
        scores, reasons = state.score[changed], state.reason[changed]
        for row, node in enumerate(rolled.node[changed].tolist()):
            for at, column in enumerate(columns):
                known = leaves[node].get(periods[column].start)
                if known is not None:
                    scores[row, at], reasons[row, at] = known
        left = np.setdiff1d(above[is_leaf[above]], changed)
        rolled.achieved[np.ix_(left, columns)] = False
        given = np.concatenate([scores, np.full((len(left), len(columns)), np.nan)])
        why = np.concatenate([reasons, np.full((len(left), len(columns)), Reason.DISCONNECTED, np.uint8)])
        rollup.update(graph, state, np.concatenate([changed, left]), given, above[~is_leaf[above]], why)
        _put(rolled, columns, graph, state)


def graph_of(nodes: npt.NDArray[np.int64], edges: EdgeColumns, min_coverage: float) -> rollup.Graph:
    """The engine's graph of edges that hold at one time, among nodes (n,) ascending."""
    child, parent = np.searchsorted(nodes, edges.child), np.searchsorted(nodes, edges.parent)
    aggregator, kth = np.zeros(len(nodes), np.uint8), np.zeros(len(nodes), np.int32)
    aggregator[parent], kth[parent] = edges.aggregator, edges.kth
    return rollup.build_graph(
        len(nodes),
        child.astype(np.int32),
        parent.astype(np.int32),
        edges.weight,
        aggregator=aggregator,
        critical=edges.critical if edges.critical.any() else None,
        min_coverage=min_coverage,
        kth=kth,
    )


def _at(nodes: npt.NDArray[np.int64], some: Collection[int]) -> npt.NDArray[np.int64]:
    return np.searchsorted(nodes, np.array(sorted(some), dtype=np.int64))


def _put(rolled: Rolled, columns: list[int], graph: rollup.Graph, result: RollupResult) -> None:
    """Some periods of one structure, with the marks: a parent achieved its targets if all scored children did."""
    has_children = graph.rank >= graph.leaves
    achieved = rolled.achieved[:, columns]
    if achieved.any():
        _roll_up_achieved(graph, achieved, ~np.isnan(result.score))
    rolled.score[:, columns], rolled.coverage[:, columns] = result.score, result.coverage
    rolled.reason[:, columns], rolled.achieved[:, columns] = result.reason, achieved
    rolled.has_children[:, columns] = has_children[:, None]


def _roll_up_achieved(graph: rollup.Graph, achieved: npt.NDArray[np.bool_], scored: npt.NDArray[np.bool_]) -> None:
    for lo, hi in pairwise(graph.level_start.tolist()[1:]):
        first, end = graph.ptr[lo], graph.ptr[hi]
        child = graph.order[graph.child[first:end]]
        starts = graph.ptr[lo:hi] - first
        some = np.logical_or.reduceat(scored[child], starts, axis=0)
        lacking = np.logical_or.reduceat(scored[child] & ~achieved[child], starts, axis=0)
        achieved[graph.order[lo:hi]] = some & ~lacking
