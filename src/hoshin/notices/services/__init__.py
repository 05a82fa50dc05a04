"""Telling people something, what they have read of it, how they want to be told, and the mails that go out."""

from hoshin.notices.services.forgetting import forget_letters, forget_notices
from hoshin.notices.services.telling import (
    PieceOfNews,
    choose_notices,
    mark_read,
    put_away,
    tell,
    tell_each,
)

__all__ = [
    "PieceOfNews",
    "choose_notices",
    "forget_letters",
    "forget_notices",
    "mark_read",
    "put_away",
    "tell",
    "tell_each",
]
