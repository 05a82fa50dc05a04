"""What breakdowns does when an undo put its rows back."""

from collections.abc import Sequence

from hoshin.audit.events import RowsRestored, rows_of
from hoshin.base import events
from hoshin.breakdowns.models import Member
from hoshin.breakdowns.services.trees import check_member_trees, hold_dimensions


def register() -> None:
    """Subscribe to the news of the audit trail."""
    events.subscribe(RowsRestored, follow_restored)


def follow_restored(news: Sequence[RowsRestored]) -> None:
    """Look that members still form trees: each may be part of another one again. Invalid, naming the circle."""
    moved = sorted({int(row.columns["dimension_id"]) for row in rows_of(news, Member) if not row.is_removed})
    if moved:
        hold_dimensions(moved)
        check_member_trees(moved)
