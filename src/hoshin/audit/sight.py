"""What of the trail an actor may see: the rule of each app for its own tables, asked once and used by every reader."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField, Value

from hoshin.audit.models import Entry
from hoshin.audit.tracked import appended, appended_of, tracked, tracked_of
from hoshin.base.errors import Denied

TableRow = tuple[str, int]


class Sight:
    """Tables of which an actor sees every row, also those that are gone, and those of which they see some.

    A table that no app declares is seen by nobody: who was to see it left with its app. A row that is gone from a table
    of which one sees some is seen by whoever removed it. The rule of a table is asked when its rows are: to put together
    those of a hundred tables takes longer than a page of the trail.
    """

    def __init__(self, actor: Any) -> None:
        self.user_id: int | None = actor.user_id
        self._actor = actor
        self._asked: dict[str, QuerySet[Any] | None] = {}

    def _rows(self, table: str) -> QuerySet[Any] | None:
        """Those rows of a table that the actor sees, as its app has it; None: none."""
        if table not in self._asked:
            declared = tracked_of(table) or appended_of(table)
            try:
                self._asked[table] = declared.seen_by(self._actor) if declared else None
            except Denied:
                self._asked[table] = None
        return self._asked[table]

    def sees_every(self, table: str) -> bool:
        """Whether the actor sees all rows of a table, those that are gone as well."""
        rows = self._rows(table)
        return rows is not None and not rows.query.has_filters()

    def sees_all_of(self, tables: Iterable[str]) -> bool:
        return all(self.sees_every(table) for table in tables)

    def seen(self, rows: Iterable[TableRow]) -> set[TableRow]:
        """Those of the rows that the actor may see. At most one query."""
        found, wanted = set[TableRow](), defaultdict[str, set[int]](set)
        for table, row in rows:
            if self.sees_every(table):
                found.add((table, row))
            elif self._rows(table) is not None:
                wanted[table].add(row)
        queries = [query for table, pks in sorted(wanted.items()) for query in self._seen_of(table, pks)]
        if queries:
            found.update(queries[0].union(*queries[1:], all=True))
        return found

    def _seen_of(self, table: str, pks: set[int]) -> list[QuerySet[Any]]:
        rows = self._rows(table)
        if rows is None:
            return []
        living = rows.filter(pk__in=pks).order_by()
        found = [living.values_list(Value(table, TextField()), "pk")]
        if self.user_id is not None:
            standing = living.model._base_manager.filter(pk=OuterRef("row"))
            removed = self._removed(table).filter(~Exists(standing), row__in=pks, change__actor=self.user_id)
            found.append(removed.values_list(Value(table, TextField()), "row"))
        return found

    def _removed(self, table: str) -> QuerySet[Entry]:
        return Entry.objects.filter(table=table, operation=Entry.Operation.DELETE).order_by()

    def sees(self, table: str, row: int) -> bool:
        return bool(self.seen([(table, row)]))

    def rows_of(self, table: str, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Of rows of a table those that the actor may see."""
        seen = self._rows(table)
        if seen is None:
            return rows.none()
        return rows.filter(pk__in=seen.order_by().values("pk")) if seen.query.has_filters() else rows

    def touching(self, tables: Collection[str] | None = None, *, among: Collection[str] | None = None) -> Q:
        """Changes that touched a row which the actor may see, in any table or one of these.

        With any table, also changes that touched no row at all: those say what was done and name nothing. `among`: where
        it is known that the changes in question touched none but these tables.
        """
        asked = sorted(
            entry.table
            for entry in (*tracked(), *appended())
            if all(named is None or entry.table in named for named in (tables, among))
        )
        found = Q(touched__has_any_keys=[table for table in asked if self.sees_every(table)])
        entries = Entry.objects.filter(change=OuterRef("pk"))
        for table in asked:
            rows = self._rows(table)
            if rows is None or self.sees_every(table) or appended_of(table):
                continue
            some = Exists(entries.filter(table=table, row__in=rows.order_by().values("pk")))
            if self.user_id is not None:
                gone = self._removed(table).filter(change__actor=self.user_id).values("row")
                some |= Exists(entries.filter(table=table, row__in=gone))
            found |= Q(touched__has_key=table) & some
        if tables is not None:
            return found
        recorded = Q()
        for source in appended():
            # As a span: of a load that recorded almost all there is, the planner would gather that any change has many
            # rows, and read through all of them for one that has few.
            rows = source.model._base_manager.filter(change__gte=OuterRef("pk"), change__lte=OuterRef("pk"))
            recorded |= Exists(rows)
            found |= Exists(self.rows_of(source.table, rows))
        return found | (Q(touched={}) & ~recorded)


def sight_of(actor: Any) -> Sight:
    """The sight of an actor. Costs no query beyond those that the apps need to know who the actor is."""
    return Sight(actor)
