"""What holds for check-ins in the whole organisation, chosen by whoever keeps its settings."""

from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.editing import add_row, change_row
from hoshin.audit.services import act
from hoshin.checkins.models import CheckInRules


def save_check_in_rules(actor: Actor, *, version: int | None = None, **values: Any) -> CheckInRules:
    """Choose the rules. Conflict: somebody changed them meanwhile."""
    require(actor, Right.EDIT_SETTINGS)
    with act(actor, "save_check_in_rules"):
        known = CheckInRules.objects.first()
        if known is None:
            return add_row(CheckInRules(**values))
        return change_row(known, version=version, **values)[0]
