"""How statuses set by hand and closed periods stand in the audit trail."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.accounts.policies import undone_with
from hoshin.audit.tracked import Tracked
from hoshin.scorecards.models import ClosedPeriod, StatusOverride
from hoshin.scorecards.policies import closed_periods_visible_to, overrides_visible_to

TRACKED = (
    Tracked(
        model=StatusOverride,
        label=_("Status set by hand"),
        named_by=("node__plan__code", "node__perspective__code", "node__objective__code", "node__measure__code"),
        seen_by=overrides_visible_to,
        undone_by=undone_with(Right.EDIT_PLAN),
    ),
    # A closed period is reopened, not put back.
    Tracked(
        model=ClosedPeriod,
        label=_("Closed period"),
        named_by=("plan__code", "period"),
        seen_by=closed_periods_visible_to,
        undone_by=None,
    ),
)
