"""Takes a change back: every row that it touched stands again as before, as long as nothing came later.

Rows are put back by their columns as the trail kept them, not by the services that wrote them; the apps above hear
`RowsRestored` and draw their conclusions within the same transaction.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, connection, transaction

from hoshin.audit.events import RestoredRow, RowsRestored
from hoshin.audit.looking import quoted, sees_all_of
from hoshin.audit.models import Change, Entry
from hoshin.audit.naming import name_of, names_for
from hoshin.audit.policies import Reader, is_put_back, may_put_back
from hoshin.audit.removal import remove_made, rows_as_they_stand
from hoshin.audit.services import act
from hoshin.audit.sight import Sight, sight_of
from hoshin.audit.tracked import appended, label_of, model_of
from hoshin.base.errors import Conflict, Denied, Invalid, NotFound
from hoshin.base.events import publish
from hoshin.base.languages import within_sentence
from hoshin.base.personal_data import ERASED
from hoshin.base.wordings import Said, instant_in_words, sentence

_BATCH = 2_000


@dataclass(slots=True)
class _Net:
    """What a change did to one row in sum: the columns to set, and whether the row was there before and is after."""

    was_there: bool
    is_there: bool
    columns: dict[str, Any] = field(default_factory=dict)


def undo(actor: Reader, *, change: Change) -> Change:
    """Put everything back that a change touched; the undo is a change itself, and can be undone.

    Conflict where something later touched the same things or stands on them; it names that later change. Denied where
    the apps of its rows do not let the actor put them back, or where the actor may not see them all.
    """
    tables = set(Entry.objects.filter(change=change).values_list("table", flat=True).distinct().order_by())
    recorded = [source for source in appended() if source.counts([change.pk], 0)]
    sight = sight_of(actor)
    _require_may_undo(actor, change, tables | {source.table for source in recorded}, sight)
    undone = {"verb": change.verb, "facts": change.facts, "summary": change.summary}
    with act(actor, "undo", what=undone) as running:
        if running.undoes_id is not None or running.verb != "undo":
            raise RuntimeError("an undo is a change of its own")
        running.undoes_id = change.pk
        _require_open(change)
        _hold_rows(change)
        later = {pk: by for source in recorded for pk, by in source.overtaken([change.pk]).items()}
        _require_latest(change, sight, recorded_later=later)
        try:
            with transaction.atomic():
                restored = _put_back(change, sight)
                # Looked at now rather than at the commit, where nobody could say what stood in the way.
                _check_references(tables)
        except IntegrityError:
            raise Conflict(
                Said(
                    "%(what)s cannot be undone: what came later stands on it or took its place.",
                    what=quoted(sight, change),
                )
            ) from None
        for source in recorded:
            source.take_back(running.id, change.pk)
            running.keep()
        if restored:
            publish(RowsRestored(tuple(restored)))
    return Change.objects.get(pk=running.id)


def change_to_undo(actor: Reader, change_id: int) -> Change:
    """The change of that number, locked for nobody. NotFound where it is not the actor's and they may not see it."""
    of_number = Change.objects.filter(pk=change_id)
    touched = of_number.values_list("touched", flat=True).first() or {}
    change = of_number.filter(sight_of(actor).touching(among=touched)).first()
    if change is None or not (actor.may_see_trail or change.is_by(actor)):
        raise NotFound("change", str(change_id))
    return change


def _require_may_undo(actor: Reader, change: Change, tables: set[str], sight: Sight) -> None:
    never = sorted(label_of(table) for table in tables if not is_put_back(table))
    if never:
        raise Invalid(
            Said("A change of %(things)s cannot be undone.", things=within_sentence(", ".join(never))),
            remedy="Change it again on its own page.",
        )
    if has_erased(change):
        raise Invalid("A person was erased from what this changed: it cannot be undone.", remedy="Change it by hand.")
    if change.pk not in may_put_back(actor, [change], {change.pk: tables}) or not sees_all_of(sight, change):
        raise Denied("You may undo your own changes within your rights; the strategy office may undo those of others.")


def has_erased(change: Change) -> bool:
    """Whether words of a person who was erased were taken out of what the trail keeps of a change."""
    mark = f'%"{ERASED}"%'
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM audit_entry WHERE change_id BETWEEN %s AND %s "
            "AND (before::text LIKE %s OR after::text LIKE %s))",
            [change.pk, change.pk, mark, mark],
        )
        return bool(cursor.fetchone()[0])


def _require_open(change: Change) -> None:
    """Hold the change, so that of two who undo it at once the second hears of the first."""
    Change.objects.select_for_update(of=("self",)).get(pk=change.pk)
    done = Change.objects.filter(undoes=change.pk).first()
    if done is not None:
        raise Conflict(Said("%(who)s undid this already, at %(at)s.", who=done.who, at=instant_in_words(done.at)))


def _hold_rows(change: Change) -> None:
    """Hold the rows as they stand, so that nothing comes between the look at what came later and the putting back."""
    rows: dict[str, set[int]] = defaultdict(set)
    for table, row in Entry.objects.filter(change=change).values_list("table", "row").order_by().distinct():
        rows[table].add(row)
    with connection.cursor() as cursor:
        for table, pks in sorted(rows.items()):
            # The name of one of our tables, quoted; so below.
            name = connection.ops.quote_name(table)
            query = f"SELECT count(*) FROM (SELECT 1 FROM {name} WHERE id = ANY(%s) ORDER BY id FOR UPDATE) held"  # noqa: S608
            cursor.execute(query, [sorted(pks)])


def _require_latest(change: Change, sight: Sight, *, recorded_later: Mapping[int, int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT l.id FROM audit_entry e JOIN audit_entry l ON l."table" = e."table" AND l."row" = e."row" '
            "AND l.id > e.id AND l.change_id IS DISTINCT FROM e.change_id WHERE e.change_id = %s ORDER BY l.id LIMIT 1",
            [change.pk],
        )
        found = cursor.fetchone()
    later = None
    if found is not None:
        entry = Entry.objects.select_related("change").get(pk=found[0])
        what = name_of(names_for([entry], sight), entry.table, entry.row).text
        if entry.change is None:
            raise Conflict(Said("%(what)s was changed later, directly in the database. Nothing was undone.", what=what))
        later = entry.change
    elif recorded_later:
        later, what = Change.objects.get(pk=recorded_later[change.pk]), sentence("the same value")
    if later is not None:
        raise Conflict(
            Said(
                "%(who)s changed %(what)s later, at %(at)s (%(summary)s). Undo that first, or change it by hand. "
                "Nothing was undone.",
                who=later.who,
                what=what,
                at=instant_in_words(later.at),
                summary=quoted(sight, later),
            )
        )


def _put_back(change: Change, sight: Sight) -> list[RestoredRow]:
    net: dict[str, dict[int, _Net]] = defaultdict(dict)
    for entry in Entry.objects.filter(change=change).order_by("id").iterator(_BATCH):
        row = net[entry.table].setdefault(entry.row, _Net(entry.operation != "I", True))
        row.is_there = entry.operation != "D"
        # The earliest value of each column is the one that stood before.
        row.columns = (entry.before or {}) | row.columns
    for table, rows in net.items():
        _set(table, {pk: row.columns for pk, row in rows.items() if row.was_there and row.is_there})
    made = {
        table: {pk for pk, row in rows.items() if row.is_there and not row.was_there} for table, rows in net.items()
    }
    restored = remove_made(made, change, sight)
    for table, rows in net.items():
        _insert(table, [row.columns for row in rows.values() if row.was_there and not row.is_there])
        restored += rows_as_they_stand(table, [pk for pk, row in rows.items() if row.was_there])
    return restored


def _set(table: str, rows: Mapping[int, Mapping[str, Any]]) -> None:
    """Set columns of rows; the version goes on, so that nobody who holds an older one writes over the undo."""
    alike: dict[tuple[str, ...], list[tuple[int, Mapping[str, Any]]]] = defaultdict(list)
    for pk, columns in rows.items():
        alike[tuple(sorted(columns.keys() - {"id", "version"}))].append((pk, columns))
    name = connection.ops.quote_name
    has_version = _has_column(table, "version")
    for columns, group in alike.items():
        sets = [f"{name(column)} = r.{name(column)}" for column in columns]
        sets += ["version = t.version + 1"] if has_version else []
        if not sets:
            continue
        query = (
            f"UPDATE {name(table)} t SET {', '.join(sets)} "  # noqa: S608 (names of columns, quoted)
            f"FROM jsonb_populate_recordset(NULL::{name(table)}, %s) r WHERE t.id = r.id"
        )
        _execute(query, [dict(values) | {"id": pk} for pk, values in group])


def _insert(table: str, rows: list[dict[str, Any]]) -> None:
    name = connection.ops.quote_name(table)
    _execute(f"INSERT INTO {name} SELECT r.* FROM jsonb_populate_recordset(NULL::{name}, %s) r", rows)  # noqa: S608


def _execute(query: str, rows: list[dict[str, Any]]) -> None:
    encoder = Entry._meta.get_field("before")
    with connection.cursor() as cursor:
        for start in range(0, len(rows), _BATCH):
            batch = encoder.get_db_prep_value(rows[start : start + _BATCH], connection)
            cursor.execute(query, [batch])


def _check_references(tables: Collection[str]) -> None:
    """Have references to and from these tables checked. Those to the running change wait: it is written at the end."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE contype IN ('f', 't') AND condeferrable AND confrelid <> %s::regclass "
            "AND (conrelid = ANY(%s::regclass[]) OR confrelid = ANY(%s::regclass[])) ORDER BY conname",
            [Change._meta.db_table, list(tables), list(tables)],
        )
        names = ", ".join(connection.ops.quote_name(row[0]) for row in cursor.fetchall())
        if names:
            cursor.execute(f"SET CONSTRAINTS {names} IMMEDIATE")
            cursor.execute(f"SET CONSTRAINTS {names} DEFERRED")


def _has_column(table: str, column: str) -> bool:
    model = model_of(table)
    return model is not None and any(found.column == column for found in model._meta.concrete_fields)
