"""The way back from what was just done, for the Undo of a notice."""

from hoshin.accounts.access import Actor
from hoshin.audit.selectors import own_latest_change
from hoshin.web.addresses import address_or_none


def undo_since(actor: Actor, before: int | None) -> str | None:
    """The address that takes the actor's newest change back; None where there is none since `before`."""
    latest = own_latest_change(actor)
    return None if latest is None or latest == before else address_or_none("undo_change", latest)
