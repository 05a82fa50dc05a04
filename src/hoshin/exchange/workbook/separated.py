"""What separators and signs made of cells: a number cut in two at its decimal comma, percent among plain weights."""

import re
from collections.abc import Sequence
from typing import Any

from hoshin.base.percentages import Percentage
from hoshin.base.sheets import NUMERIC, Column, ColumnKind, Sheet
from hoshin.base.wordings import Said
from hoshin.exchange.workbook.faults import Faults
from hoshin.exchange.workbook.heading_words import column_meant
from hoshin.exchange.workbook.tables import Table, is_empty

_WHOLE = re.compile(r"[+-]?\d+")
_DECIMALS = re.compile(r"\d{1,6}")
_TEXTS = (ColumnKind.TEXT, ColumnKind.LINE)


def say_what_is_beyond(table: Table, sheet: Sheet, faults: Faults) -> None:
    """In text, a row of more cells than the headings holds a separator where none was meant: a decimal comma, say."""
    if not table.is_text:
        return
    if max(map(len, table.rows), default=0) > table.width:
        for number, row in zip(table.numbers, table.rows, strict=True):
            beyond = next((cell for cell in row[table.width :] if not is_empty(cell)), None)
            if beyond is not None:
                message = "This row has more cells than the headings."
                remedy = "Put what holds the separator, such as a number with a decimal comma, into quotation marks."
                faults.add(sheet.name, number, "", beyond, message, remedy, code="more_cells")
    elif table.is_comma_separated and table.rows:
        _say_what_was_cut(table, sheet, faults)


def _say_what_was_cut(table: Table, sheet: Sheet, faults: Faults) -> None:
    """Where every number is whole and every text behind it nothing but digits, these were its decimals."""
    known = {name.name: name for name in sheet.all_columns()}
    columns = [known.get(column_meant(header, sheet)) for header in table.headers]
    columns += [None] * (table.width - len(columns))
    for at, column in enumerate(columns[:-1]):
        behind = columns[at + 1]
        is_text = behind.kind in _TEXTS if behind else not (table.headers[at + 1 : at + 2] or ("",))[0]
        if column is None or column.kind is not ColumnKind.NUMBER or not is_text:
            continue
        if all(at + 1 < len(row) and _is_cut(row[at], row[at + 1]) for row in table.rows):
            shown = ",".join(table.rows[0][at : at + 2])
            message = Said("Each number ends at a comma, behind which stand only digits: %(shown)s.", shown=shown)
            remedy = "Put numbers with a decimal comma into quotation marks, or semicolons between the cells."
            faults.add(sheet.name, int(table.numbers[0]), column.name, shown, message, remedy, code="more_cells")


def _is_cut(whole: Any, decimals: Any) -> bool:
    is_text = isinstance(whole, str) and isinstance(decimals, str)
    return is_text and bool(_WHOLE.fullmatch(whole.strip()) and _DECIMALS.fullmatch(decimals.strip()))


def say_mixed_weights(
    sheet: Sheet, column: Column, cells: Sequence[Any], numbers: Sequence[int], values: Sequence[Any], faults: Faults
) -> None:
    """30 % beside 70 would be 0.3 beside 70: where a column mixes them, that is said once."""
    if column.kind not in NUMERIC or column.in_unit or not any(map(_says_percent, set(cells))):
        return
    plain = [
        at for at, cell in enumerate(cells) if values[at] is not None and not _says_percent(cell) and values[at] > 1
    ]
    if plain:
        message = "Some numbers of this column are in percent, and this one is not."
        faults.add(
            sheet.name, numbers[plain[0]], column.name, cells[plain[0]], message, "Write all of them in the same way."
        )


def _says_percent(cell: Any) -> bool:
    return isinstance(cell, Percentage) or (type(cell) is str and cell.rstrip().endswith("%"))
