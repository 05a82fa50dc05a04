"""How statuses set by hand and closed periods stand in the audit trail."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.accounts.policies import undone_with
from hoshin.audit.tracked import Tracked, seen_through
from hoshin.scorecards.models import ClosedPeriod, StatusOverride
from hoshin.scorecards.policies import nodes_ever_visible_to
from hoshin.strategy.policies import plans_visible_to

TRACKED = (
    Tracked(
        model=StatusOverride,
        label=_("Status set by hand"),
        named_by=("node__plan__code", "node__perspective__code", "node__objective__code", "node__measure__code"),
        seen_by=lambda actor: seen_through(StatusOverride.objects.all(), node=nodes_ever_visible_to(actor)),
        undone_by=undone_with(Right.EDIT_PLAN),
    ),
    # A closed period is reopened, not put back.
    Tracked(
        model=ClosedPeriod,
        label=_("Closed period"),
        named_by=("plan__code", "period"),
        seen_by=lambda actor: seen_through(ClosedPeriod.objects.all(), plan=plans_visible_to(actor)),
        undone_by=None,
    ),
)
