"""Keeps what people's positions were before they changed, whoever changed them: one person, an import, or an undo.

The trail has written both states of every row by then, in the same transaction, so nothing is read beforehand and an import
that changes nothing costs nothing. What changed twice on one day was until that day what it was at its beginning.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, time
from typing import Any

from django.db import connection
from django.utils.timezone import get_default_timezone

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act, running_act
from hoshin.base import clock
from hoshin.base.events import publish
from hoshin.base.outcome import Outcome
from hoshin.base.upserts import ids_by_code, upsert
from hoshin.org.events import PositionsChanged
from hoshin.org.models import PastPosition, Person, Unit
from hoshin.org.rows import PastPositionRow

_COLUMNS = {
    "title": "",
    "unit_id": "::bigint",
    "manager_id": "::bigint",
    "job_family": "",
    "level": "",
    "location": "",
    "fte": "::float",
}
_NAMES = ", ".join(_COLUMNS)
_ONE = "CASE WHEN was.said ? '{name}' THEN (was.said->>'{name}'){kind} ELSE person.{name} END"
_WAS = ", ".join(_ONE.format(name=name, kind=kind) for name, kind in _COLUMNS.items())
# Of several entries of one change the first says what stood there before it. Whoever was added today has no past.
_KEEP = f"""
INSERT INTO org_pastposition (person_id, valid_to, {_NAMES})
SELECT person.id, %(today)s, {_WAS}
FROM (
    SELECT entry."row" AS id, jsonb_object_agg(one.key, one.value ORDER BY entry.id DESC) AS said
    FROM audit_entry entry CROSS JOIN jsonb_each(entry.before) one
    WHERE entry.change_id = %(change)s AND entry."table" = 'org_person' AND entry.operation = 'U'
        AND entry."row" = ANY(%(ids)s) AND one.key = ANY(%(names)s)
    GROUP BY entry."row"
) was JOIN org_person person ON person.id = was.id
WHERE person.created_at < %(midnight)s
ON CONFLICT (person_id, valid_to) DO NOTHING
"""  # noqa: S608 – names of our own columns
# From the past to its person: rows that were kept just now are believed to be few, and each finds its person by the key.
_FORGET_WHAT_HOLDS_AGAIN = f"""
DELETE FROM org_pastposition past
WHERE past.valid_to = %(today)s AND past.person_id = ANY(%(ids)s) AND EXISTS (
    SELECT FROM org_person person WHERE person.id = past.person_id
        AND ({", ".join(f"past.{name}" for name in _COLUMNS)})
            IS NOT DISTINCT FROM ({", ".join(f"person.{name}" for name in _COLUMNS)})
)
"""  # noqa: S608 – names of our own columns


def keep_positions(ids: Collection[int]) -> None:
    """Keep what these people's positions were until today, where the running act changed them, and tell of it."""
    running = running_act()
    if running is None or not ids:
        return
    today = clock.today()
    values: dict[str, Any] = {
        "change": running.id,
        "ids": list(ids),
        "names": list(_COLUMNS),
        "today": today,
        "midnight": datetime.combine(today, time.min, get_default_timezone()),
    }
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, values)
        cursor.execute(_FORGET_WHAT_HOLDS_AGAIN, values)
    publish(PositionsChanged())


def restore_positions(actor: Actor, rows: Sequence[PastPositionRow], *, is_checked: bool = False) -> Outcome:
    """Let people have had these positions, as another installation knew them; people and units must exist."""
    require(actor, Right.IMPORT)
    with act(actor, "restore_positions", count=len(rows)) as running:
        people = ids_by_code(
            Person, {code for row in rows for code in (row.employee_id, row.manager)}, column="employee_id"
        )
        units = ids_by_code(Unit, {row.unit for row in rows})
        whose = {people[row.employee_id.casefold()] for row in rows}
        stored = {(one.person_id, one.valid_to): one for one in PastPosition.objects.filter(person__in=whose)}
        wanted: list[tuple[PastPosition | None, dict[str, Any]]] = []
        for row in rows:
            said = row._asdict() | {
                "person_id": people[row.employee_id.casefold()],
                "valid_to": row.until,
                "unit_id": units.get(row.unit.casefold()),
                "manager_id": people.get(row.manager.casefold()),
            }
            values = {name: said[name] for name in ("person_id", "valid_to", *_COLUMNS)}
            wanted.append((stored.get((values["person_id"], row.until)), values))
        running.keep()
        return upsert(PastPosition, wanted, is_checked=is_checked).outcome
