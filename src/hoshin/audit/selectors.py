"""Finds changes and says them in words: the trail of everything, and the history of one thing.

Whatever is said here is what the actor may see of it: a change none of whose rows they see is not listed, and one that
hides some says neither how many nor what its summary names.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Lower
from django.db.models.lookups import Contains
from django.utils import timezone
from django.utils.translation import gettext as _

from hoshin.audit.looking import MOST_COUNTED, Looked, look, summary_of
from hoshin.audit.models import Change, Entry
from hoshin.audit.naming import Line, Name, Names, lines_of, name_of, names_for
from hoshin.audit.policies import Reader, may_put_back, require_trail
from hoshin.audit.sight import Sight, sight_of
from hoshin.audit.tracked import Recording, appended, appended_of, label_of, tracked_of
from hoshin.base.errors import NotFound
from hoshin.base.languages import within_sentence
from hoshin.base.wordings import codes_saying

PAGE = 50
ENTRIES_SHOWN = 8
# Where some changes may be hidden, so many are looked through for a page; the page then goes on behind them.
_MOST_LOOKED_THROUGH = 2_000


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

    `summary` and `note` are what may be said of it. `is_least`: there are more than `count`; how many more was not
    counted.
    """

    change: Change
    summary: str
    note: str
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

    `who` is part of the name of a person, or of what they acted through; `text` words of what was done; `table` with
    `code` the things that were touched; `since` and `until` are days, both included. `before` continues a trail. The
    number of queries does not grow with the changes.
    """
    require_trail(actor)
    sight, changes = sight_of(actor), Change.objects.all()
    if who.strip():
        changes = changes.filter(Q(actor_name__icontains=who.strip()) | Q(through_name__icontains=who.strip()))
    if verb:
        changes = changes.filter(verb=verb)
    for word in text.split():
        changes = changes.filter(_says(word))
    if table:
        changes = changes.filter(_touches(sight, table, code.strip()))
    if since:
        changes = changes.filter(at__gte=_midnight(since))
    if until:
        changes = changes.filter(at__lt=_midnight(until + timedelta(days=1)))
    # A word must not find a change whose summary the actor may not read.
    return _page(actor, sight, changes, before, size, wholly=bool(text.strip()))


def history(actor: Reader, *, table: str, row: int, before: int | None = None, size: int = PAGE) -> Trail:
    """What happened to one thing; each change shows that thing's row alone. NotFound where the actor may not see it."""
    sight = sight_of(actor)
    if not sight.sees(table, row):
        raise NotFound(within_sentence(label_of(table)), str(row))
    touching = Entry.objects.filter(change=OuterRef("pk"), table=table, row=row)
    touched = Entry.objects.filter(table=table, row=row, change__isnull=False).values("change")
    changes = Change.objects.filter(Exists(touching), pk__in=touched)
    return _page(actor, sight, changes, before, size, only=(table, row))


def change_in_words(actor: Reader, change_id: int, *, limit: int = 200) -> ChangeInWords:
    """One change with up to `limit` entries: one's own, or for those who may see the trail any, as far as it is seen."""
    changes = Change.objects.filter(pk=change_id)
    if not actor.may_see_trail:
        changes = changes.filter(actor=actor.user_id, actor__isnull=False)
    found = _page(actor, sight_of(actor), changes, None, 1, entries=limit).changes
    if not found:
        raise NotFound("change", str(change_id))
    return found[0]


def own_latest_change(actor: Reader) -> int | None:
    """The number of the actor's newest change, for the way back in a notice. None for whoever has no user."""
    if actor.user_id is None:
        return None
    return Change.objects.filter(actor=actor.user_id).order_by("-pk").values_list("pk", flat=True).first()


def latest_touches(actor: Reader, table: str, *, since: int | None) -> bool:
    """Whether the actor's newest change touched rows of a table, if it is newer than that one."""
    latest = own_latest_change(actor)
    return latest is not None and latest != since and Change.objects.filter(pk=latest, touched__has_key=table).exists()


def _says(word: str) -> Q:
    """Changes that say a word: in the wording of what was done, in its facts, in the note, or in words of their day."""
    facts = Func(F("facts"), template="jsonb_path_query_array(%(expressions)s, '$.*')::text", output_field=TextField())
    kept = Q(Contains(Lower(facts), word.lower())) | Q(note__icontains=word) | Q(summary__icontains=word)
    return kept | Q(verb__in=codes_saying(word))


def _touches(sight: Sight, table: str, code: str) -> Q:
    if not code:
        return sight.touching([table])
    told = tracked_of(table)
    if told is None or not told.named_by:
        return Q(pk__in=())
    column = told.named_by[0]
    living = sight.rows_of(table, told.model._base_manager.filter(**{f"{column}__iexact": code}))
    removed = Entry.objects.filter(table=table, operation="D", **{f"before__{column}__iexact": code}).order_by()
    # Looked up first: as part of one query, the trail would be walked change by change.
    gone = {(table, row) for row in removed.values_list("row", flat=True)}
    rows = {*living.values_list("pk", flat=True), *(row for _table, row in sight.seen(gone))}
    return Q(pk__in=Entry.objects.filter(table=table, row__in=rows).order_by().values("change"))


def _page(
    actor: Reader,
    sight: Sight,
    changes: QuerySet[Change],
    before: int | None,
    size: int,
    *,
    entries: int = ENTRIES_SHOWN,
    only: tuple[str, int] | None = None,
    wholly: bool = False,
) -> Trail:
    if before is not None:
        changes = changes.filter(pk__lt=before)
    window: list[int] = []
    if only is None:
        touched = dict(changes.order_by("-pk").values_list("pk", "touched")[:_MOST_LOOKED_THROUGH])
        window = list(touched)
        # The rules of sixty tables in one query take a quarter of a second to put together.
        changes = Change.objects.filter(
            sight.touching(among={table for tables in touched.values() for table in tables}), pk__in=window
        )
    found = list(changes.select_related("undone_by", "undoes").order_by("-pk")[: size + 1])
    shown = found[:size]
    after = shown[-1].pk if len(found) > size else window[-1] if len(window) == _MOST_LOOKED_THROUGH else None
    looked = look(sight, shown, entries, only=only)
    seen = [change for change in shown if looked.shows(change) and (change.pk in looked.whole or not wholly)]
    names = names_for([entry for rows in looked.entries.values() for entry in rows], sight)
    undoable = _undoable(actor, seen, looked)
    return Trail([_said(change, looked, names, entries, change.pk in undoable) for change in seen], after)


def _said(change: Change, looked: Looked, names: Names, limit: int, may_undo: bool) -> ChangeInWords:
    recordings = [_recording_in_words(table, row) for table, row in looked.recordings.get(change.pk, ())]
    rows = [_in_words(entry, names) for entry in looked.entries.get(change.pk, ())]
    is_whole = change.pk in looked.whole
    return ChangeInWords(
        change,
        summary_of(change, is_whole),
        change.note if is_whole else "",
        [*recordings, *rows][:limit],
        looked.counts[change.pk],
        may_undo,
        getattr(change, "undone_by", None),
        change.pk in looked.least,
    )


def _recording_in_words(table: str, row: Recording) -> EntryInWords:
    label, source = label_of(table), appended_of(table)
    lines = [Line(label, row.before, row.after)]
    if row.note:
        lines.append(Line(_("Note"), "", row.note))
    return EntryInWords(_("recorded"), label, Name(row.name, row.page_by), source.page if source else "", lines)


def _in_words(entry: Entry, names: Names) -> EntryInWords:
    told = tracked_of(entry.table)
    name = name_of(names, entry.table, entry.row)
    operation = Entry.Operation(entry.operation).label
    return EntryInWords(str(operation), label_of(entry.table), name, told.page if told else "", lines_of(entry, names))


def _undoable(actor: Reader, changes: Sequence[Change], looked: Looked) -> set[int]:
    """The changes that the actor may undo, all of whose rows they see, and on whose rows nothing came later.

    Very large ones are not looked into: the attempt itself says what stands in the way.
    """
    open_ones = [
        change for change in changes if getattr(change, "undone_by", None) is None and change.pk in looked.whole
    ]
    may = may_put_back(actor, open_ones, looked.tables)
    return may - _overtaken([pk for pk in may if looked.counts[pk] < MOST_COUNTED])


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
