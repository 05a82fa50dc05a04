"""What was found in the database, kept for as long as nothing in it changes that was read for it.

It is kept under what the database itself says of what could be seen, `pg_current_snapshot()`, asked for before anything was
looked for, and with the tables that the statements name which found it. Whoever asks again is told whether any transaction
that this snapshot did not see, and that is seen now, touched one of these tables (`audit.moving`). So no writer need say
what it changes, and nothing out of date is ever read but by who says that it may be (`a_moment_behind`). Where a table is
read that is not watched, any transaction counts.

Not for what depends on more than the database, the day and the key: an actor belongs into the key.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from threading import Lock, local
from time import monotonic
from typing import Any, TypeVar

from django.db import connection

from hoshin.audit.moving import ANYTHING, tables_in
from hoshin.base import clock

Found = TypeVar("Found")
MOST = 96
# Whoever waits longer for another who finds the same finds it as well.
MOST_SECONDS = 5.0
# Changes pour in where so many of them were met within so many seconds.
POURING, POURING_SECONDS = 4, 4.0
BEHIND_SECONDS = 1.0
# A database that was put in place of another counts its transactions anew.
_SNAPSHOT = """
SELECT pg_current_snapshot()::text,
       (SELECT oid FROM pg_database WHERE datname = current_database())::text || '/' || 'audit_touch'::regclass::oid"""
_AGAIN = f"""{_SNAPSHOT}, EXISTS (
    SELECT 1 FROM audit_touch m
    WHERE m.xact >= pg_snapshot_xmin(%(since)s::pg_snapshot)::text::bigint
      AND m.xact < pg_snapshot_xmax(pg_current_snapshot())::text::bigint
      AND NOT pg_visible_in_snapshot(m.xact::text::xid8, %(since)s::pg_snapshot)
      AND m."table" = ANY(%(tables)s)
      AND (m.part IS NULL OR m."table" <> %(table)s OR m.part = %(part)s AND m.day BETWEEN %(first)s AND %(last)s))"""


@dataclass(frozen=True, slots=True)
class Within:
    """The part of a table, and the first and the last of its days, beyond which its rows are not looked at."""

    table: str
    part: int
    first: date
    last: date


NOT_LIMITED = Within("", 0, date.min, date.min)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was found, at least as new as a snapshot. `tables`: those that were read; None where any transaction counts.

    `as_of`: when it was known to hold. `moves`: when it, or what was kept before it, was last met as changed.
    """

    found: Any
    seen: "_Seen"
    tables: frozenset[str] | None
    within: Within
    as_of: float
    moves: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class _Seen:
    """What could be seen of which database at an instant."""

    snapshot: str
    database: str


@dataclass(slots=True)
class _Turn:
    """The lock under which one thread finds what others wait for."""

    lock: Lock = field(default_factory=Lock)
    wanted: int = 0


class _Reading(local):
    """The tables that a thread has took from what is kept, for each of what it finds; None: one is not watched.

    `is_behind`: what it reads may be a moment old.
    """

    def __init__(self) -> None:
        self.open: list[set[str | None]] = []
        self.is_behind = False


_reading = _Reading()
_lock = Lock()
_kept: OrderedDict[Hashable, _Kept] = OrderedDict()
_turns: dict[Hashable, _Turn] = {}


def while_unchanged(key: Hashable, find: Callable[[], Found], within: Within = NOT_LIMITED) -> Found:
    """What `find` finds, found anew where what it reads or the day has changed. It is shared: nobody may change it.

    Of the table of `within`, `find` must look at no other rows. Threads that want the same wait for the one that finds it.
    `find` may itself ask for what is kept: what that rests on, it rests on as well. What it is given from elsewhere belongs
    into the key.
    """
    if connection.in_atomic_block:
        # What one's own transaction has written, no snapshot tells.
        return find()
    whole = (connection.settings_dict["NAME"], clock.today(), key)
    seen, kept = _standing(whole)
    if kept is None:
        with _turn_of(whole) as has_waited:
            if has_waited:
                seen, kept = _standing(whole)
            if kept is None:
                kept = replace(_find(seen, find, within), moves=_moves_of(whole))
                _keep(whole, kept)
    for tables in _reading.open:
        tables |= kept.tables if kept.tables is not None else {None}
    found: Found = kept.found
    return found


@contextmanager
def a_moment_behind() -> Iterator[None]:
    """Within the block, and while changes pour in, what is kept may be a second old.

    Else each page beside those who write would find everything anew, though nobody reads so quickly. For readers who have
    written nothing themselves.
    """
    before, _reading.is_behind = _reading.is_behind, True
    try:
        yield
    finally:
        _reading.is_behind = before


def _standing(whole: Hashable) -> tuple[_Seen, _Kept | None]:
    """What can be seen now, and what is kept, if it still holds."""
    with _lock:
        kept = _kept.get(whole)
    with connection.cursor() as cursor:
        if kept is None or kept.tables is None:
            cursor.execute(_SNAPSHOT)
            seen = _Seen(*cursor.fetchone())
            return seen, kept if kept is not None and kept.seen == seen else None
        limits, tables = kept.within, [*kept.tables, ANYTHING]
        cursor.execute(_AGAIN, {"since": kept.seen.snapshot, "tables": tables, **asdict(limits)})
        snapshot, database, has_moved = cursor.fetchone()
    seen, now = _Seen(snapshot, database), monotonic()
    if kept.seen.database != database:
        return seen, None
    if has_moved:
        kept = replace(kept, moves=(*kept.moves[-POURING + 1 :], now))
        _keep(whole, kept)
        return seen, kept if _does_for_now(kept, now) else None
    # From here on it is looked for what came later than this.
    kept = replace(kept, seen=seen, as_of=now)
    _keep(whole, kept)
    return seen, kept


def _does_for_now(kept: _Kept, now: float) -> bool:
    """Whether it may be read though it has changed. What something else is found from never may: that would be kept."""
    pours = len(kept.moves) == POURING and now - kept.moves[0] < POURING_SECONDS
    return pours and _reading.is_behind and not _reading.open and now - kept.as_of < BEHIND_SECONDS


def _moves_of(whole: Hashable) -> tuple[float, ...]:
    with _lock:
        kept = _kept.get(whole)
    return kept.moves if kept else ()


def _find(seen: _Seen, find: Callable[[], Any], within: Within) -> _Kept:
    tables, statements, begun = set[str | None](), set[str](), monotonic()

    def hear(execute: Callable[..., Any], statement: str, *arguments: Any) -> Any:
        statements.add(statement)
        return execute(statement, *arguments)

    _reading.open.append(tables)
    try:
        with connection.execute_wrapper(hear):
            found = find()
    finally:
        _reading.open.pop()
    for statement in statements - {_SNAPSHOT, _AGAIN}:
        named = tables_in(statement)
        tables |= named if named is not None else {None}
    read = frozenset(table for table in tables if table is not None)
    return _Kept(found, seen, None if None in tables else read, within, as_of=begun)


def _keep(whole: Hashable, kept: _Kept) -> None:
    with _lock:
        _kept[whole] = kept
        _kept.move_to_end(whole)
        while len(_kept) > MOST:
            _kept.popitem(last=False)


@contextmanager
def _turn_of(whole: Hashable) -> Iterator[bool]:
    """A turn to find something; whether somebody else had theirs before. Nobody waits for ever."""
    with _lock:
        turn = _turns.setdefault(whole, _Turn())
        turn.wanted += 1
    has_waited = not turn.lock.acquire(blocking=False)
    is_held = not has_waited or turn.lock.acquire(timeout=MOST_SECONDS)
    try:
        yield has_waited
    finally:
        if is_held:
            turn.lock.release()
        with _lock:
            turn.wanted -= 1
            if not turn.wanted:
                del _turns[whole]
