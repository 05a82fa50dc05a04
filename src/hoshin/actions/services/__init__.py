"""Everything that changes corrective actions and accepted deviations."""

from hoshin.actions.services.accepting import accept_deviation, withdraw_deviation
from hoshin.actions.services.acting import (
    change_action,
    check_action,
    drop_action,
    finish_action,
    hand_over_action,
    open_action,
    reopen_action,
)
from hoshin.actions.services.bulk import upsert_actions, upsert_deviations
from hoshin.actions.services.files import add_action_file, remove_action_file
from hoshin.actions.services.recovering import write_recovery

__all__ = [
    "accept_deviation",
    "add_action_file",
    "change_action",
    "check_action",
    "drop_action",
    "finish_action",
    "hand_over_action",
    "open_action",
    "remove_action_file",
    "reopen_action",
    "upsert_actions",
    "upsert_deviations",
    "withdraw_deviation",
    "write_recovery",
]
