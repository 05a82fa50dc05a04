"""Scoring: from a measure's values and targets to scores 0–100, statuses and progress classes."""

from hoshin.engine.scoring.aggregation import (
    AggregateResult,
    across,
    aggregate,
    comparable_target,
    rolling,
    to_date,
)
from hoshin.engine.scoring.aggregation_kinds import How, ValueKind
from hoshin.engine.scoring.bands import band_score, tent_score
from hoshin.engine.scoring.columns import ScoreFlag
from hoshin.engine.scoring.cuts import DEFAULT_CUTS, THIRDS, Cuts
from hoshin.engine.scoring.effects import EffectsResult, score_effects, split_change
from hoshin.engine.scoring.goal_status import ColouredBy, goal_status
from hoshin.engine.scoring.grades import (
    attainment_of_score,
    grade_score,
    grade_status,
    objective_grade,
    okr_grade,
    portfolio_check,
)
from hoshin.engine.scoring.methods import METHOD_NAMES, Method, ScoreInputs, score_values
from hoshin.engine.scoring.milestones import MilestoneResult, milestone_attainment, milestones_expected
from hoshin.engine.scoring.missing import Policy, fill
from hoshin.engine.scoring.pace import PaceResult, PaceStatus, pace, pace_of_steps
from hoshin.engine.scoring.progress import (
    ProgressInputs,
    ProgressResult,
    progress,
)
from hoshin.engine.scoring.result import ScoreResult
from hoshin.engine.scoring.seasonality import SeasonResult, seasonal_factors
from hoshin.engine.scoring.status import PROGRESS_CUTS, Status, progress_status_of, status_of
from hoshin.engine.scoring.targets import attainment, ratio_to_target
from hoshin.engine.scoring.thresholds import check_thresholds, percent_of_target, threshold_score
from hoshin.engine.scoring.trajectories import (
    TrajectoryKind,
    elapsed_share,
    expected,
    linear,
    manual,
    s_curve,
    seasonal_flow,
    seasonal_level,
    segmented,
    step,
)
from hoshin.engine.scoring.zones import ZoneResult, nil_values, zones

__all__ = [
    "DEFAULT_CUTS",
    "METHOD_NAMES",
    "PROGRESS_CUTS",
    "THIRDS",
    "AggregateResult",
    "ColouredBy",
    "Cuts",
    "EffectsResult",
    "How",
    "Method",
    "MilestoneResult",
    "PaceResult",
    "PaceStatus",
    "Policy",
    "ProgressInputs",
    "ProgressResult",
    "ScoreFlag",
    "ScoreInputs",
    "ScoreResult",
    "SeasonResult",
    "Status",
    "TrajectoryKind",
    "ValueKind",
    "ZoneResult",
    "across",
    "aggregate",
    "attainment",
    "attainment_of_score",
    "band_score",
    "check_thresholds",
    "comparable_target",
    "elapsed_share",
    "expected",
    "fill",
    "goal_status",
    "grade_score",
    "grade_status",
    "linear",
    "manual",
    "milestone_attainment",
    "milestones_expected",
    "nil_values",
    "objective_grade",
    "okr_grade",
    "pace",
    "pace_of_steps",
    "percent_of_target",
    "portfolio_check",
    "progress",
    "progress_status_of",
    "ratio_to_target",
    "rolling",
    "s_curve",
    "score_effects",
    "score_values",
    "seasonal_factors",
    "seasonal_flow",
    "seasonal_level",
    "segmented",
    "split_change",
    "status_of",
    "step",
    "tent_score",
    "threshold_score",
    "to_date",
    "zones",
]
