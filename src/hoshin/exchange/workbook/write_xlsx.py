"""Writes an .xlsx file in which every text is a text and every number keeps all its digits."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from hoshin.base.errors import Invalid
from hoshin.base.sheets import ColumnKind, Sheet
from hoshin.base.wordings import Said

MOST_ROWS = 1_048_575
MOST_CHARACTERS = 32_767
_WIDTHS = {
    ColumnKind.TEXT: 40,
    ColumnKind.WEIGHTS: 24,
    ColumnKind.LIST: 30,
    ColumnKind.DATE: 12,
    ColumnKind.INSTANT: 32,
    ColumnKind.LINE: 24,
}
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class Exact(float):
    """A float that is written with as many digits as it takes to read the same float back."""

    def __format__(self, spec: str) -> str:
        return float.__repr__(self)


def write_xlsx(path: Path, sheets: Iterable[tuple[Sheet, list[str], Iterable[list[Any]]]]) -> None:
    """One worksheet a sheet. Invalid: more rows, or longer texts, than the format can hold."""
    with xlsxwriter.Workbook(str(path), dict(OPTIONS)) as book:
        header = book.add_format({"bold": True, "bg_color": "#E8EDF3", "bottom": 1, "valign": "vcenter"})
        for sheet, columns, rows in sheets:
            worksheet = book.add_worksheet(sheet.name)
            write_header(worksheet, sheet, columns, header)
            for number, cells in enumerate(rows, 1):
                if number > MOST_ROWS:
                    message = Said("Sheet %(sheet)s has more rows than an .xlsx file can hold.", sheet=sheet.name)
                    raise Invalid(message, remedy="Export to a folder instead: it has no such limit.")
                _write_row(worksheet, number, cells, sheet)


def write_header(worksheet: Worksheet, sheet: Sheet, columns: list[str], header: Format) -> None:
    """The headings of a sheet, which stay in sight."""
    worksheet.freeze_panes(1, 0)
    for at, name in enumerate(columns):
        worksheet.set_column(at, at, max(_WIDTHS.get(sheet.column(name).kind, 12), len(name) + 2))
        worksheet.write_string(0, at, name, header)


def _write_row(worksheet: Worksheet, number: int, cells: list[Any], sheet: Sheet) -> None:
    for at, cell in enumerate(cells):
        if cell is None or cell == "":
            continue
        if isinstance(cell, str):
            if len(cell) > MOST_CHARACTERS:
                message = Said(
                    "Row %(number)s of sheet %(sheet)s has a text longer than an .xlsx cell can hold.",
                    number=str(number + 1),
                    sheet=sheet.name,
                )
                raise Invalid(message, remedy="Export to a folder instead: it has no such limit.")
            worksheet.write_string(number, at, cell)
        else:
            worksheet.write_number(number, at, Exact(cell) if isinstance(cell, float) else cell)
