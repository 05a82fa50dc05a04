"""A workbook as it was read: tables of raw cells that know where they stood."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from hoshin.base.wordings import Said

Cell = str | int | float | bool | datetime | date | time | None
LONGEST_CELL = 100_000
_MOST_ABOVE = 20
_FEW = 2
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


class AcrossRow(int):
    """The number of a row whose values stand across: of each it knows the heading under which it stands."""

    heading: str

    def __new__(cls, number: int, heading: str) -> "AcrossRow":
        row = super().__new__(cls, number)
        row.heading = heading
        return row


@dataclass(slots=True)
class Table:
    """One sheet: headers as written, and rows of cells with the numbers that the file shows beside them."""

    name: str
    headers: tuple[str, ...] = ()
    rows: list[Sequence[Any]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    header_row: int = 1
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


def with_rows(table: Table, rows: Sequence[tuple[int, Sequence[Any]]], names: Set[str] = frozenset()) -> Table:
    """The table with its headings and the rows below them that hold anything.

    Headings are the first row that holds anything; where that has none of the `names` that columns may have (folded), it is
    a title, and they are the first row near the top that has two of them, or one among others.
    """
    filled = [(number, cells) for number, cells in rows if not has_nothing(cells)]
    if not filled:
        return table
    at = _place_of_headings([cells for _, cells in filled[:_MOST_ABOVE]], names)
    table.header_row, table.headers = filled[at][0], _headers(filled[at][1])
    if at:
        what = "Sheet %(sheet)s: the headings were found in row %(row)s, and what stands above was left alone."
        table.notices.append(Said(what, sheet=table.name, row=str(table.header_row)))
    table.rows = [cells for _, cells in filled[at + 1 :]]
    table.numbers = [number for number, _ in filled[at + 1 :]]
    return table


def _place_of_headings(rows: Sequence[Sequence[Any]], names: Set[str]) -> int:
    known = [sum(type(cell) is str and folded(cell) in names for cell in cells if cell) for cells in rows]
    if known[0]:
        return 0
    # Under a title one is enough where several cells stand beside it: values may stand under their periods.
    return next((at for at, count in enumerate(known) if count > 1 or (count and len(_headers(rows[at])) > _FEW)), 0)


def _headers(cells: Sequence[Any]) -> tuple[str, ...]:
    headers = ["" if cell is None else str(cell).strip() for cell in cells]
    while headers and not headers[-1]:
        headers.pop()
    return tuple(headers)
