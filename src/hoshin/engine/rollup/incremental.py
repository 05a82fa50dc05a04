"""The incremental pass: only the ancestors of what changed, each once, to the same bits as the full pass."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from hoshin.engine.arrays import Bools, Floats
from hoshin.engine.reasons import Reason
from hoshin.engine.rollup.aggregators import IdArray, IndexArray
from hoshin.engine.rollup.graph import Graph
from hoshin.engine.rollup.row import RollupResult, expand_segments, reject_infinite, roll_up_rows


@dataclass(frozen=True, slots=True)
class UpdateResult:
    """Ids of nodes whose stored result changed, ascending, and how many parents were computed anew."""

    touched: IdArray
    computed: int


def update(
    graph: Graph,
    state: RollupResult,
    changed_leaves: ArrayLike,
    new_scores: ArrayLike,
    parents: ArrayLike = (),
    reasons: ArrayLike | None = None,
) -> UpdateResult:
    """Bring `state` (n,) or (n, P) up to date in place after leaves (k,) took scores (k,) or (k, P).

    Equals a full pass bit for bit. NaN withdraws a leaf, leaf coverage becomes 1 where there is a score. `parents`
    are nodes with children that are computed anew in any case, as their weights or children changed; above them, as
    above the leaves, only what moves is. `reasons`, shaped like the scores, say why they are missing, and are passed
    on. ValueError for infinite scores, for ids that are repeated or have children, and for parents without.
    Source: own, level by level.
    """
    leaves, scores = np.asarray(changed_leaves, np.int64), np.asarray(new_scores, np.float64)
    forced = np.asarray(parents, np.int64)
    _check(graph, state, leaves, scores, forced)
    missing = np.isnan(scores)
    why = np.asarray(Reason.NO_DATA if reasons is None else reasons, np.uint8)
    given = RollupResult(scores, (~missing).astype(np.float64), np.where(missing, why, np.uint8(0)))
    moved = _store(state, leaves, given)
    touched, computed = [moved], 0
    pending = np.zeros(graph.n, np.bool_)
    pending[graph.rank[forced]] = True
    _mark_parents(graph, moved, pending)
    # No node stands below another of its level, so that a level is complete once those below it are.
    for lo, hi in pairwise(graph.level_start.tolist()[1:]):
        rows = lo + np.flatnonzero(pending[lo:hi])
        if rows.size:
            found = _compute(graph, state, rows, passes_on=reasons is not None)
            moved = _store(state, graph.order[rows].astype(np.int64), found)
            touched.append(moved)
            computed += int(rows.size)
            _mark_parents(graph, moved, pending)
    return UpdateResult(np.sort(np.concatenate(touched)).astype(np.int32), computed)


def _check(graph: Graph, state: RollupResult, leaves: IndexArray, scores: Floats, parents: IndexArray) -> None:
    if scores.shape != (leaves.size, *state.score.shape[1:]):
        raise ValueError("new scores must have one row for each changed leaf, and the periods of the state")
    if np.unique(leaves).size != leaves.size:
        raise ValueError("a leaf is given more than once")
    if (graph.rank[leaves] >= graph.leaves).any():
        raise ValueError("a node with children cannot be given a score")
    if (graph.rank[parents] < graph.leaves).any():
        raise ValueError("a node without children cannot be computed")
    reject_infinite(scores, "score")


def _compute(graph: Graph, state: RollupResult, rows: IndexArray, *, passes_on: bool) -> RollupResult:
    edges, first = expand_segments(graph.ptr[rows], graph.ptr[rows + 1])
    children = graph.order[graph.child[edges]]
    reason = state.reason[children]
    passed = np.where(reason == Reason.BELOW_COVERAGE, 0.0, state.coverage[children])
    return roll_up_rows(
        state.score[children],
        passed,
        graph.weight[edges],
        np.append(first, edges.size),
        graph.aggregator[rows],
        graph.min_coverage[rows],
        None if graph.critical is None else graph.critical[edges],
        kth=graph.kth[rows],
        reasons=reason if passes_on else None,
    )


def _store(state: RollupResult, nodes: IndexArray, new: RollupResult) -> IndexArray:
    old = state.score[nodes]
    same = (old == new.score) | (np.isnan(old) & np.isnan(new.score))
    same &= (state.coverage[nodes] == new.coverage) & (state.reason[nodes] == new.reason)
    changed = ~(same if same.ndim == 1 else same.all(axis=1))
    moved: IndexArray = nodes[changed]
    state.score[moved], state.coverage[moved] = new.score[changed], new.coverage[changed]
    state.reason[moved] = new.reason[changed]
    return moved


def _mark_parents(graph: Graph, nodes: IndexArray, pending: Bools) -> None:
    ranks = graph.rank[nodes]
    edges, _ = expand_segments(graph.parent_ptr[ranks], graph.parent_ptr[ranks + 1])
    pending[graph.parent[edges]] = True
