"""The words in which an app says which sheets of a workbook are its own, and which columns they have.

An app has one file for each sheet whose rows it keeps, `<app>/sheets/<sheet>.py`, and names them on its card. What files
look like, how cells are written and where a fault stands is no concern of theirs: `exchange` knows that.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from operator import eq
from typing import TYPE_CHECKING, Any, NamedTuple

from hoshin.base.errors import Problem
from hoshin.base.outcome import Outcome

if TYPE_CHECKING:
    from hoshin.base.drafts import Book, Draft


class ColumnKind(Enum):
    """What a column holds."""

    CODE = "code"
    LINE = "one line of text"
    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole number"
    DATE = "date"
    INSTANT = "date and time"
    YES_NO = "yes or no"
    CHOICE = "one of several words"
    PERIOD = "period"
    LIST = "list with ; between"
    WEIGHTS = "list of CODE=weight with ; between"


NUMERIC = frozenset({ColumnKind.NUMBER, ColumnKind.WHOLE})
_EMPTY: dict[ColumnKind, Any] = {
    ColumnKind.CODE: "",
    ColumnKind.LINE: "",
    ColumnKind.TEXT: "",
    ColumnKind.CHOICE: "",
    ColumnKind.WEIGHTS: (),
    ColumnKind.LIST: (),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what it holds, within which limits, and what a cell that says nothing stands for.

    `default` is the value of a new row; None: what is empty for its kind. `is_kept`: an empty cell leaves what is stored.
    `only_if_said`: a file without the column says that the cell is empty, instead of leaving what is stored. `refers`
    names the sheet whose rows the column names by their codes; `field` is the field of the typed row, where it has
    another name. The words that may follow a weight are the `choices` of weights. `is_history`: written only where every
    version of a row is. `in_unit`: a number in a unit that the row tells, so that one in percent stays a `Percentage`.
    """

    name: str
    kind: ColumnKind = ColumnKind.LINE
    required: bool = False
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    longest: int = 300
    may_be_empty: bool = False
    default: Any = None
    is_kept: bool = False
    only_if_said: bool = False
    refers: str = ""
    field: str = ""
    is_history: bool = False
    in_unit: bool = False

    @property
    def empty(self) -> Any:
        """The value of a new row where the file gives none."""
        return _EMPTY.get(self.kind) if self.default is None else self.default

    @property
    def row_field(self) -> str:
        return self.field or self.name


class Weighted(NamedTuple):
    """One item of a list of weights: a code, its weight, and the word behind it."""

    code: str
    weight: float = 1.0
    word: str = ""


class Across(NamedTuple):
    """A sheet with periods across: the names of its first columns, the periods, and rows of cells for all of them.

    A cell is None where nothing is known, and `CLOSED` where the row has no such period.
    """

    names: tuple[str, ...]
    periods: tuple[Any, ...]
    rows: list[list[Any]]


# What stands in a cell that is not to be filled.
CLOSED = object()


class ChangedValue(NamedTuple):
    """One value that recording changes (or adds: `before` is None), for the preview."""

    code: str
    field: str
    before: Any
    after: Any


Problems = Iterable[Problem]
Hear = Callable[[int, int], None]


def no_problems(*_: Any) -> Problems:
    return ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: what its rows are, and how they come in and go out.

    `thing` is what one row is called; `key` are the columns that tell rows apart (none: there is one row); `row` is the
    typed row, a NamedTuple with a field for each column. `after` names the sheet behind which it stands in a workbook;
    without it, it stands behind those of lower apps.

    Out: `stored(actor)` gives the typed rows that the actor may see; `exported(actor, history)` those that are written
    where they are not all of them.

    In, where a step has anything to do. Steps are given the `Draft` of the sheet and the `Book` of all of them, and tell
    faults as problems with the row counted from 1:
    `otherwise(book)`: the rows of a file that lacks the sheet, from what another says: its name, numbers, columns.
    `prepare(draft, book)`: before rows are told apart. `complete(draft, book)`: fills in what the file leaves open.
    `check(draft, book)`: whether the whole rows are sound; what they refer to by `refers` was found already.
    `write(actor, rows)`: those that are new or changed, through the services. `finish(actor, draft, book)`: what must
    wait until all sheets are written; `after_news(actor, draft, book)`: what must wait until all apps heard of it.
    `record(actor, draft, limit, hear)`: in place of comparing and writing, for rows that are versions of what was known;
    says what came of them and the first changes.

    `across`: the column whose values may also stand under periods, one column for each, in a row for what they are of.
    `laid_across(actor, count)`: such a sheet, filled with what is known, with at most so many periods of a kind.
    `examples`: rows by the names of their columns, for the blank workbook, which has the sheets with examples.
    `only_one`: columns of which a thing has one value, so that a row that stands twice with two of them names both.
    `foremost`: the columns of which a preview tells first who changes how, and counts how many do, the weightiest first.
    """

    name: str
    thing: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    row: type[Any]
    after: str = ""
    stored: Callable[[Any], Iterable[Any]] = no_problems
    exported: Callable[[Any, bool], Iterable[Any]] | None = None
    otherwise: Callable[["Book"], tuple[str, list[int], dict[str, list[Any]]] | None] | None = None
    prepare: Callable[["Draft", "Book"], Problems] = no_problems
    complete: Callable[["Draft", "Book"], Problems] = no_problems
    check: Callable[["Draft", "Book"], Problems] = no_problems
    write: Callable[[Any, Sequence[Any]], object] = no_problems
    finish: Callable[[Any, "Draft", "Book"], object] | None = None
    after_news: Callable[[Any, "Draft", "Book"], object] | None = None
    record: Callable[[Any, "Draft", int, Hear], tuple[Outcome, list[ChangedValue]]] | None = None
    added: tuple["AddedColumns", ...] = ()
    across: str = ""
    laid_across: Callable[[Any, int], "Across"] | None = None
    examples: tuple[Mapping[str, Any], ...] = ()
    only_one: tuple[str, ...] = ()
    foremost: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        """The column of that name, also one that another app added."""
        return next(column for column in self.all_columns() if column.name == name)

    def all_columns(self) -> tuple[Column, ...]:
        """The columns as they are written: each added group behind the column that it names."""
        columns = list(self.columns)
        for added in self.added:
            for behind, group in added.groups:
                at = [column.name for column in columns].index(behind) + 1
                columns[at:at] = group
        return tuple(columns)


@dataclass(frozen=True, slots=True)
class AddedColumns:
    """Columns that an app adds to a sheet of its own or of an app below: each group stands behind the column it names.

    Together they say one value for each row, which previews call by the name of `field`: `read` takes it from the file
    into `draft.added[field]`, `stored(actor)` finds it by the key of the row, `cells` lays it out in the columns, and
    `same` says whether two are alike. Without a field they are read by another sheet, and only written here.
    """

    sheet: str
    groups: tuple[tuple[str, tuple[Column, ...]], ...]
    stored: Callable[[Any], Mapping[tuple[str, ...], Any]]
    cells: Callable[[Any], Mapping[str, Any]]
    field: str = ""
    read: Callable[["Draft", "Book"], Problems] = no_problems
    check: Callable[["Draft", "Book"], Problems] = no_problems
    same: Callable[[Any, Any], bool] = eq
    finish: Callable[[Any, "Draft", "Book"], object] | None = None


def code(
    name: str = "code", refers: str = "", *, required: bool = False, is_kept: bool = False, field: str = ""
) -> Column:
    return Column(name, ColumnKind.CODE, required, longest=100, is_kept=is_kept, refers=refers, field=field)


def choice(name: str, values: Sequence[str], default: str | None = None, *, is_kept: bool = False) -> Column:
    return Column(name, ColumnKind.CHOICE, choices=tuple(values), default=default, is_kept=is_kept)


def number(
    name: str,
    least: float | None = None,
    most: float | None = None,
    default: float | None = None,
    *,
    in_unit: bool = False,
) -> Column:
    return Column(name, ColumnKind.NUMBER, least=least, most=most, default=default, in_unit=in_unit)


def whole(name: str, least: float = 0, most: float = 32767, default: int | None = None) -> Column:
    return Column(name, ColumnKind.WHOLE, least=least, most=most, default=default)


def order() -> Column:
    """The place of a row among its like; an empty cell keeps the one that was found or given once."""
    return Column("order", ColumnKind.WHOLE, least=0, most=2147483647, default=0, is_kept=True, field="position")


def ordered(declared: Sequence[Sheet | AddedColumns]) -> dict[str, Sheet]:
    """The sheets of a workbook by name, in their order, with the columns that are added to them.

    `declared`: as the cards name them, lower apps first.
    """
    names: list[str] = []
    sheets: dict[str, Sheet] = {}
    for sheet in declared:
        if isinstance(sheet, Sheet):
            names.insert(names.index(sheet.after) + 1 if sheet.after else len(names), sheet.name)
            sheets[sheet.name] = sheet
    for added in declared:
        if isinstance(added, AddedColumns):
            sheet = sheets[added.sheet]
            sheets[added.sheet] = replace(sheet, added=(*sheet.added, added))
    return {name: sheets[name] for name in names}
