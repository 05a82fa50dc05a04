"""Telling people something, what they have read of it, how they want to be told, and the mails that go out."""

from hoshin.notices.services.telling import choose_notices, mark_read, tell

__all__ = ["choose_notices", "mark_read", "tell"]
