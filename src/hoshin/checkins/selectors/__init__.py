"""What is found of check-ins: what is due this week, and what was said."""

from hoshin.checkins.selectors.said import check_ins_listed, check_ins_on, open_blockers_on
from hoshin.checkins.selectors.week import DueResult, Week, due_of, week_of_actor

__all__ = ["DueResult", "Week", "check_ins_listed", "check_ins_on", "due_of", "open_blockers_on", "week_of_actor"]
