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
_MOST_WORDS = 4
_MULTIPLES = re.compile(
    r"(?<![\d.,])1[.,'’ ]?000(?:[.,'’ ]?000)?(?![\d.,])|'000|\b(?:thousands?|tausend|tsd|milliers|"
    r"miles|migliaia|mil(?:hares)?|millions?|millionen|mio|mill|mn|billions?|mrd|bn|[km](?:eur|usd|gbp|chf)|t(?:eur|usd|chf))\b|\b[km][€$£]|\bt€",
    re.I,
)
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
    # How many cells the row of the headings has, empty ones at its end included.
    width: int = 0
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
    table.header_row, table.headers, table.width = filled[at][0], _headers(filled[at][1]), len(filled[at][1])
    if at:
        what = "Sheet %(sheet)s: the headings were found in row %(row)s, and what stands above was left alone."
        table.notices.append(Said(what, sheet=table.name, row=str(table.header_row)))
        above = (str(cell) for _, cells in filled[:at] for cell in cells if cell is not None)
        if multiple := next((text.strip() for text in above if says_multiples(text)), ""):
            what = "Sheet %(sheet)s: above the headings stands “%(text)s”; numbers were taken as they stand."
            table.notices.append(Said(what, sheet=table.name, text=multiple[:80]))
    below = _without_what_is_no_row(table, filled[at + 1 :])
    table.rows = [cells for _, cells in below]
    table.numbers = [number for number, _ in below]
    return table


def says_multiples(text: str) -> bool:
    """Whether a heading or a title says that numbers are thousands or millions.

    >>> [says_multiples(text) for text in ("in 1.000 EUR", "Revenue (kEUR)", "in Mio. €", "value in EUR", "FY2000")]
    [True, True, True, False, False]
    """
    return bool(_MULTIPLES.search(text))


def _without_what_is_no_row(
    table: Table, rows: Sequence[tuple[int, Sequence[Any]]]
) -> Sequence[tuple[int, Sequence[Any]]]:
    """The rows without headings that stand there again, and without remarks below the last one."""
    first = folded(table.headers[0]) if table.headers else ""
    # Codes stand in many rows: each is looked at once.
    codes = {cells[0] for _, cells in rows if type(cells[0]) is str} if first else set()
    alike = {code for code in codes if folded(code.strip("\ufeff")) == first}
    again = [number for number, cells in rows if cells[0] in alike and _headers_alike(table, cells)] if alike else []
    if again:
        what = "Sheet %(sheet)s: the headings stand again in row %(row)s, which was left alone."
        table.notices.append(Said(what, sheet=table.name, row=", ".join(map(str, again[:5]))))
        rows = [(number, cells) for number, cells in rows if number not in again]
    end = len(rows)
    while end > 1 and len(table.headers) > _FEW and (remark := _remark(rows[end - 1][1])):
        what = "Sheet %(sheet)s, row %(row)s: “%(text)s” stands below the rows by itself, and was left alone."
        table.notices.append(Said(what, sheet=table.name, row=str(rows[end - 1][0]), text=remark[:80]))
        end -= 1
    return rows[:end]


def _headers_alike(table: Table, cells: Sequence[Any]) -> bool:
    others = ("" if cell is None else folded(str(cell).strip("\ufeff")) for cell in cells)
    return all(folded(header) == other for header, other in zip(table.headers, others))


def _remark(cells: Sequence[Any]) -> str:
    """The one text of a row that holds nothing else, if it is a sentence rather than a code or a name."""
    filled = [cell for cell in cells if not is_empty(cell)]
    is_alone = len(filled) == 1 and type(filled[0]) is str
    text = filled[0].strip() if is_alone else ""
    is_sentence = ":" in text or text[:1] in ("*", "(", "†", "©") or len(text.split()) > _MOST_WORDS
    return text if is_sentence else ""


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
