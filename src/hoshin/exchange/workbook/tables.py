"""A workbook as it was read: tables of raw cells that know where they stood."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

Cell = str | int | float | bool | datetime | date | time | None
LONGEST_CELL = 100_000
ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell that cannot be read, with the reason and the way out."""

    shown: str
    message: str
    remedy: str


def broken_by_error(cell: str) -> Broken:
    """A cell in which a formula went wrong, by the word that stands there."""
    return Broken(cell, "The cell holds an error of the spreadsheet.", "Mend its formula, or leave the cell empty.")


@dataclass(slots=True)
class Table:
    """One sheet: headers as written, and rows of cells with the numbers that the file shows beside them."""

    name: str
    headers: tuple[str, ...] = ()
    rows: list[Sequence[Any]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    decimal_comma: bool = False
    is_text: bool = False
    notices: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Workbook:
    """All sheets of a file or a folder, in the order in which they stand there."""

    name: str
    tables: list[Table] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def folded(header: str) -> str:
    """A header or sheet name without what people vary: case, spaces, underscores, dashes.

    >>> folded(" Unit of-Measure")
    'unitofmeasure'
    """
    return re.sub(r"[\s_\-]+", "", header).casefold()


def is_empty(cell: object) -> bool:
    """Whether a cell holds nothing that a person would see."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def has_nothing(cells: Sequence[Any]) -> bool:
    """Whether no cell of a row holds anything that a person would see."""
    first = cells[0] if cells else None
    # Nearly every row begins with something.
    if type(first) is str and first and not first.isspace():
        return False
    return all(map(is_empty, cells))


def with_rows(table: Table, rows: Sequence[tuple[int, Sequence[Any]]]) -> Table:
    """The table with its first row that holds anything as headers and the others that hold anything as rows."""
    for number, cells in rows:
        if has_nothing(cells):
            continue
        if not table.headers:
            table.headers = _headers(cells)
            continue
        table.rows.append(cells)
        table.numbers.append(number)
    return table


def _headers(cells: Sequence[Any]) -> tuple[str, ...]:
    headers = ["" if cell is None else str(cell).strip() for cell in cells]
    while headers and not headers[-1]:
        headers.pop()
    return tuple(headers)
