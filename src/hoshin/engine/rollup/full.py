"""The full pass: every parent's score from the leaves upward, level by level."""

from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from hoshin.engine.arrays import Codes, Floats
from hoshin.engine.reasons import Reason
from hoshin.engine.rollup.aggregators import IdArray
from hoshin.engine.rollup.graph import Graph
from hoshin.engine.rollup.row import RollupResult, RowRules, compute_rows


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
    leaves = graph.order[: graph.leaves]
    score, passed, reason = np.empty(graph.n), np.empty(graph.n), np.empty(graph.n, np.uint8)
    values = leaf_scores.take(leaves, out=score[: leaves.size], mode="clip")
    _reject_infinite(values, leaves)
    if leaf_coverage is None:
        np.logical_not(np.isnan(values), out=passed[: leaves.size])
    # By id nothing is looked up for leaves, which are nearly all: each node begins as one, and parents are put over it.
    by_id = _as_leaves(leaf_scores, leaf_coverage, leaf_reasons)
    if leaf_coverage is not None:
        by_id.coverage.take(leaves, out=passed[: leaves.size], mode="clip")
    if leaf_reasons is not None:
        by_id.reason.take(leaves, out=reason[: leaves.size], mode="clip")
    plain = not graph.aggregator.any()
    for lo, hi in pairwise(graph.block_start.tolist()):
        first, end = graph.ptr[lo], graph.ptr[hi]
        child = graph.child[first:end].astype(np.int64)
        are_leaves = leaf_coverage is None and hi <= graph.level_start[2]
        rows = RollupResult(
            *compute_rows(
                score.take(child, mode="clip"),
                None if are_leaves else passed.take(child, mode="clip"),
                graph.whole_weight[first:end],
                graph.ptr[lo:hi] - first,
                _rules(graph, lo, hi, plain),
                None if leaf_reasons is None else reason.take(child, mode="clip"),
            )
        )
        score[lo:hi], passed[lo:hi], reason[lo:hi] = rows.score, rows.passed_coverage, rows.reason
        nodes = graph.order[lo:hi]
        by_id.score[nodes], by_id.coverage[nodes], by_id.reason[nodes] = rows.score, rows.coverage, rows.reason
    return by_id


def _reject_infinite(values: Floats, leaves: IdArray) -> None:
    infinite = np.isinf(values)
    if infinite.any():
        raise ValueError(f"score at index {leaves[infinite].min()} is infinite")


def _as_leaves(scores: Floats, coverage: Floats | None, reasons: Codes | None) -> RollupResult:
    """What each node would be as a leaf, by id: covered and without a reason where it has a score."""
    missing = np.isnan(scores)
    covered = (~missing).astype(np.float64) if coverage is None else np.where(missing, 0.0, coverage)
    lacking = np.uint8(Reason.NO_DATA) if reasons is None else reasons
    return RollupResult(scores.copy(), covered, np.multiply(missing, lacking))


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
