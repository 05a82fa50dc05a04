"""What others committed since a moment, for whoever computes first and holds what it writes last."""

from dataclasses import dataclass

from django.db import connection

# Numbers of changes are given at their beginning, and an older one may end later: not the largest is kept but all of the
# latest. An act that this many others overtake would have to wait for longer than any of them may.
LATEST = 2_000


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """The changes that others committed, and whether any of them touched rows, beyond recording values."""

    changes: tuple[int, ...]
    has_touched: bool


def moment() -> tuple[int, ...]:
    """The latest changes that are committed now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM audit_change ORDER BY id DESC LIMIT %s", [LATEST])
        return tuple(number for (number,) in cursor.fetchall())


def since(seen: tuple[int, ...]) -> Meanwhile:
    """What others committed since that moment. The running act is none of them: it is written at its end."""
    earliest = seen[-1] if len(seen) == LATEST else 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, touched <> '{}' FROM audit_change WHERE id > %s AND id <> ALL(%s)", [earliest, list(seen)]
        )
        found = cursor.fetchall()
    return Meanwhile(tuple(number for number, _ in found), any(touched for _, touched in found))
