"""Reads of this app: scorecards, single lines, explanations, history. All start from what the actor may see."""

from hoshin.scorecards.assembly.grades import GoalGrade, GradedResult
from hoshin.scorecards.selectors.across_units import across_units
from hoshin.scorecards.selectors.asked_values import (
    ValueKey,
    ValuesToRecord,
    ValueToRecord,
    is_asked_for_values,
    values_at,
    values_due,
    values_to_record,
)
from hoshin.scorecards.selectors.attention import Attention, AttentionCounts, Need
from hoshin.scorecards.selectors.backtest import Backtest, backtest_of, columns_for_targets, units_holding
from hoshin.scorecards.selectors.by_units import ByUnits, GivenAbove, UnitGift, by_units
from hoshin.scorecards.selectors.catalogue import (
    SORTS,
    Listing,
    Wish,
    may_confirm_across_units,
    measures_in_no_plan,
    nodes_listed,
)
from hoshin.scorecards.selectors.contribution_tree import TreeLine, contribution_tree, inputs_of
from hoshin.scorecards.selectors.explanation import (
    ActualLine,
    EffectLine,
    Explanation,
    MakingLine,
    MeasureInputs,
    PartLine,
    StepLine,
    actual_lines,
    explanation,
)
from hoshin.scorecards.selectors.goal_lines import (
    grade_of_results,
    lines_of_goals,
    newest_lines_of_goals,
    paces_of_results,
    plans_where_counted,
)
from hoshin.scorecards.selectors.line_of_sight import LineOfSight, SightStep, sight_of
from hoshin.scorecards.selectors.lines import NodeLine, ShownOverride, lines_of
from hoshin.scorecards.selectors.listing import (
    ProgressDetail,
    all_lines,
    end_of_day,
    lines_at,
    lines_known,
    period_known,
    progress_of,
)
from hoshin.scorecards.selectors.measure import MeasureDetail, PlanStanding, measure_detail
from hoshin.scorecards.selectors.nodes import node_by_id, node_of, node_tree
from hoshin.scorecards.selectors.objective import ScoredObjective, objective_detail
from hoshin.scorecards.selectors.official import node_ids_ever, official_figures, restated_figures
from hoshin.scorecards.selectors.overrides import override_in_force, overrides_of
from hoshin.scorecards.selectors.periods import closed_periods, period_for, periods_and_choice, periods_of
from hoshin.scorecards.selectors.reading_order import NodePlace, places_of
from hoshin.scorecards.selectors.rewriting import plan_scores_rewritten, roll_up_rewritten, scores_rewritten
from hoshin.scorecards.selectors.rules import HeldRule, rule_in, score_zones
from hoshin.scorecards.selectors.scorecard import Scorecard, scorecard
from hoshin.scorecards.selectors.series import Point, scores_in, series_of
from hoshin.scorecards.selectors.side_by_side import Compared, HeldScore, SideBySide, UnitStanding, side_by_side
from hoshin.scorecards.selectors.value_rows import ValueRow, value_row, value_rows

__all__ = [
    "SORTS",
    "ActualLine",
    "Attention",
    "AttentionCounts",
    "Backtest",
    "ByUnits",
    "Compared",
    "EffectLine",
    "Explanation",
    "GivenAbove",
    "GoalGrade",
    "GradedResult",
    "HeldRule",
    "HeldScore",
    "LineOfSight",
    "Listing",
    "MakingLine",
    "MeasureDetail",
    "MeasureInputs",
    "Need",
    "NodeLine",
    "NodePlace",
    "PartLine",
    "PlanStanding",
    "Point",
    "ProgressDetail",
    "Scorecard",
    "ScoredObjective",
    "ShownOverride",
    "SideBySide",
    "SightStep",
    "StepLine",
    "TreeLine",
    "UnitGift",
    "UnitStanding",
    "ValueKey",
    "ValueRow",
    "ValueToRecord",
    "ValuesToRecord",
    "Wish",
    "across_units",
    "actual_lines",
    "all_lines",
    "backtest_of",
    "by_units",
    "closed_periods",
    "columns_for_targets",
    "contribution_tree",
    "end_of_day",
    "explanation",
    "grade_of_results",
    "inputs_of",
    "is_asked_for_values",
    "lines_at",
    "lines_known",
    "lines_of",
    "lines_of_goals",
    "may_confirm_across_units",
    "measure_detail",
    "measures_in_no_plan",
    "newest_lines_of_goals",
    "node_by_id",
    "node_ids_ever",
    "node_of",
    "node_tree",
    "nodes_listed",
    "objective_detail",
    "official_figures",
    "override_in_force",
    "overrides_of",
    "paces_of_results",
    "period_for",
    "period_known",
    "periods_and_choice",
    "periods_of",
    "places_of",
    "plan_scores_rewritten",
    "plans_where_counted",
    "progress_of",
    "restated_figures",
    "roll_up_rewritten",
    "rule_in",
    "score_zones",
    "scorecard",
    "scores_in",
    "scores_rewritten",
    "series_of",
    "side_by_side",
    "sight_of",
    "units_holding",
    "value_row",
    "value_rows",
    "values_at",
    "values_due",
    "values_to_record",
]
