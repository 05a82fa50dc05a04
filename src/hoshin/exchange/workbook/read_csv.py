"""Reads one .csv file as people have it: any usual separator and encoding."""

import csv
import io
import re
from pathlib import Path
from typing import Any

from hoshin.base.errors import Invalid, Problem
from hoshin.base.wordings import Said
from hoshin.exchange.workbook.encodings import decoded
from hoshin.exchange.workbook.foreign import refuse_foreign
from hoshin.exchange.workbook.tables import (
    ANY_HEADINGS,
    LONGEST_CELL,
    Broken,
    Headings,
    Table,
    broken_by_error,
    is_error,
    with_rows,
)

DELIMITERS = (",", ";", "\t", "|")
_LOOKED_AT = 100_000
_MOST_ABOVE = 40
_WRAPPED = re.compile(r'"(?:[^"]|"")*"')
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_ANNOUNCED = re.compile(r"\"?sep=([,;\t|])\"?\r?\n", re.I)

# One open quotation mark swallows the rest of a file: let such a cell come through, to be named as a fault of its own.
csv.field_size_limit(max(csv.field_size_limit(), 600_000_000))


def read_csv(path: Path, expected: Headings = ANY_HEADINGS) -> Table:
    """The table of a file; its name without the ending is the sheet. Invalid: it is no text, or no table.

    `expected`: what its headings may be called, to be told from a title above them.
    """
    refuse_foreign(path)
    text, notices = decoded(path)
    text = _without_wrapping(text.removeprefix("\ufeff"), expected)
    announced = _ANNOUNCED.match(text)
    delimiter = announced[1] if announced else _delimiter(text, expected)
    _refuse_open_quotation(text, delimiter, path.stem)
    table = Table(path.stem, decimal_comma=delimiter == ";", is_text=True, notices=notices)
    table.is_comma_separated = delimiter == ","
    try:
        return with_rows(table, *_rows(text, delimiter), expected)
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


def _rows(text: str, delimiter: str) -> tuple[list[list[Any]], list[int]]:
    """All rows of cells, and the number of each in the file."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    if '"' in text:
        # Within quotation marks a cell may run over lines.
        rows, numbers, last = [], [], 0
        for cells in reader:
            rows.append(cells)
            numbers.append(last + 1)
            last = reader.line_num
    else:
        rows = list(reader)
        numbers = list(range(1, len(rows) + 1))
    if rows and "".join(rows[0]).casefold().startswith("sep=") and len(rows[0]) <= 2:
        del rows[0], numbers[0]
    if "'" in text or "#" in text or "Err:" in text or '"' in text or _has_long_line(text):
        for cells in rows:
            _mend(cells)
    return rows, numbers


def _has_long_line(text: str) -> bool:
    """Whether any line is longer than a cell may be. From the end of one line the next is looked for as far as that."""
    at = 0
    while len(text) - at > LONGEST_CELL:
        end = text.rfind("\n", at, at + LONGEST_CELL + 1)
        if end < 0:
            return True
        at = end + 1
    return False


def _mend(cells: list[Any]) -> None:
    for index, cell in enumerate(cells):
        if len(cell) > LONGEST_CELL:
            cells[index] = _too_long(cell)
        elif (cell[:1] == "#" or cell[:4] == "Err:") and is_error(cell.strip()):
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


def _delimiter(text: str, expected: Headings) -> str:
    """The separator by which a line near the top holds most names of columns, else what its first line holds most often."""
    lines = [line for line in text[:_LOOKED_AT].splitlines() if line.strip(' ,;\t"')][:_MOST_ABOVE]
    named = {one: max((expected.count(_split(line, one)) for line in lines), default=0) for one in DELIMITERS}
    most = max(named.values())
    if most > 1 and list(named.values()).count(most) == 1:
        return max(DELIMITERS, key=named.__getitem__)
    bare = re.sub(r'"[^"]*"', "", lines[0]) if lines else ""
    return max(DELIMITERS, key=bare.count)


def _split(line: str, delimiter: str) -> list[str]:
    return [cell.strip().strip('"') for cell in line.split(delimiter)]


def _without_wrapping(text: str, expected: Headings) -> str:
    """The text without quotation marks round whole lines, which spreadsheets write of a table in a single column."""
    first = next((line for line in text[:_LOOKED_AT].splitlines() if line.strip()), "")
    if not _WRAPPED.fullmatch(first) or max(expected.count(_split(first[1:-1], one)) for one in DELIMITERS) < 2:
        return text
    lines = text.splitlines()
    if not all(_WRAPPED.fullmatch(line) for line in lines if line.strip()):
        return text
    return "\n".join(line[1:-1].replace('""', '"') for line in lines)


def _refuse_open_quotation(text: str, delimiter: str, sheet: str) -> None:
    """Invalid: a quotation mark is open to the end of the text, so that one cell swallows the rows below it."""
    if text.count('"') % 2 == 0:
        return
    reader, row = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1
    try:
        for _ in reader:
            row = reader.line_num + 1
    except csv.Error as error:
        if "unexpected end" in str(error):
            message = "A quotation mark is open to the end of the file, so that its cell swallows the rows below it."
            remedy = "Close it, or write two of them where one is meant."
            raise Invalid([Problem(message, "quotation", sheet=sheet, row=row, remedy=remedy)]) from None
