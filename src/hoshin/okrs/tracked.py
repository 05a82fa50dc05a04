"""How cycles and commitments stand in the audit trail."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.accounts.policies import undone_with
from hoshin.audit.tracked import Tracked
from hoshin.okrs.models import Commitment, Cycle, CycleResult
from hoshin.okrs.policies import OkrsRight, commitments_visible_to, cycle_results_visible_to, cycles_visible_to

TRACKED = (
    Tracked(
        model=Cycle,
        label=_("Cycle"),
        named_by=("code", "name"),
        seen_by=cycles_visible_to,
        undone_by=undone_with(OkrsRight.MANAGE_CYCLES),
    ),
    Tracked(
        model=Commitment,
        label=_("Commitment"),
        named_by=("objective__code", "objective__name"),
        seen_by=commitments_visible_to,
        undone_by=undone_with(Right.EDIT_PLAN),
    ),
    Tracked(
        model=CycleResult,
        label=_("Cycle result"),
        named_by=("objective__code", "objective__name"),
        seen_by=cycle_results_visible_to,
        undone_by=undone_with(OkrsRight.MANAGE_CYCLES),
    ),
)
