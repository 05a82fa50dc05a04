"""The incremental pass: only the ancestors of changed leaves, each once, to the same bits as the full pass."""

from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np
from numpy.typing import ArrayLike

from hoshin.engine.reasons import Reason
from hoshin.engine.rollup.aggregators import BoolArray, ByteArray, FloatArray, IdArray, IndexArray
from hoshin.engine.rollup.full import roll_up
from hoshin.engine.rollup.graph import Graph
from hoshin.engine.rollup.row import RollupResult, expand_segments, reject_infinite, roll_up_rows

FULL_PASS_SHARE = 0.02


@dataclass(frozen=True, slots=True)
class UpdateResult:
    """Ids of nodes whose stored result changed, ascending, and how many parents were computed anew."""

    touched: IdArray
    computed: int
    full_pass: bool


def update(graph: Graph, state: RollupResult, changed_leaves: ArrayLike, new_scores: ArrayLike) -> UpdateResult:
    """Bring `state` (n,) or (n, P) up to date in place after leaves (k,) took scores (k,) or (k, P).

    Equals a full pass bit for bit. NaN withdraws a leaf. Above 2 % of the leaves it runs the full pass.
    Leaf coverage becomes 1 where there is a score. Raises ValueError for infinite scores, and for ids
    that are repeated or have children. Source: own; queue ordered by height.
    """
    leaves, scores = np.asarray(changed_leaves, np.int64), np.asarray(new_scores, np.float64)
    if scores.shape != (leaves.size, *state.score.shape[1:]):
        raise ValueError("new scores must have one row for each changed leaf, and the periods of the state")
    if np.unique(leaves).size != leaves.size:
        raise ValueError("a leaf is given more than once")
    if (graph.rank[leaves] >= graph.leaves).any():
        raise ValueError("a node with children cannot be given a score")
    reject_infinite(scores, "score")
    if leaves.size > FULL_PASS_SHARE * graph.leaves:
        return _by_full_pass(graph, state, leaves, scores)
    missing = np.isnan(scores)
    moved = _store(state, leaves, RollupResult(scores, (~missing).astype(np.float64), _leaf_reasons(missing)))
    touched = [moved]
    queue: list[int] = []
    queued: set[int] = set()
    _push_parents(graph, moved, queue, queued)
    while queue:
        rows = _pop_level(graph, queue)
        moved = _store(state, graph.order[rows].astype(np.int64), _compute(graph, state, rows))
        touched.append(moved)
        _push_parents(graph, moved, queue, queued)
    return UpdateResult(np.sort(np.concatenate(touched)).astype(np.int32), len(queued), False)


def _leaf_reasons(missing: BoolArray) -> ByteArray:
    return np.where(missing, Reason.NO_DATA, Reason.NONE).astype(np.uint8)


def _compute(graph: Graph, state: RollupResult, rows: IndexArray) -> RollupResult:
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


def _push_parents(graph: Graph, nodes: IndexArray, queue: list[int], queued: set[int]) -> None:
    ranks = graph.rank[nodes]
    edges, _ = expand_segments(graph.parent_ptr[ranks], graph.parent_ptr[ranks + 1])
    for parent in graph.parent[edges].tolist():
        if parent not in queued:
            queued.add(parent)
            heappush(queue, parent)


def _pop_level(graph: Graph, queue: list[int]) -> IndexArray:
    """All queued nodes of the lowest height: none of them can be an ancestor of another."""
    height = int(np.searchsorted(graph.level_start, queue[0], side="right"))
    end = int(graph.level_start[height])
    rows = []
    while queue and queue[0] < end:
        rows.append(heappop(queue))
    return np.array(rows, np.int64)


def _by_full_pass(graph: Graph, state: RollupResult, leaves: IndexArray, scores: FloatArray) -> UpdateResult:
    inputs = state.score.copy()
    inputs[leaves] = scores
    coverage = state.coverage.copy()
    coverage[leaves] = ~np.isnan(scores)
    moved = _store(state, np.arange(graph.n), roll_up(graph, inputs, coverage))
    return UpdateResult(moved.astype(np.int32), graph.n - graph.leaves, True)
