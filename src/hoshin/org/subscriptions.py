"""What org does when an undo put its rows back."""

from collections.abc import Sequence

from hoshin.audit.events import RowsRestored, rows_of
from hoshin.base import events
from hoshin.org.events import OrganisationChanged
from hoshin.org.models import Organisation, Unit


def register() -> None:
    """Subscribe to the news of the audit trail."""
    events.subscribe(RowsRestored, follow_restored)


def follow_restored(news: Sequence[RowsRestored]) -> None:
    """Tell that the tree of units or the fiscal year is another one again."""
    if rows_of(news, Organisation, Unit):
        events.publish(OrganisationChanged())
