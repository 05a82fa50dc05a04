"""Looks at the rows of a page of changes, as far as an actor may see them: first rows, how many, and whether all."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import connection
from django.utils.translation import gettext as _

from hoshin.audit.models import Change, Entry
from hoshin.audit.sight import Sight, TableRow
from hoshin.audit.tracked import Recording, appended

MOST_COUNTED = 1_000
# So many rows of a change are looked at where some may be hidden; beyond, it counts as one that hides something.
MOST_LOOKED = 200


@dataclass(slots=True)
class Looked:
    """What an actor sees of some changes, by the number of each.

    `whole`: changes all of whose rows are seen. `least`: changes that have more rows than were counted.
    """

    tables: Mapping[int, set[str]]
    entries: Mapping[int, list[Entry]]
    recordings: Mapping[int, list[tuple[str, Recording]]]
    counts: Mapping[int, int]
    least: set[int] = field(default_factory=set)
    whole: set[int] = field(default_factory=set)

    def shows(self, change: Change) -> bool:
        """Whether a row of it is seen, or it touched none."""
        return not self.tables[change.pk] or self.counts.get(change.pk, 0) > 0


def look(sight: Sight, changes: Sequence[Change], limit: int, *, only: TableRow | None = None) -> Looked:
    """The first rows of each change, at most `limit`; with `only`, those of one thing alone.

    The number of queries does not grow with the changes.
    """
    ids = [change.pk for change in changes]
    recorded = {source.table: source.counts(ids, MOST_COUNTED) for source in appended()}
    tables = {change.pk: set(change.touched) for change in changes}
    for table, numbers in recorded.items():
        for pk in numbers:
            tables[pk].add(table)
    rows = Counter({change.pk: sum(change.touched.values()) for change in changes})
    for numbers in recorded.values():
        rows.update(numbers)
    if not sight.sees_all_of(table for found in tables.values() for table in found):
        return _look_closely(sight, ids, tables, rows, limit, only)
    least = {pk for numbers in recorded.values() for pk, number in numbers.items() if number > MOST_COUNTED}
    # What was counted to one more than the most is said as the most.
    counts = {pk: rows[pk] - sum(numbers.get(pk, 0) > MOST_COUNTED for numbers in recorded.values()) for pk in ids}
    recordings = _recordings_of(ids, limit) if only is None and any(recorded.values()) else {}
    return Looked(tables, _entries_of(ids, limit, only), recordings, counts, least, set(ids))


def sees_all_of(sight: Sight, change: Change) -> bool:
    """Whether the actor may see every row of a change, however many they are."""
    some = [table for table in change.touched if not sight.sees_every(table)]
    touched = Entry.objects.filter(change=change, table__in=some).order_by()
    rows: set[TableRow] = set(touched.values_list("table", "row").distinct())
    for source in appended():
        if not sight.sees_every(source.table):
            recorded = source.model._base_manager.filter(change=change)
            rows |= {(source.table, pk) for pk in recorded.values_list("pk", flat=True)}
    return sight.seen(rows) == rows


def summary_of(change: Change, is_whole: bool) -> str:
    """What a change did, in the words that may be said: where some of its rows are hidden, nothing that names them."""
    return change.text if is_whole else str(_("A change of several things"))


def quoted(sight: Sight, change: Change) -> str:
    """The summary of a change as sentences about it repeat it."""
    return f"“{summary_of(change, sees_all_of(sight, change))}”"


def _look_closely(
    sight: Sight,
    ids: list[int],
    tables: Mapping[int, set[str]],
    rows: Mapping[int, int],
    limit: int,
    only: TableRow | None,
) -> Looked:
    """As `look` where some rows may be hidden: keys first, then what may be seen of them."""
    keys = _keys_of(ids, MOST_LOOKED)
    some = {table for found in tables.values() for table in found}
    recordings = _recordings_of(ids, MOST_LOOKED) if any(source.table in some for source in appended()) else {}
    looked: dict[int, list[TableRow]] = defaultdict(list)
    for change, _entry, table, row in keys:
        looked[change].append((table, row))
    for change, found in recordings.items():
        looked[change] += [(table, recording.row) for table, recording in found]
    seen = sight.seen(row for found in looked.values() for row in found)
    shown: dict[int, list[int]] = defaultdict(list)
    for change, entry, table, row in keys:
        if (table, row) in seen:
            shown[change].append(entry)
    kept = {pk: [one for one in found if (one[0], one[1].row) in seen] for pk, found in recordings.items()}
    whole = {
        pk
        for pk in ids
        if sight.sees_all_of(tables[pk]) or (rows[pk] <= MOST_LOOKED and seen.issuperset(looked.get(pk, ())))
    }
    first = [entry for found in shown.values() for entry in found[:limit]]
    return Looked(
        tables,
        _of_numbers(first) if only is None else _entries_of(ids, limit, only),
        {} if only is not None else {pk: found[:limit] for pk, found in kept.items()},
        {pk: sum(row in seen for row in looked.get(pk, ())) for pk in ids},
        {pk for pk in ids if rows[pk] > MOST_LOOKED},
        whole,
    )


def _keys_of(ids: Collection[int], limit: int) -> list[tuple[int, int, str, int]]:
    """Change, entry, table and row of the first entries of each change."""
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT e.change_id, e.id, e."table", e."row" FROM unnest(%s::bigint[]) AS c(id), LATERAL (SELECT * FROM '
            "audit_entry WHERE change_id BETWEEN c.id AND c.id ORDER BY change_id, id LIMIT %s) e ORDER BY e.id",
            [list(ids), limit],
        )
        return list(cursor.fetchall())


def _of_numbers(numbers: Collection[int]) -> dict[int, list[Entry]]:
    return _by_change(Entry.objects.filter(pk__in=numbers).order_by("pk"))


def _entries_of(ids: Collection[int], limit: int, only: TableRow | None) -> dict[int, list[Entry]]:
    """The first entries of each change, without reading the rest of an import's many thousands."""
    columns = 'e.id, e.change_id, e.at, e."table", e."row", e.operation, e.before, e.after'
    where, parameters = ("", []) if only is None else ('AND "table" = %s AND "row" = %s', list(only))
    # A range instead of an equality: the planner would otherwise walk the whole table by its key to find a small change.
    query = (
        f"SELECT {columns} FROM unnest(%s::bigint[]) AS c(id), LATERAL (SELECT * FROM audit_entry "  # noqa: S608 – names of columns
        f"WHERE change_id BETWEEN c.id AND c.id {where} ORDER BY change_id, id LIMIT %s) e ORDER BY e.change_id DESC, e.id"
    )
    return _by_change(Entry.objects.raw(query, [list(ids), *parameters, limit]))


def _by_change(entries: Iterable[Entry]) -> dict[int, list[Entry]]:
    found: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.change_id is not None:
            found[entry.change_id].append(entry)
    return found


def _recordings_of(ids: Collection[int], limit: int) -> dict[int, list[tuple[str, Recording]]]:
    found: dict[int, list[tuple[str, Recording]]] = defaultdict(list)
    for source in appended():
        for recording in source.recordings(ids, limit):
            found[recording.change_id].append((source.table, recording))
    return found
