"""How cycles and commitments stand in the audit trail."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor, Right
from hoshin.accounts.policies import LENT, undone_with
from hoshin.audit.models import Change
from hoshin.audit.tracked import Tracked
from hoshin.okrs.models import Commitment, Cycle, CycleResult
from hoshin.okrs.policies import OkrsRight, commitments_visible_to, cycle_results_visible_to, cycles_visible_to

_BY_THE_OFFICE = undone_with(Right.EDIT_PLAN)


def _undone_by(actor: Actor, changes: Sequence[Change]) -> set[int]:
    """The office as of anything in the plan; who writes goals of their own what they did to them under the right lent."""
    may_write = actor.has(OkrsRight.WRITE_OWN_GOALS)
    own = {change.pk for change in changes if may_write and change.is_by(actor) and LENT in change.facts}
    return own if not actor.has(Right.EDIT_PLAN) else _BY_THE_OFFICE(actor, changes)


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
        undone_by=_undone_by,
    ),
    Tracked(
        model=CycleResult,
        label=_("Cycle result"),
        named_by=("objective__code", "objective__name"),
        seen_by=cycle_results_visible_to,
        undone_by=undone_with(OkrsRight.MANAGE_CYCLES),
    ),
)
