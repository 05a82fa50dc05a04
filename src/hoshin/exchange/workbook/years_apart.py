"""Sheets with years in one direction and their months or quarters in the other: each value becomes a row of its own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from hoshin.base.sheets import Sheet
from hoshin.base.wordings import Said
from hoshin.exchange.workbook.month_names import month_number
from hoshin.exchange.workbook.parts_of_periods import PARTS, YEARS, whole_period
from hoshin.exchange.workbook.tables import AcrossRow, Table, folded, is_empty, plain_heading

_YEAR = re.compile(r"(?:19|20)\d{2}(?:\.0)?")
_QUARTER = re.compile(r"(?:Q|T|K)?\s?0?([1-4])(?:\.\s?(?:Quartal|Trimestre|Quarter|Kwartaal))?", re.I)
_FEW = 2


def with_years_apart(table: Table, sheet: Sheet, year_start: int) -> Table:
    """The table with a row for each value, where years stand down and months or quarters across, or the other way round."""
    headers = [plain_heading(header) for header in table.headers]
    own = {folded(column.name) for column in sheet.all_columns()} - {
        folded(sheet.key[0] if sheet.key else "measure"),
        "unit",
    }
    if not sheet.across or own & set(map(folded, table.headers)):
        return table
    years = [at for at, header in enumerate(headers) if header in YEARS]
    parts = [(kind, at) for kind, words in PARTS.items() for at, header in enumerate(headers) if header in words]
    if len(years) == 1 and not parts:
        return _of_years_down(table, sheet, years[0], year_start)
    if len(parts) == 1 and not years:
        across = {at: one.removesuffix(".0") for at, one in enumerate(table.headers) if _YEAR.fullmatch(one)}
        return _of_parts_down(table, sheet, parts[0], across, year_start) if across else table
    return table


def _of_years_down(table: Table, sheet: Sheet, year: int, year_start: int) -> Table:
    """Years in a column, their parts in headings: names of months, or 1 to 12, or quarters."""
    others = {at: header for at, header in enumerate(table.headers) if header and at != year}
    months = {at: header for at, header in others.items() if month_number(header)}
    quarters = {at: match[1] for at, header in others.items() if (match := _QUARTER.fullmatch(header))}
    # 1 to 4 alone could be either; what a letter or a word marks are quarters.
    is_marked = any(not others[at].strip().isdecimal() for at in quarters)
    kind, across = ("quarter", quarters) if is_marked and len(quarters) >= len(months) else ("month", months)
    if len(across) < _FEW or (kind == "month" and _could_be_quarters(others, across)):
        return table

    def periods(row: Sequence[Any]) -> Iterator[tuple[int, Any]]:
        for at, part in across.items():
            yield at, whole_period(row[year], part, kind, year_start)

    return _turned(table, sheet, year, set(across), periods)


def _could_be_quarters(others: dict[int, str], months: dict[int, str]) -> bool:
    return {others[at].strip() for at in months} == {"1", "2", "3", "4"}


def _of_parts_down(table: Table, sheet: Sheet, part: tuple[str, int], across: dict[int, str], year_start: int) -> Table:
    """Months, weeks or quarters in a column, their years in headings."""
    kind, at_part = part

    def periods(row: Sequence[Any]) -> Iterator[tuple[int, Any]]:
        for at, year in across.items():
            yield at, whole_period(year, row[at_part], kind, year_start)

    return _turned(table, sheet, at_part, set(across), periods)


def _turned(table: Table, sheet: Sheet, apart: int, across: set[int], periods: Any) -> Table:
    what = "Sheet %(sheet)s: column %(column)s and the headings above values were read together as periods."
    table.notices.append(Said(what, sheet=table.name, column=table.headers[apart]))
    kept = [at for at in range(len(table.headers)) if at not in across and at != apart]
    down = replace(
        table, headers=(*(table.headers[at] for at in kept), "period", sheet.across), rows=[], numbers=[], width=0
    )
    for number, cells in zip(table.numbers, table.rows, strict=True):
        row = [*cells, *[None] * (len(table.headers) - len(cells))]
        for at, period in periods(row) if not is_empty(row[apart]) else ():
            if not is_empty(row[at]):
                down.rows.append([*(row[one] for one in kept), period, row[at]])
                down.numbers.append(AcrossRow(number, table.headers[at]))
    return down
