"""Statements that differ between people by who asks alone: built once for all who are alike, and planned once.

What somebody owes is asked of thirty tables in one statement. Building that from its parts takes longer than its rows, and
so does its plan. For everybody with the same rights it is the same text on the same day but for the number of the user and
the instant: kept as a prepared statement, each person's costs its rows.

Whether a statement is of that kind is found out, not promised: it is built for two users who don't exist at two instants
of the day, and where the two differ by anything else, or anything was read on the way, it is built anew for each person.
"""

import json
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from hoshin.accounts.access import Actor
from hoshin.base import clock

AskedFor = Callable[[Actor], QuerySet[Any, Any]]
PreparedRow = tuple[Any, ...]
# Numbers that no user has.
_ONE, _OTHER = 2_147_482_801, 2_147_483_137
# Whatever is rounded to hours, minutes or seconds is not just as far apart as the two instants.
_APART = timedelta(hours=1, minutes=1, seconds=7, microseconds=13)
_MOST_KEPT, _MOST_PREPARED = 200, 8
_JSON = 3802
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class PreparedText:
    """A statement in which $1 is who asks, and each further place an instant, so far from now."""

    name: str
    text: str
    instants: tuple[timedelta, ...]


_kept: OrderedDict[Hashable, PreparedText | None] = OrderedDict()
_prepared: WeakKeyDictionary[Any, OrderedDict[str, None]] = WeakKeyDictionary()


def asked_rows(build: AskedFor, actor: Actor, by: Hashable) -> list[PreparedRow]:
    """The rows of the query that `build` makes for whoever asks, as the database has them; JSON is read.

    `by` names the query by all that it depends on beside the actor, the day, the language and the time zone.
    """
    kept = _kept_text(build, actor, by) if actor.user_id is not None and actor.through is None else None
    said = _said(build, actor) if kept is None else None
    if kept is None and said is None:
        return []
    with connection.cursor() as cursor:
        if kept is not None:
            _execute(cursor, kept, actor)
        elif said is not None:
            cursor.execute(*said)
        of_json = [place for place, column in enumerate(cursor.description) if column.type_code == _JSON]
        return [_read(row, of_json) for row in cursor.fetchall()]


def _kept_text(build: AskedFor, actor: Actor, by: Hashable) -> PreparedText | None:
    alike = replace(actor, user_id=None, name="")
    key = (by, alike, clock.today(), get_language(), get_current_timezone_name())
    if key in _kept:
        return _kept[key]
    _kept[key] = found = _compared(build, alike)
    while len(_kept) > _MOST_KEPT:
        _kept.popitem(last=False)
    return found


def _compared(build: AskedFor, alike: Actor) -> PreparedText | None:
    """The text for two who don't exist, if they differ by their numbers and by the instant alone."""
    now = clock.now()
    other = now - _APART if clock.day_of(now - _APART) == clock.day_of(now) else now + _APART
    with _told_of_reading() as read:
        with clock.fixed(now):
            one = _said(build, replace(alike, user_id=_ONE, name="one"))
        with clock.fixed(other):
            two = _said(build, replace(alike, user_id=_OTHER, name="two"))
    if read or one is None or two is None or one[0] != two[0]:
        return None
    parts: list[str] = []
    instants: list[timedelta] = []
    for mine, theirs in zip(one[1], two[1], strict=True):
        if mine == _ONE and theirs == _OTHER:
            parts.append("$1")
        elif isinstance(mine, datetime) and isinstance(theirs, datetime) and mine - theirs == now - other:
            instants.append(mine - now)
            parts.append(f"${1 + len(instants)}")
        elif _literal(mine) == _literal(theirs):
            parts.append(_literal(mine))
        else:
            return None
    return PreparedText(f"hoshin_{next(_numbers)}", one[0] % tuple(parts), tuple(instants))


def _literal(value: object) -> str:
    return connection.ops.compose_sql("%s", [value])


def _said(build: AskedFor, actor: Actor) -> tuple[str, Sequence[Any]] | None:
    """The statement with its values; None where no row can be found whoever asks."""
    try:
        return build(actor).query.sql_with_params()
    except EmptyResultSet:
        return None


@contextmanager
def _told_of_reading() -> Iterator[list[str]]:
    read: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *others: Any) -> Any:
        read.append(sql)
        return execute(sql, *others)

    with connection.execute_wrapper(note):
        yield read


def _execute(cursor: CursorWrapper, kept: PreparedText, actor: Actor) -> None:
    """Prepared once for each connection, which forgets what it has not prepared lately."""
    there = _prepared.setdefault(connection.connection, OrderedDict())
    if kept.name not in there:
        types = ", ".join(["bigint", *("timestamptz" for _ in kept.instants)])
        cursor.execute(f"PREPARE {kept.name} ({types}) AS {kept.text}")
        there[kept.name] = None
        while len(there) > _MOST_PREPARED:
            cursor.execute(f"DEALLOCATE {there.popitem(last=False)[0]}")
    now = clock.now()
    values = [actor.user_id, *(now + away for away in kept.instants)]
    cursor.execute(f"EXECUTE {kept.name} ({', '.join(['%s'] * len(values))})", values)


def _read(row: PreparedRow, of_json: Sequence[int]) -> PreparedRow:
    cells = list(row)
    for place in of_json:
        cells[place] = json.loads(cells[place])
    return tuple(cells)
