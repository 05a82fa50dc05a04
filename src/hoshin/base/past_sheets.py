"""The sheet of what rows said before: beside the sheet of what they say now, with the columns that are valid by date."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic

from hoshin.base import clock
from hoshin.base.codes import folded_code
from hoshin.base.dated import Definition, SaidUntil
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.keeping import Dated
from hoshin.base.sheets import Column, ColumnKind, Sheet, code
from hoshin.base.wordings import Said


@dataclass(frozen=True, slots=True)
class PastRows(Generic[Definition]):
    """Whose past a sheet holds, and how it comes in and goes out.

    `now`: the sheet of what holds now. `row`: the typed row, whose fields are the name of the thing by its code, `until`,
    and what is valid by date. `seen_by` and `rows_now` give the past and the present rows that an actor may see;
    `restore` is the service that writes them; `more_checks` finds what is wrong with rows beside their days.
    """

    dated: Dated[Definition]
    now: Sheet
    row: type[Any]
    seen_by: Callable[[Any], Any]
    rows_now: Callable[[Any], Any]
    restore: Callable[[Any, Mapping[Any, Sequence[SaidUntil[Definition]]]], object]
    more_checks: Callable[[Draft, Book], Iterable[Problem]]

    def sheet(self, name: str, thing: str, *, after: str = "") -> Sheet:
        """The sheet of that name, whose rows are called so; it stands behind another, or behind those of its app."""
        return Sheet(
            name,
            thing,
            (
                code(self.dated.of, self.now.name, required=True),
                Column("until", ColumnKind.DATE, required=True),
                *_columns(self.dated, self.now),
            ),
            (self.dated.of, "until"),
            self.row,
            after,
            stored=self._stored,
            complete=self._complete,
            check=self._check,
            finish=self._finish,
        )

    def _stored(self, actor: Any) -> Iterator[Any]:
        """By code, oldest first."""
        of, names = self.dated.of, self.dated.names
        rows = self.seen_by(actor).order_by(f"{of}__code", "valid_to")
        for whose, until, *said in rows.values_list(f"{of}__code", "valid_to", *names):
            yield self.row(**{of: whose, "until": until}, **dict(zip(names, said, strict=True)))

    def _complete(self, draft: Draft, book: Book) -> Iterable[Problem]:
        """A column that the file does not have was not valid by date when it was written: what holds now held then."""
        of = [folded_code(str(cell)) for cell in draft.columns[self.dated.of]]
        for column in draft.sheet.columns:
            if column.name not in draft.given:
                known = book.values(self.now.name, column.row_field)
                cells = zip(of, draft.columns[column.row_field], draft.befores, strict=True)
                draft.columns[column.row_field] = [
                    cell if before is not None else known.get(whose, cell) for whose, cell, before in cells
                ]
        return ()

    def _check(self, draft: Draft, book: Book) -> Iterator[Problem]:
        """The days until which something held are over, and the rows are sound."""
        for at, line in enumerate(draft.rows):
            if at not in draft.faulty and line.until > clock.today():
                message = Said("A definition that holds today stands in the sheet of %(sheet)s.", sheet=self.now.name)
                yield draft.problem(at, "until", line.until, message, "Write the day until which another one held.")
        yield from self.more_checks(draft, book)

    def _finish(self, actor: Any, draft: Draft, book: Book) -> None:
        """All that a thing said belongs together, also what is there already."""
        spans: dict[str, list[SaidUntil[Definition]]] = defaultdict(list)
        for line in sorted(draft.rows, key=lambda line: line.until):
            spans[getattr(line, self.dated.of)].append(SaidUntil(line.until, self.dated.by(line)))
        if spans:
            self.restore(actor, {one: spans[one.code] for one in self.rows_now(actor).filter(code__in=spans)})


def _columns(dated: Dated[Any], now: Sheet) -> Iterator[Column]:
    """What is valid by date, as the sheet of the present writes it; an empty cell is what a new row has."""
    by_field = {column.row_field: column for column in now.columns}
    for name in dated.names:
        column, field = by_field[name], dated.column(name)
        yield replace(column, is_kept=False, default=field.default if field.has_default() else None)
