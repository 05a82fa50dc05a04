"""Why a score moved between two periods: exact, additive effects of leaves, weights and coverage."""

from dataclasses import dataclass

import numpy as np

from hoshin.engine.arrays import Floats
from hoshin.engine.reasons import Reason
from hoshin.engine.rollup.aggregators import Aggregator, IdArray
from hoshin.engine.rollup.comparison import Comparison, compare
from hoshin.engine.rollup.graph import Graph
from hoshin.engine.rollup.paths import RowChange, row_effects
from hoshin.engine.rollup.row import RollupResult


@dataclass(frozen=True, slots=True)
class AttributionResult:
    """Effects on the top score in points: leaves (n,) by id, edges (E,) with their child and parent ids.

    `edge_path` (E,) are points of the parent for each point of the child along the way, `rate` (n,) those of the top for
    each point of a node. `rule_effect` (n,) is that of parents which aggregate otherwise than before. `residual` is what
    the effects leave unexplained: rounding.
    """

    top: int
    change: float
    leaf_effect: Floats
    edge_child: IdArray
    edge_parent: IdArray
    edge_path: Floats
    rate: Floats
    coverage_effect: Floats
    reweighting_effect: Floats
    rule_effect: Floats
    total: float
    residual: float
    reason: Reason

    @property
    def weight_effect(self) -> Floats:
        """Coverage and reweighting together, per edge."""
        return self.coverage_effect + self.reweighting_effect


def attribute(graph0: Graph, state0: RollupResult, graph1: Graph, state1: RollupResult, top: int) -> AttributionResult:
    """Split the change of node `top` from state0 to state1, each (n,), over leaves and edges.

    Graphs share the ids of nodes, not the edges: an edge in one only has weight 0 in the other. A node
    without children in either graph counts as a leaf. Missing in either period at the top: NaN and
    NOT_APPLICABLE. CycleError where the two graphs together have a cycle. Source: Bennet-type midpoint
    decomposition, Aumann–Shapley.
    """
    if graph0.n != graph1.n or state0.score.shape != (graph0.n,) or state1.score.shape != (graph1.n,):
        raise ValueError("both graphs and states must describe the same nodes in one period each")
    both = compare(graph0, state0.score, graph1, state1.score)
    graph, at = both.graph, int(both.graph.rank[top])
    edge_parent = np.repeat(graph.order, np.diff(graph.ptr))
    change = float(state1.score[top] - state0.score[top])
    found = _Effects(
        leaf=np.zeros(graph.n),
        coverage=np.zeros(graph.weight.size),
        reweighting=np.zeros(graph.weight.size),
        rule=np.zeros(graph.n),
        path=(both.share0 + both.share1) / 2,
        rate=np.zeros(graph.n),
    )
    found.rate[at] = 1.0
    if np.isnan(change):
        for effects in found.columns:
            effects.fill(np.nan)
        total, residual, reason = np.nan, np.nan, Reason.NOT_APPLICABLE
    else:
        if both.leaf[at]:
            found.leaf[at] = change
        else:
            _sweep(both, at, found)
        total = float(sum(effects.sum() for effects in found.columns))
        residual, reason = change - total, Reason.NONE
    return AttributionResult(
        top,
        change,
        found.leaf[graph.rank],
        graph.order[graph.child],
        edge_parent,
        found.path,
        found.rate[graph.rank],
        found.coverage,
        found.reweighting,
        found.rule[graph.rank],
        total,
        residual,
        reason,
    )


@dataclass(frozen=True, slots=True)
class _Effects:
    """Effects in points, filled while the graph is swept: leaves and rules (n,) by rank, the others by edge (E,).

    `path` are points of a parent for each point of its child, `rate` (n,) points of the top for each point of a node.
    """

    leaf: Floats
    coverage: Floats
    reweighting: Floats
    rule: Floats
    path: Floats
    rate: Floats

    @property
    def columns(self) -> tuple[Floats, ...]:
        return self.leaf, self.coverage, self.reweighting, self.rule


def _sweep(both: Comparison, top: int, found: _Effects) -> None:
    graph = both.graph
    multiplier = found.rate
    middle = (both.before + both.after) / 2
    special = (graph.aggregator != Aggregator.MEAN) | both.other_rule
    levels = graph.level_start.tolist()
    height = int(np.searchsorted(graph.level_start, top, side="right")) - 1
    for h in range(height, 0, -1):
        lo, hi = levels[h], levels[h + 1]
        rows = np.arange(lo, hi)[(multiplier[lo:hi] != 0) & both.open[lo:hi]]
        edges = slice(int(graph.ptr[lo]), int(graph.ptr[hi]))
        counts = np.diff(graph.ptr[lo : hi + 1])
        active = np.zeros(hi - lo)
        active[rows - lo] = multiplier[rows]
        factor = np.repeat(active, counts)
        around = middle[edges] - np.repeat(both.reference[lo:hi], counts)
        around[factor == 0] = 0.0
        shift = both.share1[edges] - both.share0[edges]
        found.coverage[edges] = factor * around * both.coverage_shift[edges]
        found.reweighting[edges] = factor * around * (shift - both.coverage_shift[edges])
        for row in rows[special[rows]]:
            _special_row(both, int(row), float(multiplier[row]), found)
        child = graph.child[edges]
        down = factor * found.path[edges]
        moved = down * (both.after[edges] - both.before[edges])
        ends = both.leaf[child]
        np.add.at(found.leaf, child[ends], moved[ends])
        np.add.at(multiplier, child, down)


def _special_row(both: Comparison, row: int, multiplier: float, found: _Effects) -> None:
    """A row that is no weighted mean, or that was another kind before: half by what it was, half by what it is.

    Taking either first, rule or children, and the mean of both ways (Shapley), leaves the rest to the new rule.
    """
    graph = both.graph
    part = slice(int(graph.ptr[row]), int(graph.ptr[row + 1]))
    reports0, reports1 = both.reports0[part], both.reports1[part]
    change = RowChange(
        both.before[part],
        both.after[part],
        reports0 & (both.weight0[part] > 0),
        reports1 & (both.weight1[part] > 0),
        both.critical0[part],
        both.critical1[part],
        both.share0[part],
        both.share1[part],
        both.coverage_shift[part],
        reports0 != reports1,
    )
    effects = row_effects(change, int(graph.aggregator[row]), int(graph.kth[row]))
    if both.other_rule[row]:
        effects = effects.halfway(row_effects(change, int(both.aggregator0[row]), int(both.kth0[row])))
        moved = float(both.score1[row] - both.score0[row])
        found.rule[row] = multiplier * (moved - effects.total(change))
    found.path[part] = effects.path
    found.coverage[part] = multiplier * effects.coverage
    found.reweighting[part] = multiplier * effects.reweighting
