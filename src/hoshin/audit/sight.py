"""What of the trail an actor may see: the rule of each app for its own tables, asked once and used by every reader."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField, Value

from hoshin.audit.models import Entry
from hoshin.audit.tracked import appended, appended_of, tracked
from hoshin.base.errors import Denied

TableRow = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Sight:
    """Tables of which an actor sees every row, also those that are gone, and those of which they see some.

    A table that no app declares is seen by nobody: who was to see it left with its app. A row that is gone from a table
    of which one sees some is seen by whoever removed it.
    """

    user_id: int | None
    whole: frozenset[str]
    partly: Mapping[str, QuerySet[Any]]

    def sees_all_of(self, tables: Iterable[str]) -> bool:
        return self.whole.issuperset(tables)

    def seen(self, rows: Iterable[TableRow]) -> set[TableRow]:
        """Those of the rows that the actor may see. At most one query."""
        found, wanted = set[TableRow](), defaultdict[str, set[int]](set)
        for table, row in rows:
            if table in self.whole:
                found.add((table, row))
            elif table in self.partly:
                wanted[table].add(row)
        queries = [query for table, pks in sorted(wanted.items()) for query in self._seen_of(table, pks)]
        if queries:
            found.update(queries[0].union(*queries[1:], all=True))
        return found

    def _seen_of(self, table: str, pks: set[int]) -> list[QuerySet[Any]]:
        living = self.partly[table].filter(pk__in=pks).order_by()
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
        if table in self.whole:
            return rows
        return rows.filter(pk__in=self.partly[table].order_by().values("pk")) if table in self.partly else rows.none()

    def touching(self, tables: Collection[str] | None = None, *, among: Collection[str] | None = None) -> Q:
        """Changes that touched a row which the actor may see, in any table or one of these.

        With any table, also changes that touched no row at all: those say what was done and name nothing. `among`: where
        it is known that the changes in question touched none but these tables.
        """
        touched = sorted(self.whole if tables is None else self.whole & set(tables))
        found = Q(touched__has_any_keys=touched)
        entries = Entry.objects.filter(change=OuterRef("pk"))
        for table, rows in self.partly.items():
            if appended_of(table) is None and all(named is None or table in named for named in (tables, among)):
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
    whole, partly = set(), {}
    for entry in [*tracked(), *appended()]:
        try:
            rows = entry.seen_by(actor)
        except Denied:
            continue
        if rows.query.has_filters():
            partly[entry.table] = rows
        else:
            whole.add(entry.table)
    return Sight(actor.user_id, frozenset(whole), partly)
