"""What is found of check-ins: what is due this week, and what was said."""

from hoshin.checkins.selectors.agreed import AgreedInTime, agreed_in_time
from hoshin.checkins.selectors.cohorts import WEEKS_SINCE, Cohort, cohorts_of_check_ins
from hoshin.checkins.selectors.confidence import (
    Calibration,
    SureOfGoal,
    calibration_of,
    confidences_beside,
    confidences_said,
    forecasts_and_confidences,
    own_confidences,
    sure_of_goals,
)
from hoshin.checkins.selectors.curves import AIM, WeekFigures, weeks_of_check_ins
from hoshin.checkins.selectors.owed import Missed, SaidOfGoal, goals_to_acknowledge, missed_below
from hoshin.checkins.selectors.promises import MonthOfPromises, months_of_promises
from hoshin.checkins.selectors.said import (
    acknowledged,
    blocker_by_number,
    check_ins_listed,
    check_ins_on,
    goal_by_number,
    is_goal,
    open_blockers_on,
    reviewer_of,
)
from hoshin.checkins.selectors.silence import silence_beside, silent_since
from hoshin.checkins.selectors.team import TeamWeek, Turn, team_week_of
from hoshin.checkins.selectors.votes import TeamVote, VotedWeek, team_vote_on, team_votes_to_give
from hoshin.checkins.selectors.week import DueResult, Week, due_of, week_of_actor

__all__ = [
    "AIM",
    "WEEKS_SINCE",
    "AgreedInTime",
    "Calibration",
    "Cohort",
    "DueResult",
    "Missed",
    "MonthOfPromises",
    "SaidOfGoal",
    "SureOfGoal",
    "TeamVote",
    "TeamWeek",
    "Turn",
    "VotedWeek",
    "Week",
    "WeekFigures",
    "acknowledged",
    "agreed_in_time",
    "blocker_by_number",
    "calibration_of",
    "check_ins_listed",
    "check_ins_on",
    "cohorts_of_check_ins",
    "confidences_beside",
    "confidences_said",
    "due_of",
    "forecasts_and_confidences",
    "goal_by_number",
    "goals_to_acknowledge",
    "is_goal",
    "missed_below",
    "months_of_promises",
    "open_blockers_on",
    "own_confidences",
    "reviewer_of",
    "silence_beside",
    "silent_since",
    "sure_of_goals",
    "team_vote_on",
    "team_votes_to_give",
    "team_week_of",
    "week_of_actor",
    "weeks_of_check_ins",
]
