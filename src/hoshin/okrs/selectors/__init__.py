"""What is found of goals: what the coach says of one, cycles, and what people took on."""

from hoshin.okrs.selectors.cascades import ParentMeasure, measures_to_cascade
from hoshin.okrs.selectors.coach import Coached, coached, goals_called
from hoshin.okrs.selectors.goals import (
    GoalLine,
    closed_goal,
    cycle_by_code,
    cycle_by_number,
    cycles_listed,
    goal_by_code,
    goals_in_cycle,
    goals_of,
    goals_of_unit,
    result_as_written,
    results_of,
    units_headed,
)
from hoshin.okrs.selectors.key_results import key_result_rows
from hoshin.okrs.selectors.shares import share_in
from hoshin.okrs.selectors.team import TeamByGoals, reports_by_goals

__all__ = [
    "Coached",
    "GoalLine",
    "ParentMeasure",
    "TeamByGoals",
    "closed_goal",
    "coached",
    "cycle_by_code",
    "cycle_by_number",
    "cycles_listed",
    "goal_by_code",
    "goals_called",
    "goals_in_cycle",
    "goals_of",
    "goals_of_unit",
    "key_result_rows",
    "measures_to_cascade",
    "reports_by_goals",
    "result_as_written",
    "results_of",
    "share_in",
    "units_headed",
]
