"""Sheets that say a period in two columns, the year and its month, quarter or week: read together as one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from hoshin.base.sheets import Sheet
from hoshin.base.wordings import Said
from hoshin.exchange.workbook.across import is_period
from hoshin.exchange.workbook.fiscal import fiscal_month, fiscal_year
from hoshin.exchange.workbook.month_names import month_number
from hoshin.exchange.workbook.tables import Table, folded, is_empty, plain_heading

YEARS = frozenset(
    "year jahr annee ano anno jaar fiscalyear financialyear fy geschaftsjahr exercice ejercicio esercizio".split()
)
# The finest stands first: a month tells more than the quarter beside it.
PARTS = {
    "week": frozenset("week woche kw kalenderwoche semaine semana settimana weeknumber".split()),
    "month": frozenset("month monat mois mes mese maand monthnumber".split()),
    "quarter": frozenset("quarter quartal trimestre kwartaal qtr".split()),
}
_SIGNS = {"week": "W", "quarter": "Q"}


def with_whole_periods(table: Table, sheet: Sheet, year_start: int) -> Table:
    """The table with a column of periods in place of one of years and one of their parts, where it has none of periods."""
    headers = [plain_heading(header) for header in table.headers]
    if not sheet.across or "period" in map(folded, table.headers):
        return table
    years = [at for at, header in enumerate(headers) if header in YEARS]
    parts = [(kind, at) for kind, words in PARTS.items() for at, header in enumerate(headers) if header in words]
    if len(years) != 1 or not parts:
        return table
    year, (kind, part) = years[0], parts[0]
    what = "Sheet %(sheet)s: columns %(year)s and %(part)s were read together as periods."
    table.notices.append(Said(what, sheet=table.name, year=table.headers[year], part=table.headers[part]))
    rows = [_with_period(row, year, part, kind, year_start) for row in _with_years_below(table, year, part)]
    names = tuple("period" if at == year else "" if at == part else header for at, header in enumerate(table.headers))
    return replace(table, headers=names, rows=rows)


def _with_years_below(table: Table, year: int, part: int) -> Iterator[Sequence[Any]]:
    """The rows, with a year that stands once for several parts of it in each row that it stands for."""
    key = next((at for at in range(len(table.headers)) if at not in (year, part)), year)
    last: Any = None
    of = ""
    for row in table.rows:
        cells = [*row, *[None] * (max(year, part, key) + 1 - len(row))]
        own = str(cells[key] or "").strip()
        if not is_empty(cells[year]):
            last, of = cells[year], own or of
        elif not is_empty(cells[part]) and last is not None and own in ("", of):
            cells[year] = last
        yield cells


def _with_period(row: Sequence[Any], year: int, part: int, kind: str, year_start: int) -> list[Any]:
    cells = [*row, *[None] * (max(year, part) + 1 - len(row))]
    cells[year], cells[part] = whole_period(cells[year], cells[part], kind, year_start), None
    return cells


def whole_period(year: Any, part: Any, kind: str, year_start: int) -> Any:
    """The period of which a row has the two parts, as it is written."""
    if is_empty(part) or (not isinstance(part, int | float) and is_period(part)):
        return year if is_empty(part) else part
    text, number = (str(cell).strip().removesuffix(".0") for cell in (year, part))
    if kind == "month":
        ends = fiscal_year(text)
        month = month_number(number)
        if ends is not None:
            return fiscal_month(number, ends, year_start) or f"{number} {text}"
        return f"{number} {text}" if month is None else f"{text}-{month:02}"
    sign = _SIGNS[kind]
    return f"{sign}{number} {text}" if number.isdecimal() else f"{number} {text}"
