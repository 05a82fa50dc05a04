"""How overrides and closed periods are called in the audit trail. A closed period is reopened, not put back."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.audit.subjects import Subject

_NODE = ("node__plan__code", "node__perspective__code", "node__objective__code", "node__measure__code")

TRACKED = (
    Subject("scorecards_statusoverride", _("Status set by hand"), _NODE, undo_right=Right.EDIT_PLAN),
    Subject("scorecards_closedperiod", _("Closed period"), ("plan__code", "period")),
)
