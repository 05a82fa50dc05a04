"""Finds changes and says them in words: the trail of everything, and the history of one thing."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from hoshin.audit.models import Change, Entry
from hoshin.audit.naming import Line, Name, Names, lines_of, name_of, names_for
from hoshin.audit.policies import Reader, may_put_back, require_trail
from hoshin.audit.subjects import Recording, appended, model_of, subject_of
from hoshin.base.errors import NotFound

PAGE = 50
ENTRIES_SHOWN = 8
MOST_COUNTED = 1_000


@dataclass(frozen=True, slots=True)
class EntryInWords:
    """One row of a change: what was done to which thing, with the page that shows it, and its columns."""

    operation: str
    label: str
    name: Name
    page: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class ChangeInWords:
    """A change with the first of its entries, how many there are, and whether the actor may undo it now.

    `is_least`: there are more than `count`; how many more was not counted.
    """

    change: Change
    entries: Sequence[EntryInWords]
    count: int
    may_undo: bool
    undone_by: Change | None = None
    is_least: bool = False


@dataclass(frozen=True, slots=True)
class Trail:
    """Changes, newest first; `before` is where the older ones go on (None: there are none)."""

    changes: Sequence[ChangeInWords]
    before: int | None = field(default=None)


def trail(
    actor: Reader,
    *,
    who: str = "",
    verb: str = "",
    text: str = "",
    table: str = "",
    code: str = "",
    since: date | None = None,
    until: date | None = None,
    before: int | None = None,
    size: int = PAGE,
) -> Trail:
    """What everybody changed, newest first.

    `who` is part of a name, `text` part of the summary, `table` with `code` the things that were touched; `since` and
    `until` are days, both included. `before` continues a trail. The number of queries does not grow with the changes.
    """
    require_trail(actor)
    changes = Change.objects.all()
    if who.strip():
        changes = changes.filter(actor_name__icontains=who.strip())
    if verb:
        changes = changes.filter(verb=verb)
    if text.strip():
        changes = changes.filter(Q(summary__icontains=text.strip()) | Q(note__icontains=text.strip()))
    if table:
        changes = changes.filter(_touches(table, code.strip()))
    if since:
        changes = changes.filter(at__gte=_midnight(since))
    if until:
        changes = changes.filter(at__lt=_midnight(until + timedelta(days=1)))
    return _page(actor, changes, before, size)


def history(actor: Reader, *, table: str, row: int, before: int | None = None, size: int = PAGE) -> Trail:
    """What happened to one thing that the caller let the actor see; each change shows that thing's row alone."""
    if subject_of(table).is_confidential:
        require_trail(actor)
    touching = Entry.objects.filter(change=OuterRef("pk"), table=table, row=row)
    touched = Entry.objects.filter(table=table, row=row, change__isnull=False).values("change")
    changes = Change.objects.filter(Exists(touching), pk__in=touched)
    return _page(actor, changes, before, size, only=(table, row))


def change_in_words(actor: Reader, change_id: int, *, limit: int = 200) -> ChangeInWords:
    """One change with up to `limit` entries: one's own, or for those who may see the trail any."""
    found = _page(actor, Change.objects.filter(pk=change_id), None, 1, entries=limit).changes
    is_theirs = bool(found) and found[0].change.actor_id is not None and found[0].change.actor_id == actor.user_id
    if not found or not (is_theirs or actor.may_see_trail):
        raise NotFound("change", str(change_id))
    return found[0]


def own_latest_change(actor: Reader) -> int | None:
    """The number of the actor's newest change, for the way back in a notice. None for whoever has no user."""
    if actor.user_id is None:
        return None
    return Change.objects.filter(actor=actor.user_id).order_by("-pk").values_list("pk", flat=True).first()


def _touches(table: str, code: str) -> Q:
    if not code:
        return Q(touched__has_key=table)
    subject, model = subject_of(table), model_of(table)
    if model is None or not subject.named_by:
        return Q(pk__in=())
    column = subject.named_by[0]
    living = model._base_manager.filter(**{f"{column}__iexact": code}).values_list("pk", flat=True)
    removed = Entry.objects.filter(table=table, operation="D", **{f"before__{column}__iexact": code})
    # Looked up first: as part of one query, the trail would be walked change by change.
    rows = {*living, *removed.order_by().values_list("row", flat=True)}
    return Q(pk__in=Entry.objects.filter(table=table, row__in=rows).order_by().values("change"))


def _page(
    actor: Reader,
    changes: QuerySet[Change],
    before: int | None,
    size: int,
    *,
    entries: int = ENTRIES_SHOWN,
    only: tuple[str, int] | None = None,
) -> Trail:
    if before is not None:
        changes = changes.filter(pk__lt=before)
    found = list(changes.select_related("undone_by", "undoes").order_by("-pk")[: size + 1])
    shown, more = found[:size], len(found) > size
    ids = [change.pk for change in shown]
    kept = _entries_of(ids, entries, only)
    names = names_for([entry for rows in kept.values() for entry in rows])
    recordings = _recordings_of(ids, entries) if only is None else {}
    recorded = {source.table: source.counts(ids, MOST_COUNTED) for source in appended()}
    counts = Counter({change.pk: sum(change.touched.values()) for change in shown})
    for found_in_source in recorded.values():
        counts.update({pk: min(number, MOST_COUNTED) for pk, number in found_in_source.items()})
    undoable = _undoable(actor, shown, counts, recorded)
    said = [
        ChangeInWords(
            change,
            [*recordings.get(change.pk, ()), *(_in_words(entry, names) for entry in kept.get(change.pk, ()))][:entries],
            counts[change.pk],
            change.pk in undoable,
            getattr(change, "undone_by", None),
            any(numbers.get(change.pk, 0) > MOST_COUNTED for numbers in recorded.values()),
        )
        for change in shown
    ]
    return Trail(said, ids[-1] if more else None)


def _entries_of(ids: Collection[int], limit: int, only: tuple[str, int] | None) -> dict[int, list[Entry]]:
    """The first entries of each change, without reading the rest of an import's many thousands."""
    columns = 'e.id, e.change_id, e.at, e."table", e."row", e.operation, e.before, e.after'
    where, parameters = ("", []) if only is None else ('AND "table" = %s AND "row" = %s', list(only))
    # A range instead of an equality: the planner would otherwise walk the whole table by its key to find a small change.
    query = (
        f"SELECT {columns} FROM unnest(%s::bigint[]) AS c(id), LATERAL (SELECT * FROM audit_entry "  # noqa: S608
        f"WHERE change_id BETWEEN c.id AND c.id {where} ORDER BY change_id, id LIMIT %s) e ORDER BY e.change_id DESC, e.id"
    )
    found: dict[int, list[Entry]] = defaultdict(list)
    for entry in Entry.objects.raw(query, [list(ids), *parameters, limit]):
        found[entry.change_id].append(entry)  # type: ignore[index]
    return found


def _recordings_of(ids: Collection[int], limit: int) -> dict[int, list[EntryInWords]]:
    found: dict[int, list[EntryInWords]] = defaultdict(list)
    for source in appended():
        for row in source.recordings(ids, limit):
            found[row.change_id].append(_recording_in_words(row, str(source.label), source.page))
    return found


def _recording_in_words(row: Recording, label: str, page: str) -> EntryInWords:
    lines = [Line(label, row.before, row.after)]
    if row.note:
        lines.append(Line("Note", "", row.note))
    return EntryInWords("recorded", label, Name(row.name, row.page_by), page, lines)


def _in_words(entry: Entry, names: Names) -> EntryInWords:
    subject = subject_of(entry.table)
    name = name_of(names, entry.table, entry.row)
    operation = Entry.Operation(entry.operation).label
    return EntryInWords(str(operation), str(subject.label), name, subject.page, lines_of(entry, names))


def _undoable(
    actor: Reader, changes: Sequence[Change], counts: Mapping[int, int], recorded: Mapping[str, Mapping[int, int]]
) -> set[int]:
    """The changes that the actor may undo and on whose rows nothing came later.

    Very large ones are not looked into: the attempt itself says what stands in the way.
    """
    ids = [change.pk for change in changes if getattr(change, "undone_by", None) is None]
    tables = {change.pk: set(change.touched) for change in changes}
    may = {change.pk for change in changes if change.pk in ids and may_put_back(actor, change, tables[change.pk])}
    for source in appended():
        may -= (recorded[source.table].keys() & may) - source.may_take_back(actor, may)
    may = {pk for pk in may if tables[pk] or any(pk in found for found in recorded.values())}
    small = [pk for pk in may if counts[pk] < MOST_COUNTED]
    return may - _overtaken(small)


def _overtaken(ids: Collection[int]) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT e.change_id FROM audit_entry e WHERE e.change_id = ANY(%s) AND EXISTS (SELECT 1 FROM "
            'audit_entry l WHERE l."table" = e."table" AND l."row" = e."row" AND l.id > e.id '
            "AND l.change_id IS DISTINCT FROM e.change_id)",
            [list(ids)],
        )
        overtaken = {row[0] for row in cursor.fetchall()}
    return overtaken.union(*(source.overtaken(ids) for source in appended()))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
