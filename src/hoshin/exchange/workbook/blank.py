"""Workbooks to fill: a blank one with drop-downs, examples and notes, and values with periods across."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook as Book
from xlsxwriter.worksheet import Worksheet

from hoshin.accounts.access import Actor, Right, require
from hoshin.base.sheets import CLOSED, Column, ColumnKind, Sheet
from hoshin.base.wordings import Said
from hoshin.exchange.workbook.sheets import READ_ME, sheets
from hoshin.exchange.workbook.write_xlsx import OPTIONS, Exact, write_header

PERIODS = 12
_ROWS = 2_000
_LONGEST_LIST = 255
_ABOUT = (
    "Fill in the sheets that you need; leave the others empty. Only headings with a star in their note are required.",
    "Codes are yours. Where a row names another one, it does so by its code: choose it from the list.",
    "Point at a heading to see what its column holds. Columns that you do not need can be taken out.",
    "Nothing is changed before you have seen what an import will do. Below: how filled sheets look.",
)


def write_blank(actor: Actor, path: Path) -> Path:
    """An empty workbook of the sheets that people fill by hand, with one that explains them. Denied."""
    require(actor, Right.SEE)
    chosen = [sheet for sheet in sheets().values() if sheet.examples]
    with xlsxwriter.Workbook(str(path), dict(OPTIONS) | {"constant_memory": False}) as book:
        header = _heading(book)
        _write_about(book, chosen)
        for sheet in chosen:
            worksheet = book.add_worksheet(sheet.name)
            columns = sheet.all_columns()
            write_header(worksheet, sheet, [column.name for column in columns], header)
            for at, column in enumerate(columns):
                worksheet.write_comment(0, at, _note(column, sheet.examples), {"x_scale": 2, "y_scale": 1.2})
                _offer(worksheet, at, column, {one.name for one in chosen})
    return path


def write_across(actor: Actor, path: Path, *, count: int = PERIODS) -> Path:
    """The sheets that can have periods across, filled with what is known. Denied."""
    require(actor, Right.EXPORT)
    with xlsxwriter.Workbook(str(path), dict(OPTIONS)) as book:
        header = _heading(book)
        closed = book.add_format({"bg_color": "#EEEEEE"})
        for sheet in sheets().values():
            if sheet.laid_across is None:
                continue
            names, periods, rows = sheet.laid_across(actor, count)
            worksheet = book.add_worksheet(sheet.name)
            worksheet.freeze_panes(1, len(names))
            worksheet.set_column(0, len(names) - 1, 16)
            for at, name in enumerate([*names, *map(str, periods)]):
                worksheet.write_string(0, at, name, header)
            for number, cells in enumerate(rows, 1):
                for at, cell in enumerate(cells):
                    if cell is CLOSED:
                        worksheet.write_blank(number, at, None, closed)
                    elif isinstance(cell, float):
                        worksheet.write_number(number, at, Exact(cell))
                    elif cell:
                        worksheet.write_string(number, at, str(cell))
    return path


def _heading(book: Book) -> Any:
    return book.add_format({"bold": True, "bg_color": "#E8EDF3", "bottom": 1, "valign": "vcenter"})


def _write_about(book: Book, chosen: list[Sheet]) -> None:
    worksheet = book.add_worksheet(READ_ME)
    bold, faint = book.add_format({"bold": True}), book.add_format({"font_color": "#666666"})
    worksheet.set_column(0, 12, 18)
    row = 0
    for sentence in _ABOUT:
        worksheet.write_string(row, 0, sentence)
        row += 1
    for sheet in chosen:
        names = [column.name for column in sheet.all_columns() if any(column.name in one for one in sheet.examples)]
        worksheet.write_string(row + 1, 0, sheet.name, bold)
        for at, name in enumerate(names):
            worksheet.write_string(row + 2, at, name, faint)
            for below, example in enumerate(sheet.examples):
                worksheet.write(row + 3 + below, at, example.get(name, ""))
        row += 3 + len(sheet.examples)


def _note(column: Column, examples: tuple[Mapping[str, Any], ...]) -> str:
    what = Said("code of one of %(sheet)s", sheet=column.refers) if column.refers else column.kind.value
    parts = [Said("* required: %(what)s", what=what) if column.required else what]
    if column.choices and column.kind is ColumnKind.CHOICE:
        parts.append(Said("One of: %(choices)s", choices=", ".join(column.choices)))
    if column.default not in (None, "", ()):
        parts.append(Said("Empty: %(default)s", default=str(column.default)))
    shown = next((one[column.name] for one in examples if column.name in one), None)
    if shown is not None:
        parts.append(Said("For example %(shown)s", shown=str(shown)))
    return "\n".join(parts)


def _offer(worksheet: Worksheet, at: int, column: Column, present: set[str]) -> None:
    """A drop-down where there is something to choose from; other values may be typed, and are checked by the import."""
    choices = ("yes", "no") if column.kind is ColumnKind.YES_NO else column.choices
    source: Any = None
    if column.refers in present:
        key = next(place for place, one in enumerate(sheets()[column.refers].all_columns()) if one.required)
        name = xl_col_to_name(key)
        source = f"={column.refers}!${name}$2:${name}${_ROWS}"
    elif choices and column.kind is not ColumnKind.WEIGHTS and len(",".join(choices)) <= _LONGEST_LIST:
        source = list(choices)
    if source is not None:
        worksheet.data_validation(
            1, at, _ROWS - 1, at, {"validate": "list", "source": source, "error_type": "information"}
        )
