"""How nodes reach the top: line of sight, contribution of every node, and balance."""

import numpy as np
from numpy.typing import ArrayLike

from hoshin.engine.arrays import Bools, Floats
from hoshin.engine.rollup.aggregators import Aggregator, geometric_mean
from hoshin.engine.rollup.comparison import shares
from hoshin.engine.rollup.graph import Graph
from hoshin.engine.rollup.row import RollupResult, expand_segments

FEW_LEAVES = 0.25


def effective_weights(graph: Graph, state: RollupResult) -> Floats:
    """Share ω (E,) of each child in its parent's score, in the graph's order of edges; 0 where missing.

    Under `min`, `kth_worst` and a gate that bites, the deciding child has all of it, equals in equal
    parts. Under `product` ω·s is an equal part of the score for each child, under `geomean` its share of the weight,
    as their slopes say (Euler); 0 where the child is at 0. Source: own.
    """
    x = state.score[graph.order[graph.child]]
    acting = np.where(np.isnan(x), 0.0, graph.weight)
    effective = np.nan_to_num(shares(graph, acting))
    for row in np.flatnonzero(graph.aggregator != Aggregator.MEAN):
        part = slice(int(graph.ptr[row]), int(graph.ptr[row + 1]))
        if part.stop > part.start and (acting[part] > 0).any():
            effective[part] = _special_weights(graph, int(row), part, x[part], acting[part] > 0, effective[part])
    return effective


def _special_weights(graph: Graph, row: int, part: slice, x: Floats, active: Bools, mean: Floats) -> Floats:
    kind, values = int(graph.aggregator[row]), x[active]
    if kind == Aggregator.PRODUCT:
        each = 100.0 * np.prod(values / 100.0) / values.size
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(active & (x != 0), each / x, 0.0)
    if kind == Aggregator.GEOMEAN:
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(active & (x > 0), mean * geometric_mean(x[active], mean[active]) / x, 0.0)
    if kind == Aggregator.GATE:
        critical = np.zeros(x.size, np.bool_) if graph.critical is None else graph.critical[part]
        active = active & critical
        weighted = float(mean @ np.nan_to_num(x))
        if not active.any() or x[active].min() >= weighted:
            return mean
        decisive = x[active].min()
    elif kind == Aggregator.KTH_WORST:
        decisive = np.sort(values)[min(int(graph.kth[row]), values.size) - 1]
    else:
        decisive = values.min()
    deciding = active & (x == decisive)
    parts: Floats = deciding / deciding.sum()
    return parts


def contribution_map(graph: Graph, state: RollupResult, top: int) -> Floats:
    """Multiplier c (n,) of every node in the score of `top`: over all paths, the sum of products of ω.

    Nodes that do not reach the top have 0; all are NaN where the top has no score. O(n + E). Source: own.
    """
    if np.isnan(state.score[top]):
        return np.full(graph.n, np.nan)
    multiplier = np.zeros(graph.n)
    at = int(graph.rank[top])
    multiplier[at] = 1.0
    effective = effective_weights(graph, state)
    levels = graph.level_start.tolist()
    for h in range(int(np.searchsorted(graph.level_start, at, side="right")) - 1, 0, -1):
        lo, hi = levels[h], levels[h + 1]
        edges = slice(int(graph.ptr[lo]), int(graph.ptr[hi]))
        down = np.repeat(multiplier[lo:hi], np.diff(graph.ptr[lo : hi + 1])) * effective[edges]
        np.add.at(multiplier, graph.child[edges], down)
    by_id: Floats = multiplier[graph.rank]
    return by_id


def balance(graph: Graph, contribution: Floats) -> float:
    """Herfindahl–Hirschman index Σ c² over the leaves; above 0.25 the top depends on few of them."""
    leaves = contribution[graph.order[: graph.leaves]]
    return float(leaves @ leaves)


def line_of_sight(n: int, child: ArrayLike, parent: ArrayLike, is_top: ArrayLike) -> Bools:
    """Mask (n,) of nodes from which a path of edges (E,), of any kind, leads to a top; tops included.

    The edges may contain cycles. O(n + E).

    >>> line_of_sight(3, [0], [2], [False, False, True])
    array([ True, False,  True])
    """
    below, above = np.asarray(child, np.int64), np.asarray(parent, np.int64)
    downward = below[np.argsort(above, kind="stable")]
    ptr = np.concatenate(([0], np.cumsum(np.bincount(above, minlength=n))))
    seen = np.array(is_top, np.bool_)
    frontier = np.flatnonzero(seen)
    while frontier.size:
        positions, _ = expand_segments(ptr[frontier], ptr[frontier + 1])
        reached = downward[positions]
        frontier = np.unique(reached[~seen[reached]])
        seen[frontier] = True
    return seen


def alignment(in_sight: ArrayLike, is_active: ArrayLike) -> float:
    """Share of active nodes that have line of sight, NaN where none is active."""
    active = np.asarray(is_active, np.bool_)
    return float(np.asarray(in_sight, np.bool_)[active].mean()) if active.any() else float("nan")


def coverage_from_above(child: ArrayLike, parent: ArrayLike, level: ArrayLike, is_active: ArrayLike) -> float:
    """Share of the nodes in `level` (ids) with at least one active child, NaN for an empty level."""
    nodes = np.unique(np.asarray(level, np.int64))
    active = np.asarray(is_active, np.bool_)[np.asarray(child, np.int64)]
    served = np.isin(nodes, np.asarray(parent, np.int64)[active])
    return float(served.mean()) if nodes.size else float("nan")
