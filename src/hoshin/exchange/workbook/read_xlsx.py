"""Reads an .xlsx file sheet by sheet."""

import logging
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import openpyxl
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.utils.datetime import MAC_EPOCH
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from hoshin.base.errors import Invalid
from hoshin.base.wordings import Said
from hoshin.exchange.workbook.archive import Checked, checked, refused
from hoshin.exchange.workbook.foreign import refuse_foreign
from hoshin.exchange.workbook.formulas import uncomputed
from hoshin.exchange.workbook.guessing import headings
from hoshin.exchange.workbook.laid_out import SheetLayout, laid_out, say_what_is_hidden
from hoshin.exchange.workbook.packages import tidied
from hoshin.exchange.workbook.sheets import sheets
from hoshin.exchange.workbook.shown import AsShown, styles_shown
from hoshin.exchange.workbook.tables import (
    LONGEST_CELL,
    Broken,
    Table,
    Workbook,
    broken_by_error,
    folded,
    has_nothing,
    is_error,
    with_rows,
)

_log = logging.getLogger(__name__)
# As much of an unknown sheet as it takes to see what it may be.
_BEGINNING = 50
# From this number on, a style names a format of the file itself.
_OWN_FORMATS = BUILTIN_FORMATS_MAX_SIZE
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read_xlsx(path: Path, renamed: Mapping[str, str]) -> Workbook:
    """The tables of a file; of sheets that are not known, nor `renamed` to be, the beginning.

    Invalid: it is damaged, dangerous, protected or something else.
    """
    refuse_foreign(path)
    found = checked(path, path)
    with warnings.catch_warnings():
        # What openpyxl cannot keep (drawings, extensions) does not concern an import.
        warnings.simplefilter("ignore")
        if not found.is_odd:
            try:
                return _read(path, path, found, renamed)
            except Invalid:
                raise
            except Exception:
                # Each odd package breaks something else in openpyxl: those it cannot read are put in order first.
                _log.info("%s is read again, its package put in order", path.name, exc_info=True)
        with tidied(path) as plain:
            return _read_plain(plain, path, renamed)


def _read_plain(plain: BinaryIO, path: Path, renamed: Mapping[str, str]) -> Workbook:
    try:
        return _read(plain, path, checked(plain, path), renamed)
    except Invalid:
        raise
    except Exception as error:
        # The log has the particulars, which would tell people nothing; a command shows warnings of the log to them.
        _log.info("%s cannot be read", path.name, exc_info=True)
        raise refused(path, "cannot be read: its parts contradict the format") from error


def _read(source: Path | BinaryIO, path: Path, found: Checked, renamed: Mapping[str, str]) -> Workbook:
    book = openpyxl.load_workbook(source, read_only=True, data_only=True, keep_links=False)
    known = {*map(folded, sheets()), *renamed}
    try:
        if not book.worksheets:
            raise LookupError("no sheets")
        shown = _styles(book)
        tables = []
        for sheet in book.worksheets:
            table, names = Table(sheet.title), headings(sheet.title, renamed)
            if folded(sheet.title) not in known:
                beginning = islice(_cells(sheet, frozenset(), shown), _BEGINNING)
                tables.append(with_rows(table, *_numbered(beginning), names))
                continue
            part = sheet._worksheet_path.lstrip("/")
            without = uncomputed(source, part) if part in found.with_formulas else frozenset()
            layout = laid_out(source, part) if part in found.laid_out else SheetLayout()
            table.merged, table.is_from_1904 = layout.merged, book.epoch == MAC_EPOCH
            if sheet.sheet_state != "visible":
                table.notices.append(Said("Sheet %(sheet)s is hidden in the file, and was read.", sheet=sheet.title))
            table = with_rows(table, *_numbered(_cells(sheet, without, shown)), names)
            say_what_is_hidden(table, layout)
            tables.append(table)
        return Workbook(path.name, tables)
    finally:
        book.close()


def _numbered(rows: Iterator[Sequence[Any]]) -> tuple[list[Sequence[Any]], list[int]]:
    """The rows that hold anything, of which a sheet may have a million more, and their numbers."""
    found = [(cells, number) for number, cells in enumerate(rows, 1) if not has_nothing(cells)]
    return [cells for cells, _ in found], [number for _, number in found]


def _styles(book: openpyxl.Workbook) -> dict[int, AsShown]:
    """The numbers of the styles in which cells show more than a number, such as percent: 0.75 is 75 % there."""
    own = dict(enumerate(book._number_formats, _OWN_FORMATS))
    return styles_shown(BUILTIN_FORMATS | own, [style.numFmtId for style in book._cell_styles], _OWN_FORMATS)


def _values(sheet: ReadOnlyWorksheet, shown: Mapping[int, AsShown]) -> Iterator[Sequence[Any]]:
    """The values of each row; numbers that are shown as more say so. Styles are looked at only where any does."""
    if not shown:
        yield from sheet.iter_rows(values_only=True)
        return
    for cells in sheet.iter_rows():
        yield [
            make(cell.value)
            if type(cell.value) in (int, float) and (make := shown.get(getattr(cell, "_style_id", None)))  # type: ignore[arg-type]
            else cell.value
            for cell in cells
        ]


def _cells(
    sheet: ReadOnlyWorksheet, without: frozenset[tuple[int, int]], shown: Mapping[int, AsShown]
) -> Iterator[Sequence[Any]]:
    # The size that a file states for a sheet is often wrong; without it, rows are read to their real end.
    sheet.reset_dimensions()
    for number, cells in enumerate(_values(sheet, shown), 1):
        row: list[Any] | None = None
        for index, cell in enumerate(cells):
            mended = _mended(cell) if type(cell) is str else cell
            if without and cell is None and (number, index) in without:
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
        message = Said(
            "The cell holds %(count)s characters; %(most)s is the most.",
            count=len(cell),
            most=LONGEST_CELL,
        )
        return Broken(cell[:100], message, "Shorten it.")
    if (cell[:1] == "#" or cell[:4] == "Err:") and is_error(cell):
        return broken_by_error(cell)
    if "_x" in cell:
        return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), cell)
    return cell
