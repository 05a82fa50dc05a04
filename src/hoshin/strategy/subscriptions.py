"""What strategy does when an undo put its rows back."""

from collections.abc import Sequence

from hoshin.audit.events import RowsRestored, rows_of
from hoshin.base import events
from hoshin.strategy.events import StructureChanged
from hoshin.strategy.models import Contribution, Objective, Perspective, Plan


def register() -> None:
    """Subscribe to the news of the audit trail."""
    events.subscribe(RowsRestored, follow_restored)


def follow_restored(news: Sequence[RowsRestored]) -> None:
    """Tell in which plans something counts for something else again."""
    plans = {row.row for row in rows_of(news, Plan) if not row.is_removed}
    plans |= {int(row.columns["plan_id"]) for row in rows_of(news, Perspective, Objective)}
    parents = {int(row.columns["parent_id"]) for row in rows_of(news, Contribution)}
    plans |= set(Objective.everything.filter(pk__in=parents).values_list("plan_id", flat=True))
    for plan in sorted(plans):
        events.publish(StructureChanged(plan))
