"""Writes of this app: keeping scores up to date, closing periods, setting statuses by hand."""

from hoshin.scorecards.services.cycles import Closing, ClosingRule, close_as_it_stands, closing_of
from hoshin.scorecards.services.full_pass import follow_outdated, rescore_plan
from hoshin.scorecards.services.history import nodes_named, restore_edges, restore_places
from hoshin.scorecards.services.official import restore_closed_periods
from hoshin.scorecards.services.overrides import override_status, restore_overrides, withdraw_override
from hoshin.scorecards.services.periods import close_period, reopen_period
from hoshin.scorecards.services.scoring import (
    follow_actuals,
    follow_measures,
    follow_organisation,
    follow_structure,
)
from hoshin.scorecards.services.upgrading import find_all_scores

__all__ = [
    "Closing",
    "ClosingRule",
    "close_as_it_stands",
    "close_period",
    "closing_of",
    "find_all_scores",
    "follow_actuals",
    "follow_measures",
    "follow_organisation",
    "follow_outdated",
    "follow_structure",
    "nodes_named",
    "override_status",
    "reopen_period",
    "rescore_plan",
    "restore_closed_periods",
    "restore_edges",
    "restore_overrides",
    "restore_places",
    "withdraw_override",
]
