"""Scores of parents from their children: graph, full and incremental pass, attribution, cascade."""

from hoshin.engine.rollup.aggregators import Aggregator
from hoshin.engine.rollup.attribution import (
    AttributionResult,
    attribute,
)
from hoshin.engine.rollup.cascade import (
    alignment,
    balance,
    contribution_map,
    coverage_from_above,
    effective_weights,
    line_of_sight,
)
from hoshin.engine.rollup.confidence import (
    confidence_bars,
    leaf_confidence,
    roll_up_confidence,
    score_variance,
)
from hoshin.engine.rollup.cycles import find_cycle
from hoshin.engine.rollup.errors import CycleError, DepthError
from hoshin.engine.rollup.full import roll_up
from hoshin.engine.rollup.graph import MAX_DEPTH, Graph, build_graph
from hoshin.engine.rollup.holders import (
    HeldTogether,
    HeldValues,
    HolderSharesResult,
    comes_together,
    holder_effects,
    holder_shares,
)
from hoshin.engine.rollup.incremental import UpdateResult, update
from hoshin.engine.rollup.row import RollupResult, roll_up_rows

__all__ = [
    "MAX_DEPTH",
    "Aggregator",
    "AttributionResult",
    "CycleError",
    "DepthError",
    "Graph",
    "HeldTogether",
    "HeldValues",
    "HolderSharesResult",
    "RollupResult",
    "UpdateResult",
    "alignment",
    "attribute",
    "balance",
    "build_graph",
    "comes_together",
    "confidence_bars",
    "contribution_map",
    "coverage_from_above",
    "effective_weights",
    "find_cycle",
    "holder_effects",
    "holder_shares",
    "leaf_confidence",
    "line_of_sight",
    "roll_up",
    "roll_up_confidence",
    "roll_up_rows",
    "score_variance",
    "update",
]
