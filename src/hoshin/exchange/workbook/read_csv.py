"""Reads one .csv file as people have it: any usual separator and encoding."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hoshin.base.errors import Invalid, Problem
from hoshin.base.wordings import Said
from hoshin.exchange.workbook.tables import LONGEST_CELL, Broken, Table, with_rows

DELIMITERS = (",", ";", "\t")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_ANNOUNCED = re.compile(r"sep=([,;\t])\r?\n", re.I)
_BINARY = re.compile(r"[\x00\x01-\x08\x0e-\x1f]")

# One open quotation mark swallows the rest of a file: let such a cell come through, to be named as a fault of its own.
csv.field_size_limit(max(csv.field_size_limit(), 600_000_000))


def read_csv(path: Path) -> Table:
    """The table of a file; its name without the ending is the sheet. Invalid: it is no text, or no table."""
    text = _text(path)
    announced = _ANNOUNCED.match(text)
    delimiter = announced[1] if announced else _delimiter(text)
    table = Table(path.stem, decimal_comma=delimiter == ";", is_text=True)
    try:
        return with_rows(table, list(_rows(text, delimiter)))
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
    is_plain = "'" not in text and not may_be_long
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
        elif cell[:1] == "'" and _GUARDED.match(cell):
            cells[index] = cell[1:]


def _too_long(cell: str) -> Broken:
    return Broken(
        cell[:100],
        f"The cell holds {len(cell):,} characters; {LONGEST_CELL:,} is the most.",
        "Shorten it. If the text runs over many rows, a quotation mark was left open.",
    )


def _text(path: Path) -> str:
    data = path.read_bytes()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:4] in (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff"):
        raise _unreadable(path, "is written in UTF-16")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            raise _unreadable(path, "is written in neither UTF-8 nor Windows-1252") from None
    if "\x00" in text and text.count("\x00") > len(text) // 4:
        raise _unreadable(path, "is written in UTF-16")
    if _BINARY.search(text):
        raise _unreadable(path, "is no text")
    return text


def _unreadable(path: Path, what: str) -> Invalid:
    return Invalid(
        [
            Problem(
                Said("The file %(path)s %(what)s.", path=path.name, what=what),
                code="encoding",
                sheet=path.stem,
                remedy="Save it as CSV UTF-8, or give the .xlsx file.",
            )
        ]
    )


def _delimiter(text: str) -> str:
    """The separator that the header row holds most often outside of quotation marks."""
    header = next((line for line in text.splitlines() if line.strip(' ,;\t"')), "")
    bare = re.sub(r'"[^"]*"', "", header)
    return max(DELIMITERS, key=bare.count)
