"""The full pass: every parent's score from the leaves upward, level by level."""

from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from hoshin.engine.arrays import Codes, Floats
from hoshin.engine.reasons import Reason
from hoshin.engine.rollup.graph import Graph
from hoshin.engine.rollup.row import RollupResult, RowRules, compute_rows, reject_infinite


def roll_up(
    graph: Graph,
    leaf_scores: ArrayLike,
    leaf_coverage: ArrayLike | None = None,
    leaf_reasons: ArrayLike | None = None,
) -> RollupResult:
    """Scores, coverage and reasons of all nodes by id, from leaf scores (n,) or (n, P) on 0–100.

    Values given for nodes with children are ignored. A NaN leaf is missing: it drops out of its
    parents' means and lowers their coverage. `leaf_coverage` (0–1, same shape) defaults to 1 where a
    leaf has a score. With `leaf_reasons` (same shape) a parent without any score passes on those of its children,
    without them it has no data. Raises ValueError on infinite leaf scores. Source: level-by-level weighted averages.

    >>> from hoshin.engine.rollup.graph import build_graph
    >>> roll_up(build_graph(3, [0, 1], [2, 2], [1.0, 3.0]), [80.0, 60.0, 0.0]).score
    array([80., 60., 65.])
    """
    scores = np.asarray(leaf_scores, np.float64)
    given = None if leaf_coverage is None else np.asarray(leaf_coverage, np.float64)
    why = None if leaf_reasons is None else np.asarray(leaf_reasons, np.uint8)
    if why is not None and why.shape != scores.shape:
        raise ValueError("leaf reasons must have the shape of the leaf scores")
    if scores.shape[:1] != (graph.n,) or scores.ndim > 2 or (given is not None and given.shape != scores.shape):
        raise ValueError(f"leaf scores and coverage must have shape ({graph.n},) or ({graph.n}, P)")
    if scores.ndim == 1:
        return _one_period(graph, scores, given, why)
    periods = scores.shape[1]
    score, coverage = np.empty((periods, graph.n)), np.empty((periods, graph.n))
    reason = np.empty((periods, graph.n), np.uint8)
    for p in range(periods):
        covered, lacking = None if given is None else given[:, p], None if why is None else why[:, p]
        one = _one_period(graph, scores[:, p], covered, lacking)
        score[p], coverage[p], reason[p] = one.score, one.coverage, one.reason
    return RollupResult(score.T, coverage.T, reason.T)


def _one_period(
    graph: Graph, leaf_scores: Floats, leaf_coverage: Floats | None, leaf_reasons: Codes | None
) -> RollupResult:
    score, shown = np.empty(graph.n), np.empty(graph.n)
    reason = np.zeros(graph.n, np.uint8)
    _place_leaves(graph, leaf_scores, leaf_coverage, score, shown, reason)
    if leaf_reasons is not None:
        placed = reason[: graph.leaves]
        np.copyto(placed, leaf_reasons[graph.order[: graph.leaves]], where=placed != 0)
    passed = shown.copy()
    plain = not graph.aggregator.any()
    blocks = graph.block_start.tolist()
    for lo, hi in pairwise(blocks):
        first, end = graph.ptr[lo], graph.ptr[hi]
        child = graph.child[first:end].astype(np.int64)
        rules = _rules(graph, lo, hi, plain)
        score[lo:hi], shown[lo:hi], reason[lo:hi] = compute_rows(
            score.take(child),
            passed.take(child),
            graph.whole_weight[first:end],
            graph.ptr[lo:hi] - first,
            rules,
            None if leaf_reasons is None else reason.take(child),
        )
        passed[lo:hi] = shown[lo:hi]
        passed[lo:hi][reason[lo:hi] == Reason.BELOW_COVERAGE] = 0.0
    # Back to ids, each column into memory that is no longer needed: fresh pages cost more than the copy.
    by_id = score.take(graph.rank, out=passed, mode="clip")
    return RollupResult(by_id, shown.take(graph.rank, out=score, mode="clip"), reason.take(graph.rank))


def _place_leaves(
    graph: Graph,
    leaf_scores: Floats,
    leaf_coverage: Floats | None,
    score: Floats,
    shown: Floats,
    reason: Codes,
) -> None:
    leaves = graph.order[: graph.leaves]
    values = leaf_scores.take(leaves, out=score[: leaves.size], mode="clip")
    if np.isinf(values).any():
        by_id = np.zeros(graph.n)
        by_id[leaves] = values
        reject_infinite(by_id, "score")
    missing = np.isnan(values)
    if leaf_coverage is None:
        np.logical_not(missing, out=shown[: leaves.size])
    else:
        shown[: leaves.size] = np.where(missing, 0.0, leaf_coverage[leaves])
    np.multiply(missing, np.uint8(Reason.NO_DATA), out=reason[: leaves.size])


def _rules(graph: Graph, lo: int, hi: int, plain: bool) -> RowRules:
    if plain:
        return RowRules(graph.min_coverage[lo:hi], graph.weight_total[lo:hi])
    first, end = graph.ptr[lo], graph.ptr[hi]
    return RowRules(
        graph.min_coverage[lo:hi],
        graph.weight_total[lo:hi],
        graph.aggregator[lo:hi],
        graph.kth[lo:hi],
        None if graph.critical is None else graph.critical[first:end],
    )
