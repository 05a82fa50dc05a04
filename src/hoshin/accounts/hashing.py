"""Argon2, a few at a time: each takes a hundred megabytes for a tenth of a second, and strangers may ask for it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.hashers import Argon2PasswordHasher

from hoshin.base.errors import Busy

AT_ONCE = 2
PATIENCE_SECONDS = 10.0

_places = threading.BoundedSemaphore(AT_ONCE)


class BoundedArgon2(Argon2PasswordHasher):
    """Django's Argon2 of which at most two run in a process; Busy where no place comes free in time."""

    def encode(self, password: str, salt: str) -> str:
        with _place():
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with _place():
            return super().verify(password, encoded)


@contextmanager
def _place() -> Iterator[None]:
    if not _places.acquire(timeout=PATIENCE_SECONDS):
        raise Busy("Too many people are signing in at once.")
    try:
        yield
    finally:
        _places.release()
