"""What org does when something below it changes, or an undo put its rows back."""

from collections.abc import Sequence

from hoshin.accounts.events import UserAddressed
from hoshin.audit.events import RowsRestored, rows_of
from hoshin.base import events
from hoshin.org.events import OrganisationChanged
from hoshin.org.models import Organisation, Person, Unit
from hoshin.org.services.ancestry import follow_links, hold_links
from hoshin.org.services.edits import check_no_circle
from hoshin.org.services.heads import follow_heads
from hoshin.org.services.links import follow_users
from hoshin.org.services.positions import keep_positions


def register() -> None:
    """Subscribe to the news of accounts and of the audit trail."""
    events.subscribe(UserAddressed, follow_users)
    events.subscribe(RowsRestored, follow_restored)


def follow_restored(news: Sequence[RowsRestored]) -> None:
    """Bring lines in step with people and units, and tell that the tree of units or the fiscal year is another again."""
    for model in (Unit, Person):
        back = [row.row for row in rows_of(news, model) if not row.is_removed]
        if back:
            hold_links(model)
            check_no_circle(model, back)
            follow_links(model, back)
            if model is Person:
                keep_positions(back)
            else:
                follow_heads(back)
    if rows_of(news, Organisation, Unit):
        events.publish(OrganisationChanged())
