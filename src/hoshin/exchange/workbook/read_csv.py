"""Reads one .csv file as people have it: any usual separator and encoding."""

import csv
import io
import re
from collections.abc import Iterator, Set
from pathlib import Path
from typing import Any

from hoshin.base.errors import Invalid, Problem
from hoshin.base.wordings import Said
from hoshin.exchange.workbook.encodings import decoded
from hoshin.exchange.workbook.foreign import refuse_foreign
from hoshin.exchange.workbook.tables import ERRORS, LONGEST_CELL, Broken, Table, broken_by_error, with_rows

DELIMITERS = (",", ";", "\t", "|")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_ANNOUNCED = re.compile(r"sep=([,;\t])\r?\n", re.I)

# One open quotation mark swallows the rest of a file: let such a cell come through, to be named as a fault of its own.
csv.field_size_limit(max(csv.field_size_limit(), 600_000_000))


def read_csv(path: Path, headings: Set[str] = frozenset()) -> Table:
    """The table of a file; its name without the ending is the sheet. Invalid: it is no text, or no table.

    `headings`: what its headings may be called, to be told from a title above them.
    """
    refuse_foreign(path)
    text, notices = decoded(path)
    announced = _ANNOUNCED.match(text)
    delimiter = announced[1] if announced else _delimiter(text)
    table = Table(path.stem, decimal_comma=delimiter == ";", is_text=True, notices=notices)
    try:
        return with_rows(table, list(_rows(text, delimiter)), headings)
    except csv.Error as error:
        raise Invalid(
            [
                Problem(
                    Said("This is no readable CSV: %(error)s.", error=error),
                    sheet=path.stem,
                    remedy="Save it as CSV again.",
                )
            ]
        ) from None


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[Any]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    # Within quotation marks a cell may run over lines; else none is longer than its line.
    may_be_long = '"' in text or max(map(len, text.splitlines()), default=0) > LONGEST_CELL
    is_plain = "'" not in text and "#" not in text and not may_be_long
    last = 0
    for cells in reader:
        number, last = last + 1, reader.line_num
        if number == 1 and "".join(cells).casefold().startswith("sep=") and len(cells) <= 2:
            continue
        if not is_plain:
            _mend(cells)
        yield number, cells


def _mend(cells: list[Any]) -> None:
    for index, cell in enumerate(cells):
        if len(cell) > LONGEST_CELL:
            cells[index] = _too_long(cell)
        elif cell[:1] == "#" and cell.strip() in ERRORS:
            cells[index] = broken_by_error(cell.strip())
        elif cell[:1] == "'" and _GUARDED.match(cell):
            cells[index] = cell[1:]


def _too_long(cell: str) -> Broken:
    return Broken(
        cell[:100],
        Said(
            "The cell holds %(count)s characters; %(most)s is the most.",
            count=len(cell),
            most=LONGEST_CELL,
        ),
        "Shorten it. If the text runs over many rows, a quotation mark was left open.",
    )


def _delimiter(text: str) -> str:
    """The separator that the header row holds most often outside of quotation marks."""
    header = next((line for line in text.splitlines() if line.strip(' ,;\t"')), "")
    bare = re.sub(r'"[^"]*"', "", header)
    return max(DELIMITERS, key=bare.count)
