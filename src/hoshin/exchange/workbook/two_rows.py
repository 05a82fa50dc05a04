"""Headings in two rows made one: years above months or quarters, months above years, and plans beside what came of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from hoshin.base.sheets import Sheet
from hoshin.base.wordings import Said
from hoshin.exchange.workbook.across import is_period, told_apart
from hoshin.exchange.workbook.fiscal import fiscal_month, fiscal_year
from hoshin.exchange.workbook.tables import Table, is_empty

_SEVERAL = 2
_YEAR = re.compile(r"\d{4}(?:\.0)?")
_MONTH_NUMBER = re.compile(r"0?[1-9]|1[0-2]")


def with_one_row_of_headings(table: Table, sheet: Sheet, year_start: int) -> Table:
    """The table with its two rows of headings made one, where they name periods only together."""
    if not sheet.across or not table.rows:
        return table
    lower = [_text(cell) for cell in table.rows[0]]
    upper = [*table.headers, *[""] * (len(lower) - len(table.headers))]
    # Numbers are months only where nothing in their row says that it is one of values.
    has_numbers = is_empty(table.rows[0][0]) and _are_months(upper, lower)
    headers = list(_joined(upper, lower, year_start, has_numbers=has_numbers))
    # Below years that stand for themselves there are values, which are no names of months.
    both = sum(
        one != above and is_period(told_apart(one, sheet.across) or one)
        for one, above in zip(headers, upper, strict=False)
    )
    if both < _SEVERAL:
        return table
    one = replace(table, headers=tuple(headers), rows=table.rows[1:], numbers=table.numbers[1:])
    what = "Sheet %(sheet)s: rows %(upper)s and %(lower)s were read together as headings."
    one.notices.append(Said(what, sheet=table.name, upper=str(table.header_row), lower=str(table.numbers[0])))
    return one


def _text(cell: Any) -> str:
    if type(cell) is str:
        return cell.strip()
    is_whole = type(cell) is int or (type(cell) is float and cell.is_integer())
    return str(int(cell)) if is_whole else ""


def _are_months(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether the numbers below years are those of months: none stands twice below one, and each year has a few."""
    seen: set[tuple[str, str]] = set()
    for year, below in _carried(upper, lower):
        if not below or not _is_year(year):
            continue
        if not _MONTH_NUMBER.fullmatch(below) or (year, below) in seen:
            return False
        seen.add((year, below))
    return bool(seen)


def _carried(upper: Sequence[str], lower: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each lower heading with the upper one that stands over it, as a merged cell does."""
    above = ""
    for own, below in zip(upper, lower, strict=False):
        above = own or above
        yield above, below


def _is_year(text: str) -> bool:
    return bool(_YEAR.fullmatch(text)) or fiscal_year(text) is not None


def _joined(upper: Sequence[str], lower: Sequence[str], year_start: int, *, has_numbers: bool) -> Iterator[str]:
    for own, (above, below) in zip(upper, _carried(upper, lower), strict=False):
        yield _one(above, below, year_start, has_numbers=has_numbers) or own or below


def _one(above: str, below: str, year_start: int, *, has_numbers: bool) -> str:
    """What two headings say together; empty where they say nothing."""
    is_number = bool(_MONTH_NUMBER.fullmatch(below))
    if not above or not below or (is_number and not has_numbers):
        return ""
    if (year := fiscal_year(above)) is not None and (month := fiscal_month(below, year, year_start)):
        return month
    if _YEAR.fullmatch(above) and is_number:
        return f"{above.removesuffix('.0')}-{int(below):02}"
    if _is_year(above):
        return f"{below} {above}" if is_period(f"{below} {above}") else ""
    if _is_year(below):
        return f"{above} {below}" if is_period(f"{above} {below}") else ""
    return f"{above} {below}" if is_period(above) and told_apart(f"{above} {below}", "") is not None else ""
