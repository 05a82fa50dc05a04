"""Two periods of a graph side by side, on the union of their edges."""

from dataclasses import dataclass

import numpy as np

from hoshin.engine.arrays import Bools, Codes, Floats
from hoshin.engine.rollup.aggregators import Aggregator, IdArray, IndexArray
from hoshin.engine.rollup.graph import Graph, build_graph


@dataclass(frozen=True, slots=True)
class Comparison:
    """Columns by rank (n,) and by edge (E,) of the union graph, whose rules are those of the later period.

    `aggregator0` and `kth0` are the rules of the earlier one, `other_rule` marks nodes (n,) where they differ.
    `leaf` has no children in one period or the other; `open` may be explained by its children. `before`
    and `after` are children's scores with a gap filled from the other period; `coverage_shift` is the
    part of the change of effective weight that comes from children starting or ceasing to report.
    """

    graph: Graph
    aggregator0: Codes
    kth0: IdArray
    other_rule: Bools
    leaf: Bools
    open: Bools
    score0: Floats
    score1: Floats
    weight0: Floats
    weight1: Floats
    critical0: Bools
    critical1: Bools
    reports0: Bools
    reports1: Bools
    before: Floats
    after: Floats
    share0: Floats
    share1: Floats
    coverage_shift: Floats

    @property
    def reference(self) -> Floats:
        """The score (n,) against which a change of weights is held: a node's own, halfway."""
        return (self.score0 + self.score1) / 2


def compare(graph0: Graph, score0: Floats, graph1: Graph, score1: Floats) -> Comparison:
    """Lay two graphs and their scores (n,) by id over each other; CycleError if together they have a cycle."""
    graph = _union(graph0, graph1)
    keys = _edge_keys(graph)
    weight0, critical0 = _onto(graph0, keys)
    weight1, critical1 = _onto(graph1, keys)
    s0, s1 = score0[graph.order], score1[graph.order]
    leaf = ((np.diff(graph0.ptr)[graph0.rank] == 0) | (np.diff(graph1.ptr)[graph1.rank] == 0))[graph.order]
    x0, x1 = s0[graph.child], s1[graph.child]
    reports0, reports1 = ~np.isnan(x0), ~np.isnan(x1)
    # The weight of a child that does not report plays no part, so it may be taken as never changed.
    assumed0, assumed1 = np.where(reports0, weight0, weight1), np.where(reports1, weight1, weight0)
    share0, share1 = shares(graph, weight0 * reports0), shares(graph, weight1 * reports1)
    with_old, with_new = shares(graph, assumed0 * reports1), shares(graph, assumed1 * reports0)
    shift = ((with_old - share0) + (share1 - with_new)) / 2
    aggregator0, kth0 = graph0.aggregator[graph0.rank][graph.order], graph0.kth[graph0.rank][graph.order]
    other_rule = (aggregator0 != graph.aggregator) | ((graph.aggregator == Aggregator.KTH_WORST) & (kth0 != graph.kth))
    return Comparison(
        graph,
        aggregator0,
        kth0,
        other_rule,
        leaf,
        ~np.isnan(s0) & ~np.isnan(s1) & ~leaf,
        s0,
        s1,
        weight0,
        weight1,
        critical0,
        critical1,
        reports0,
        reports1,
        np.nan_to_num(np.where(reports0, x0, x1)),
        np.nan_to_num(np.where(reports1, x1, x0)),
        np.nan_to_num(share0),
        np.nan_to_num(share1),
        np.nan_to_num(np.where(np.isnan(shift), share1 - share0, shift)),
    )


def shares(graph: Graph, acting: Floats) -> Floats:
    """Effective weights (E,): acting weights over their sum within the parent, NaN where that is zero."""
    starts = graph.ptr[graph.leaves : -1]
    if starts.size == 0:
        return np.zeros(0)
    below = np.add.reduceat(acting, starts)
    with np.errstate(invalid="ignore", divide="ignore"):
        effective: Floats = acting / np.repeat(below, np.diff(graph.ptr[graph.leaves :]))
    return effective


def _union(graph0: Graph, graph1: Graph) -> Graph:
    if graph0 is graph1 or (
        np.array_equal(graph0.ptr, graph1.ptr)
        and np.array_equal(graph0.child, graph1.child)
        and np.array_equal(graph0.order, graph1.order)
    ):
        return graph1
    keys = np.union1d(_edge_keys(graph0), _edge_keys(graph1))
    n = graph1.n
    return build_graph(
        n,
        keys % n,
        keys // n,
        np.ones(keys.size),
        aggregator=graph1.aggregator[graph1.rank],
        kth=graph1.kth[graph1.rank],
        min_coverage=graph1.min_coverage[graph1.rank],
    )


def _edge_keys(graph: Graph) -> IndexArray:
    parent = np.repeat(graph.order.astype(np.int64), np.diff(graph.ptr))
    keys: IndexArray = parent * graph.n + graph.order[graph.child]
    return keys


def _onto(graph: Graph, keys: IndexArray) -> tuple[Floats, Bools]:
    weight, critical = np.zeros(keys.size), np.zeros(keys.size, np.bool_)
    own = _edge_keys(graph)
    if own.size == 0:
        return weight, critical
    if own is keys or np.array_equal(own, keys):
        return graph.weight, critical if graph.critical is None else graph.critical
    sorter = np.argsort(own)
    at = sorter[np.clip(np.searchsorted(own, keys, sorter=sorter), 0, own.size - 1)]
    known = own[at] == keys
    weight[known] = graph.weight[at[known]]
    if graph.critical is not None:
        critical[known] = graph.critical[at[known]]
    return weight, critical
