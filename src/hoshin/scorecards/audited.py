"""How overrides and closed periods are called in the audit trail. A closed period is reopened, not put back."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.audit.removal import guard_removal
from hoshin.audit.subjects import Subject
from hoshin.audit.subjects import register as register_subjects
from hoshin.scorecards.resting import refuse_removal


def register() -> None:
    """Tell the trail."""
    named = ("node__plan__code", "node__perspective__code", "node__objective__code", "node__measure__code")
    register_subjects(
        Subject("scorecards_statusoverride", _("Status set by hand"), named, undo_right=Right.EDIT_PLAN),
        Subject("scorecards_closedperiod", _("Closed period"), ("plan__code", "period")),
    )
    guard_removal(refuse_removal)
