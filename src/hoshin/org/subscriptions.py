"""What org does when something below it changes, or an undo put its rows back."""

from collections.abc import Sequence

from hoshin.accounts.events import UserAddressed
from hoshin.audit.events import RowsRestored, rows_of
from hoshin.base import events
from hoshin.org.events import OrganisationChanged
from hoshin.org.models import Organisation, Unit
from hoshin.org.services.links import follow_users


def register() -> None:
    """Subscribe to the news of accounts and of the audit trail."""
    events.subscribe(UserAddressed, follow_users)
    events.subscribe(RowsRestored, follow_restored)


def follow_restored(news: Sequence[RowsRestored]) -> None:
    """Tell that the tree of units or the fiscal year is another one again."""
    if rows_of(news, Organisation, Unit):
        events.publish(OrganisationChanged())
