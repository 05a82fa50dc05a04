"""Reads an .xlsx file sheet by sheet."""

import re
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from hoshin.base.errors import Invalid, Problem
from hoshin.base.wordings import Said
from hoshin.exchange.workbook.archive import parts_with_formulas
from hoshin.exchange.workbook.sheets import NOT_YET, sheets
from hoshin.exchange.workbook.tables import LONGEST_CELL, Broken, Table, Workbook, folded, has_nothing, with_rows

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read_xlsx(path: Path) -> Workbook:
    """The tables of a file. Invalid: it is damaged, dangerous or protected."""
    with_formulas = parts_with_formulas(path)
    with warnings.catch_warnings():
        # What openpyxl cannot keep (drawings, extensions) does not concern an import.
        warnings.simplefilter("ignore")
        try:
            return _read(path, with_formulas)
        except Invalid:
            raise
        except Exception as error:
            raise Invalid(
                [
                    Problem(
                        Said(
                            "%(path)s cannot be read (%(kind)s: %(error)s).",
                            path=path.name,
                            kind=type(error).__name__,
                            error=error,
                        ),
                        code="unreadable",
                        remedy="Open it in Excel or LibreOffice and save it as .xlsx again.",
                    )
                ]
            ) from error


def _read(path: Path, with_formulas: set[str]) -> Workbook:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    known = {folded(name) for name in (*sheets(), *NOT_YET)}
    try:
        tables = []
        for sheet in book.worksheets:
            if folded(sheet.title) not in known:
                tables.append(Table(sheet.title))
                continue
            part = sheet._worksheet_path.lstrip("/")
            uncomputed = _uncomputed(path, sheet.title) if part in with_formulas else frozenset()
            tables.append(with_rows(Table(sheet.title), _numbered(_cells(sheet, uncomputed))))
        return Workbook(path.name, tables)
    finally:
        book.close()


def _numbered(rows: Iterator[Sequence[Any]]) -> list[tuple[int, Sequence[Any]]]:
    return [(number, cells) for number, cells in enumerate(rows, 1) if not has_nothing(cells)]


def _cells(sheet: ReadOnlyWorksheet, uncomputed: frozenset[tuple[int, int]]) -> Iterator[Sequence[Any]]:
    # The size that a file states for a sheet is often wrong; without it, rows are read to their real end.
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        row: list[Any] | None = None
        for index, cell in enumerate(cells):
            mended = _mended(cell) if type(cell) is str else cell
            if uncomputed and cell is None and (number, index) in uncomputed:
                mended = _NOT_COMPUTED
            if mended is not cell:
                row = list(cells) if row is None else row
                row[index] = mended
        yield cells if row is None else row


_NOT_COMPUTED = Broken(
    "=…",
    "The cell holds a formula whose result is not stored in the file.",
    "Open the file in Excel or LibreOffice and save it, or put the value in place of the formula.",
)


def _mended(cell: str) -> Any:
    if len(cell) > LONGEST_CELL:
        message = f"The cell holds {len(cell):,} characters; {LONGEST_CELL:,} is the most."
        return Broken(cell[:100], message, "Shorten it.")
    if cell[:1] == "#" and cell in ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"):
        return Broken(cell, "The cell holds an error of the spreadsheet.", "Mend its formula, or leave the cell empty.")
    if "_x" in cell:
        return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), cell)
    return cell


def _uncomputed(path: Path, title: str) -> frozenset[tuple[int, int]]:
    """Rows (from 1) and columns (from 0) of a sheet where a formula stands; those without a value are to be named."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=False, keep_links=False)
    try:
        sheet = book[title]
        sheet.reset_dimensions()
        return frozenset(
            (number, index)
            for number, cells in enumerate(sheet.iter_rows(), 1)
            for index, cell in enumerate(cells)
            if cell.data_type == "f"
        )
    finally:
        book.close()
