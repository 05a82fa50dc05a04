"""Keeps what rows said before they were changed, in a table of the past beside their own; services alone write it."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Generic

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, OuterRef
from django.db.models.functions import JSONObject

from hoshin.base.dated import Definition, SaidUntil, joined, said_since


@dataclass(frozen=True, slots=True)
class Dated(Generic[Definition]):
    """What of a kind of row is valid by date.

    `said` has a field for each such column. `past` is the table of what they said until a day each (`valid_to`), since
    the one before it; its column `of` names the row. Of columns that stand `together` none holds without the others.
    """

    said: type[Definition]
    past: type[Any]
    of: str
    together: tuple[frozenset[str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The columns that are valid by date."""
        return tuple(one.name for one in fields(self.said))

    def by(self, row: Any) -> Definition:
        """What a row says, or said."""
        return self.said(**{name: _plain(getattr(row, name)) for name in self.names})

    def changed(self, before: Any, after: Any) -> dict[str, Any]:
        """The columns in which two rows differ, with those that stand together with them, as the later one says them."""
        was, now = asdict(self.by(before)), asdict(self.by(after))
        names = {name for name, value in now.items() if value != was[name]}
        for others in self.together:
            names |= others if names & others else frozenset()
        return {name: now[name] for name in self.names if name in names}

    def asked(self, before: Any, after: Any, said: Collection[str]) -> dict[str, Any]:
        """The columns that are to hold from another day: those that change, or where none does those that were said."""
        if changed := self.changed(before, after):
            return changed
        now = asdict(self.by(after))
        names = set(said) & now.keys()
        for others in self.together:
            names |= others if names & others else frozenset()
        return {name: now[name] for name in self.names if name in names}

    def extend(self, row: Any, since: date | None, said: Collection[str]) -> bool:
        """Let what a row says in these columns hold from an earlier day as well (None: always); whether it did not yet."""
        changes = self.asked(row, row, said)
        return bool(changes) and bool(
            self.write({row.pk: said_since(self.spans_of([row])[row.pk], since, changes)[:-1]})
        )

    def spans_of(self, rows: Collection[Model]) -> dict[int, list[SaidUntil[Definition]]]:
        """By id what rows said, oldest first, the last being what they say now. One query."""
        spans: dict[int, list[SaidUntil[Definition]]] = {row.pk: [] for row in rows}
        for past in self._stored(spans).order_by(self.of, "valid_to"):
            spans[getattr(past, f"{self.of}_id")].append(SaidUntil(past.valid_to, self.by(past)))
        for row in rows:
            spans[row.pk].append(SaidUntil(None, self.by(row)))
        return spans

    def keep(
        self, before: Mapping[int, Definition], rows: Collection[Model], begins: Mapping[int, date | None]
    ) -> None:
        """Keep the past of rows that were changed just now: what they say holds from a day each on (None: always)."""
        spans, wanted = self.spans_of(rows), dict[int, list[SaidUntil[Definition]]]()
        for row in rows:
            was = before[row.pk]
            past = [*spans[row.pk][:-1], SaidUntil(None, was)]
            wanted[row.pk] = said_since(past, begins[row.pk], self.changed(was, row))[:-1]
        self.write(wanted)

    def restore(self, rows: Mapping[Any, Sequence[SaidUntil[Definition]]]) -> set[int]:
        """Let rows have said what is given, and nothing else, before what they say now; the ids of those it changes."""
        now = {row.pk: SaidUntil(None, self.by(row)) for row in rows}
        return self.write({row.pk: joined([*spans, now[row.pk]])[:-1] for row, spans in rows.items()})

    def write(self, wanted: Mapping[int, Sequence[SaidUntil[Definition]]]) -> set[int]:
        """Make the past of rows as given; the ids of those of which any was another."""
        stored = {(getattr(row, f"{self.of}_id"), row.valid_to): row for row in self._stored(wanted)}
        news = {(pk, span.until): span.said for pk, spans in wanted.items() for span in spans}
        gone = [row for place, row in stored.items() if place not in news]
        self.past._base_manager.filter(pk__in=[row.pk for row in gone]).delete()
        added, changed = [], []
        for (pk, until), said in news.items():
            assert until is not None, "what holds on is said by the row itself"
            row = stored.get((pk, until))
            if row is None:
                added.append(self.past(**{f"{self.of}_id": pk}, valid_to=until, **asdict(said)))
            elif self.by(row) != said:
                for name, value in asdict(said).items():
                    setattr(row, name, value)
                row.version += 1
                changed.append(row)
        self.past._base_manager.bulk_create(added, 2_000)
        self.past._base_manager.bulk_update(changed, [*self.names, "version"], 2_000)
        return {getattr(row, f"{self.of}_id") for row in (*gone, *added, *changed)}

    def within(self, column: str) -> ArraySubquery:
        """The past of the row that a column names, oldest first, as objects within the same query; `read` takes them."""
        past = self.past._base_manager.filter(**{self.of: OuterRef(column)}).order_by("valid_to")
        return ArraySubquery(past.values(json=JSONObject(until="valid_to", **{name: name for name in self.names})))

    def read(self, objects: Iterable[Mapping[str, Any] | str]) -> list[SaidUntil[Definition]]:
        """What a query had `within` it; as text where a cursor was asked."""
        found = []
        for one in objects:
            columns = json.loads(one) if isinstance(one, str) else one
            said = self.said(**{name: self.column(name).to_python(columns[name]) for name in self.names})
            found.append(SaidUntil(date.fromisoformat(columns["until"]), said))
        return found

    def column(self, name: str) -> Any:
        """A column that is valid by date, as the table of the past has it."""
        return self.past._meta.get_field(name)

    def _stored(self, ids: Collection[int]) -> Any:
        return self.past._base_manager.filter(**{f"{self.of}__in": ids})


def _plain(value: Any) -> Any:
    """A choice as the text that is stored for it."""
    return str(value) if isinstance(value, str) else value
