"""Every write happens within an act: one transaction, one change in the audit trail, one delivery of events."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db import connection, transaction

from hoshin.audit.leaving import hearer
from hoshin.audit.models import Through
from hoshin.base import clock, events


class Author(Protocol):
    """Whoever acts: the audit trail needs no more than this of an actor."""

    @property
    def user_id(self) -> int | None: ...
    @property
    def name(self) -> str: ...
    @property
    def face(self) -> str: ...
    @property
    def through(self) -> Through | None: ...


@dataclass(slots=True)
class Act:
    """The running act. `id` is the number that its change will have; facts may be filled in on the way."""

    id: int
    author: Author
    verb: str
    note: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    undoes_id: int | None = None
    keeps: bool = field(default=False)
    # What the apps above made of the act's news, once it is over.
    followed: list[Any] = field(default_factory=list)

    def say(self, **facts: Any) -> None:
        """Add facts to what is said of the change; what is not known (None) is left out."""
        self.facts.update({name: fact for name, fact in facts.items() if fact is not None})

    def keep(self) -> None:
        """Write the change even if no tracked row is touched (append-only rows name the change themselves)."""
        self.keeps = True


_running: ContextVar[Act | None] = ContextVar("hoshin_act", default=None)


@contextmanager
def act(author: Author, verb: str, /, *, note: str = "", **facts: Any) -> Iterator[Act]:
    """Run a service: one transaction, in which nested acts join the outer one.

    The verb is a code, which the app that acts words with its facts (base.wordings): plain text, numbers, and days and
    periods as text. Events published inside are delivered before the commit. Where nothing changed, no change is written.
    """
    outer = _running.get()
    if outer is not None:
        yield outer
        return
    with transaction.atomic():
        running = Act(_next_change_id(), author, verb, note)
        running.say(**facts)
        token, gathering = _running.set(running), events.start()
        try:
            yield running
            if leave := hearer():
                leave(running, events.gathered())
            else:
                running.followed += events.deliver()
            _write_change(running)
        finally:
            events.finish(gathering)
            _running.reset(token)


def running_act() -> Act | None:
    """The act that this is part of, if any."""
    return _running.get()


def _next_change_id() -> int:
    # Triggers read the number from the setting, which ends with the transaction. MATERIALIZED: it is drawn but once.
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH next AS MATERIALIZED (SELECT nextval(pg_get_serial_sequence('audit_change', 'id')) AS id) "
            "SELECT id, set_config('hoshin.change', id::text, true) FROM next"
        )
        return int(cursor.fetchone()[0])


# One statement: the rows that were touched are counted, the change is written if there are any, and triggers forget it.
_WRITE_CHANGE = """
WITH touched AS (
    SELECT "table", count(*) AS entries FROM audit_entry WHERE change_id = %(id)s GROUP BY "table"
), written AS (
    INSERT INTO audit_change (id, at, actor_id, actor_name, face, through, through_name, verb, facts, summary, note,
                              touched, undoes_id)
    SELECT %(id)s, %(at)s, %(actor_id)s, %(actor_name)s, %(face)s, %(through)s, %(through_name)s, %(verb)s, %(facts)s::jsonb,
           '', %(note)s, coalesce((SELECT jsonb_object_agg("table", entries) FROM touched), '{}'), %(undoes_id)s
    WHERE %(keeps)s OR EXISTS (SELECT FROM touched)
)
SELECT set_config('hoshin.change', '', true)
"""


def _write_change(running: Act) -> None:
    author, through = running.author, running.author.through
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE_CHANGE,
            {
                "id": running.id,
                "at": clock.now(),
                "actor_id": author.user_id,
                "actor_name": author.name,
                "face": author.face,
                "through": through.means if through else "",
                "through_name": through.name[:200] if through else "",
                "verb": running.verb,
                "facts": json.dumps(running.facts),
                "note": running.note,
                "undoes_id": running.undoes_id,
                "keeps": running.keeps,
            },
        )
