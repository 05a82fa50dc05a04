"""What assistants do when something below changes."""

from hoshin.accounts.events import TokensRevoked
from hoshin.assistants.services import follow_revoked
from hoshin.base import events


def register() -> None:
    """Subscribe to the news of accounts."""
    events.subscribe(TokensRevoked, follow_revoked)
