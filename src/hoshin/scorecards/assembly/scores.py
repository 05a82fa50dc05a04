"""Finds the scores of a plan: all of them, or those that a change touches."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from itertools import chain

import numpy as np
from django.db import connection

from hoshin.base.periods import Period
from hoshin.engine.reasons import Reason
from hoshin.engine.scoring import Cuts, Status, progress_status_of, status_of
from hoshin.org.models import Organisation
from hoshin.scorecards.assembly import rollup, store
from hoshin.scorecards.assembly.leaves import LeafScores, score_leaves
from hoshin.scorecards.assembly.specs import LeafRows, leaf_rows, specs_of
from hoshin.scorecards.assembly.store import ScoreRow
from hoshin.scorecards.assembly.targets import target_matrix
from hoshin.scorecards.assembly.values import values_of
from hoshin.scorecards.models import Kind, Node
from hoshin.strategy.models import Plan, StatusScale

ACHIEVED = 16


def cuts_of(plan: Plan) -> Cuts:
    """The plan's cut points as the engine takes them."""
    return Cuts(plan.red_below, plan.green_from)


def find_leaves(plan: Plan, rows: LeafRows, periods: Sequence[Period], as_of: datetime | None = None) -> LeafScores:
    """Scores of measure rows in some periods, from what is known at an instant (default: now)."""
    measures = sorted(set(rows.measure.tolist()))
    specs = specs_of(measures)
    fiscal = Organisation.objects.values_list("fiscal_year_start", flat=True).first() or 1
    values = values_of(specs, rows, periods, plan=plan, fiscal_year_start=fiscal, as_of=as_of)
    targets = target_matrix(specs, rows, periods, measures)
    return score_leaves(specs, rows, periods, values, targets, cuts_of(plan))


def find_all(
    plan: Plan, periods: Sequence[Period], as_of: datetime | None = None
) -> tuple[LeafRows, LeafScores, rollup.Rolled, np.ndarray, np.ndarray]:
    """A full pass: measure rows, their scores, and score, status and flags of every node (n, P)."""
    rows = leaf_rows(plan)
    leaves = find_leaves(plan, rows, periods, as_of)
    edges = rollup.edges_of_plan(plan)
    listed = np.array(Node.objects.filter(plan=plan).order_by("id").values_list("id", flat=True))
    nodes = np.unique(np.concatenate([listed.astype(np.int64), edges.parent, edges.child]))
    given = np.full((len(nodes), len(periods)), np.nan)
    given[np.searchsorted(nodes, rows.node)] = leaves.score
    rolled = rollup.roll_up_all(nodes, edges, given, periods, plan.min_coverage)
    achieved = np.zeros(given.shape, dtype=np.uint8)
    achieved[np.searchsorted(nodes, rows.node)] = leaves.flags & ACHIEVED
    if plan.status_scale == StatusScale.PROGRESS:
        _roll_up_achieved(nodes, edges, achieved, rolled, periods)
    status = _status(plan, rolled.score, rolled.reason, achieved)
    return rows, leaves, rolled, status, achieved


def rescore_all(plan: Plan, periods: Sequence[Period]) -> int:
    """Find and store every score of the plan in some periods; returns how many rows changed."""
    if not periods:
        return 0
    return store.write_scores(found_rows(plan, periods))


def found_rows(plan: Plan, periods: Sequence[Period], as_of: datetime | None = None) -> Iterable[ScoreRow]:
    """Every score of the plan in some periods as the engine finds it, from what is known at an instant (default: now)."""
    rows, leaves, rolled, status, flags = find_all(plan, periods, as_of)
    own = set(rows.node.tolist())
    scored_by_children = _with_children(plan)
    leaf_like = [i for i, node in enumerate(rows.node.tolist()) if node not in scored_by_children]
    kept = np.array(leaf_like, dtype=np.int64)
    above = [i for i, node in enumerate(rolled.node.tolist()) if node not in own or node in scored_by_children]
    # Nothing is asked of the database from here on: the rows are written through COPY while they are made.
    return chain(
        store.leaf_score_rows(rows.node[kept].tolist(), periods, _subset(leaves, kept)),
        store.rolled_score_rows(rolled, above, periods, status, flags),
    )


def rescore_measures(plan: Plan, measure_ids: Collection[int], periods: Sequence[Period]) -> int:
    """Find the scores of some measures again, and of all that stands above them where they changed."""
    rows = leaf_rows(plan, measure_ids)
    if not len(rows) or not periods:
        return 0
    parents = _with_children(plan, rows.node.tolist())
    kept = np.array([i for i, node in enumerate(rows.node.tolist()) if node not in parents], dtype=np.int64)
    rows = LeafRows(rows.node[kept], rows.measure[kept], rows.unit[kept])
    found = list(store.leaf_score_rows(rows.node.tolist(), periods, find_leaves(plan, rows, periods)))
    before = _stored([row.node for row in found], periods)
    changed = [row for row in found if before.get((row.node, row.period)) != row]
    dirty: dict[date, set[int]] = defaultdict(set)
    for row in changed:
        old = before.get((row.node, row.period))
        if old is None or (old.score, old.coverage, old.flags) != (row.score, row.coverage, row.flags):
            dirty[row.period].add(row.node)
    return store.write_scores(changed) + rescore_above(plan, dirty, {(row.node, row.period): row for row in changed})


def rescore_above(
    plan: Plan,
    dirty: dict[date, set[int]],
    fresh: dict[tuple[int, date], ScoreRow],
    including: Collection[int] = (),
) -> int:
    """Recompute, level by level, every node above the dirty ones; stop where nothing changes.

    `including` are nodes to recompute themselves, as their children or weights changed.
    """
    touched = set().union(*dirty.values()) if dirty else set()
    above = rollup.ancestors_of([*touched, *including]) | set(including)
    if not above or not dirty:
        return 0
    edges = rollup.edges_of_parents(above)
    by_day = {period: Period.containing(period, plan.period_frequency) for period in sorted(dirty)}
    state = _stored([*above, *edges.child.tolist()], list(by_day.values()))
    state.update(fresh)
    levels = rollup.levels(above, edges)
    written: list[ScoreRow] = []
    for start, period in by_day.items():
        holding = _holding(edges, period)
        written += _rescore_period(plan, start, levels, holding, dirty[start], set(including), state)
    return store.write_scores(written)


def _rescore_period(
    plan: Plan,
    start: date,
    levels: Sequence[Sequence[int]],
    edges: rollup.EdgeColumns,
    dirty: set[int],
    including: set[int],
    state: dict[tuple[int, date], ScoreRow],
) -> list[ScoreRow]:
    children = defaultdict(list)
    for parent, child in zip(edges.parent.tolist(), edges.child.tolist()):
        children[parent].append(child)
    written = []
    moved = set(dirty)
    for level in levels:
        parents = [node for node in level if node in including or not moved.isdisjoint(children[node])]
        known = {child: _passed(state.get((child, start))) for node in parents for child in children[node]}
        found = rollup.roll_up_rows([node for node in parents if children[node]], edges, known, plan.min_coverage)
        for node in parents:
            score, coverage, reason = found.get(node, (np.nan, 0.0, int(Reason.NO_DATA)))
            row = _rolled_row(
                plan, node, start, score, coverage, reason, [state.get((c, start)) for c in children[node]]
            )
            if state.get((node, start)) != row:
                state[(node, start)] = row
                written.append(row)
                moved.add(node)
    return written


def _rolled_row(
    plan: Plan, node: int, start: date, score: float, coverage: float, reason: int, children: list[ScoreRow | None]
) -> ScoreRow:
    achieved = 0
    if plan.status_scale == StatusScale.PROGRESS:
        scored = [child.flags for child in children if child is not None and child.score is not None]
        achieved = ACHIEVED if scored and all(flags & ACHIEVED for flags in scored) else 0
    status = _status(plan, np.array([score]), np.array([reason]), np.array([achieved]))
    return ScoreRow(node, start, store.number(score), coverage, int(status[0]), reason, achieved)


def _passed(row: ScoreRow | None) -> tuple[float, float]:
    if row is None:
        return np.nan, 0.0
    return (
        np.nan if row.score is None else row.score,
        0.0 if row.reason == Reason.BELOW_COVERAGE else row.coverage,
    )


def _holding(edges: rollup.EdgeColumns, period: Period) -> rollup.EdgeColumns:
    mask = edges.holding_on(period.end)
    return rollup.EdgeColumns(
        edges.parent[mask], edges.child[mask], edges.weight[mask], edges.valid_from[mask], edges.valid_to[mask]
    )


def _status(plan: Plan, score: np.ndarray, reason: np.ndarray, achieved: np.ndarray) -> np.ndarray:
    if plan.status_scale == StatusScale.PROGRESS:
        return progress_status_of(score, achieved.astype(np.bool_))
    return status_of(score, reason, cuts_of(plan))


def _roll_up_achieved(
    nodes: np.ndarray,
    edges: rollup.EdgeColumns,
    achieved: np.ndarray,
    rolled: rollup.Rolled,
    periods: Sequence[Period],
) -> None:
    """A parent achieved its targets only if all children that have a score did; fills the matrix in place."""
    valid = ~np.isnan(rolled.score)
    levels = rollup.levels(set(edges.parent.tolist()), edges)
    for column, period in enumerate(periods):
        holding = _holding(edges, period)
        parent, child = np.searchsorted(nodes, holding.parent), np.searchsorted(nodes, holding.child)
        for level in levels:
            inside = np.isin(holding.parent, level)
            some = np.zeros(len(nodes), dtype=np.bool_)
            lacking = np.zeros(len(nodes), dtype=np.bool_)
            counted = inside & valid[child, column]
            some[parent[counted]] = True
            lacking[parent[counted & (achieved[child, column] == 0)]] = True
            at = np.searchsorted(nodes, level)
            achieved[at, column] = np.where(some[at] & ~lacking[at], ACHIEVED, 0)


def _with_children(plan: Plan, nodes: Collection[int] | None = None) -> set[int]:
    """Measure nodes whose score is that of their units."""
    query = Node.objects.filter(plan=plan, kind=Kind.MEASURE, child_edges__valid_to__isnull=True)
    if nodes is not None:
        query = query.filter(id__in=nodes)
    return set(query.filter(child_edges__isnull=False).values_list("id", flat=True))


def _subset(leaves: LeafScores, which: np.ndarray) -> LeafScores:
    return LeafScores(*(getattr(leaves, name)[which] for name in LeafScores.__dataclass_fields__))


def _stored(nodes: Collection[int], periods: Sequence[Period]) -> dict[tuple[int, date], ScoreRow]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(store.COLUMNS)} FROM scorecards_score WHERE node_id = ANY(%s) AND period = ANY(%s)",
            [sorted(set(nodes)), [period.start for period in periods]],
        )
        return {(row[0], row[1]): ScoreRow(*row) for row in cursor.fetchall()}


__all__ = ["Status", "find_all", "find_leaves", "rescore_above", "rescore_all", "rescore_measures"]
