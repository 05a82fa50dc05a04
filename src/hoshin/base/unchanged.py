"""What was found in the database, kept for as long as nothing in it changes.

What it is kept under is what the database itself says of what can be seen: `pg_current_snapshot()`. Whoever is told the same
snapshot sees the same rows, and whatever is committed, by any process on any machine, makes another one. So nothing need
say what it changes, and nothing out of date is ever read. One short question is asked instead of many.

Not for what depends on more than the database, the day and the key: an actor belongs into the key.
"""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from django.db import connection

from hoshin.base import clock

Found = TypeVar("Found")
# Of one state of the database; what was found in an earlier one is of no use to anybody.
MOST = 32

_lock = Lock()
_found: dict[Hashable, Any] = {}
_state: Hashable = None


def while_unchanged(key: Hashable, find: Callable[[], Found]) -> Found:
    """What `find` finds, found anew where the database or the day has changed. It is shared: nobody may change it."""
    global _state
    if connection.in_atomic_block:
        # What one's own transaction has written, no snapshot tells.
        return find()
    state = _seen_now()
    with _lock:
        if state != _state:
            _found.clear()
            _state = state
        if key in _found:
            kept: Found = _found[key]
            return kept
    # Found after the state was asked for, so at least as new: whoever is given it later sees no older one.
    found = find()
    with _lock:
        if state == _state and len(_found) < MOST:
            _found[key] = found
    return found


def _seen_now() -> Hashable:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text")
        return connection.settings_dict["NAME"], cursor.fetchone()[0], clock.today()
