"""Sheets with periods across: what stands under each of them becomes a row of its own."""

import re
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from hoshin.base.sheets import ColumnKind, Sheet
from hoshin.base.wordings import Said
from hoshin.exchange.workbook.days import Calendar, DayOrder, Spans, period_from
from hoshin.exchange.workbook.tables import AcrossRow, Table, folded, is_empty
from hoshin.exchange.workbook.unreadable import Unreadable

_FOR_PEOPLE = frozenset({"name", "unitofmeasure", "frequency"})
_SEVERAL = 2
_YEAR = re.compile(r"(?:FY ?)?\d{4}(?:\.0)?")
_ANY_ORDER = Calendar(DayOrder.DAY_FIRST, Spans.YEARS)


def has_periods_across(table: Table, sheet: Sheet) -> bool:
    """Whether a table names several periods in its headings, and has no column of periods."""
    if not sheet.across:
        return False
    headers = {folded(header) for header in table.headers}
    has_columns = folded(sheet.across) in headers or any(folded(name) in headers for name in _periods(sheet))
    return not has_columns and sum(map(is_period, table.headers)) > 1


def with_one_row_of_headings(table: Table, sheet: Sheet) -> Table:
    """The table with its two rows of headings made one, where the upper has years and the lower their months or quarters."""
    if not sheet.across or not table.rows:
        return table
    lower = [cell.strip() if type(cell) is str else "" for cell in table.rows[0]]
    upper = [*table.headers, *[""] * (len(lower) - len(table.headers))]
    headers, year = [], ""
    for above, below in zip(upper, lower, strict=False):
        year = above or year
        joined = f"{below} {year}"
        headers.append(joined if below and _YEAR.fullmatch(year) and is_period(joined) else above or below)
    # Below years that stand for themselves there are values, which are no names of months.
    both = sum(one != above and is_period(one) for one, above in zip(headers, upper, strict=False))
    if both < _SEVERAL:
        return table
    one = replace(table, headers=tuple(headers), rows=table.rows[1:], numbers=table.numbers[1:])
    what = "Sheet %(sheet)s: rows %(upper)s and %(lower)s were read together as headings."
    one.notices.append(Said(what, sheet=table.name, upper=str(table.header_row), lower=str(table.numbers[0])))
    return one


def turned_down(table: Table, sheet: Sheet) -> Table:
    """The same table with a row for each value: what is of it, the period, and the value. Empty cells say nothing."""
    places = [at for at, header in enumerate(table.headers) if is_period(header)]
    others = [at for at in range(len(table.headers)) if at not in places and not _is_for_people(table, at, sheet)]
    headers = [_heading(table, at, others, sheet) for at in others]
    down = Table(table.name, (*headers, _periods(sheet)[0], sheet.across), notices=table.notices)
    down.header_row, down.decimal_comma, down.is_text = table.header_row, table.decimal_comma, table.is_text
    for number, row in zip(table.numbers, table.rows, strict=True):
        own = [row[at] if at < len(row) else None for at in others]
        for at in places:
            if at < len(row) and not is_empty(row[at]):
                down.rows.append([*own, table.headers[at], row[at]])
                down.numbers.append(AcrossRow(number, table.headers[at]))
    return down


def is_period(header: Any) -> bool:
    """Whether a heading names a period."""
    if isinstance(header, date | datetime):
        return True
    text = str(header or "").strip()
    if not any(sign.isdigit() for sign in text):
        return False
    try:
        period_from(text, _ANY_ORDER)
    except Unreadable:
        return False
    return True


def _periods(sheet: Sheet) -> list[str]:
    return [column.name for column in sheet.columns if column.kind is ColumnKind.PERIOD]


def _is_for_people(table: Table, at: int, sheet: Sheet) -> bool:
    """What a filled sheet says for whoever fills it, and the sheet has no column for."""
    header = folded(table.headers[at])
    return header in _FOR_PEOPLE and header not in {folded(column.name) for column in sheet.all_columns()}


def _heading(table: Table, at: int, others: list[int], sheet: Sheet) -> str:
    """The first column is what values are of, whatever it is called, where no other says so."""
    key = sheet.key[0]
    known = {folded(column.name) for column in sheet.all_columns()}
    has_key = any(folded(table.headers[other]) == folded(key) for other in others)
    is_first = at == others[0] and folded(table.headers[at]) not in known
    return key if is_first and not has_key else table.headers[at]
