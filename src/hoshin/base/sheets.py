"""The words in which an app says which sheets of a workbook are its own, and which columns they have.

An app has one file for each sheet whose rows it keeps, `<app>/sheets/<sheet>.py`, and names them on its card. What files
look like, how cells are written and where a fault stands is no concern of theirs: `exchange` knows that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any


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
    ColumnKind.WEIGHTS: "",
    ColumnKind.LIST: (),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what it holds, within which limits, and what a cell that says nothing stands for.

    `default` is the value of a new row; None: what is empty for its kind. `is_kept`: an empty cell leaves what is stored.
    `only_if_said`: a file without the column says that the cell is empty, instead of leaving what is stored.
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

    @property
    def empty(self) -> Any:
        """The value of a new row where the file gives none."""
        return _EMPTY.get(self.kind) if self.default is None else self.default


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its columns in the order in which they are written, and which of them tell its rows apart.

    `after` names the sheet behind which it stands in a workbook; without it, it stands behind those of lower apps.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    after: str = ""

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


@dataclass(frozen=True, slots=True)
class AddedColumns:
    """Columns that an app adds to a sheet of an app below: each group stands behind the column that it names."""

    sheet: str
    groups: tuple[tuple[str, tuple[Column, ...]], ...]


def code(name: str = "code", *, required: bool = False, is_kept: bool = False) -> Column:
    return Column(name, ColumnKind.CODE, required, longest=100, is_kept=is_kept)


def choice(name: str, values: Sequence[str], default: str | None = None, *, is_kept: bool = False) -> Column:
    return Column(name, ColumnKind.CHOICE, choices=tuple(values), default=default, is_kept=is_kept)


def number(name: str, least: float | None = None, most: float | None = None, default: float | None = None) -> Column:
    return Column(name, ColumnKind.NUMBER, least=least, most=most, default=default)


def whole(name: str, least: float = 0, most: float = 32767, default: int | None = None) -> Column:
    return Column(name, ColumnKind.WHOLE, least=least, most=most, default=default)


def order() -> Column:
    """The place of a row among its like; an empty cell keeps the one that was found or given once."""
    return Column("order", ColumnKind.WHOLE, least=0, most=2147483647, default=0, is_kept=True)


def ordered(declared: Sequence[Sheet | AddedColumns]) -> dict[str, Sheet]:
    """The sheets of a workbook by name, in their order, with the columns that other apps add to them.

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
            sheets[added.sheet] = _widened(sheets[added.sheet], added)
    return {name: sheets[name] for name in names}


def _widened(sheet: Sheet, added: AddedColumns) -> Sheet:
    columns = list(sheet.columns)
    for behind, group in added.groups:
        at = [column.name for column in columns].index(behind) + 1
        columns[at:at] = group
    return Sheet(sheet.name, tuple(columns), sheet.key, sheet.after)
