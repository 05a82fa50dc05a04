"""Reads of this app: scorecards, single lines, explanations, history. All start from what the actor may see."""

from hoshin.scorecards.selectors.explanation import (
    ActualLine,
    EffectLine,
    Explanation,
    PartLine,
    actual_lines,
    explanation,
)
from hoshin.scorecards.selectors.lines import NodeLine, OverrideLine, lines_of
from hoshin.scorecards.selectors.nodes import node_of, node_tree, visible_nodes
from hoshin.scorecards.selectors.periods import closed_periods, period_for, periods_of
from hoshin.scorecards.selectors.scorecard import Scorecard, scorecard

__all__ = [
    "ActualLine",
    "EffectLine",
    "Explanation",
    "NodeLine",
    "OverrideLine",
    "PartLine",
    "Scorecard",
    "actual_lines",
    "closed_periods",
    "explanation",
    "lines_of",
    "node_of",
    "node_tree",
    "period_for",
    "periods_of",
    "scorecard",
    "visible_nodes",
]
