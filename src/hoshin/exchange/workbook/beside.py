"""What stands beside numbers and says what they are: plans or what came of them, percent, thousands, a currency."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hoshin.base.sheets import Sheet
from hoshin.base.wordings import Said
from hoshin.exchange.workbook.across import is_period, kinds_of_numbers
from hoshin.exchange.workbook.faults import Faults
from hoshin.exchange.workbook.heading_words import words_for
from hoshin.exchange.workbook.tables import Table, folded, is_empty, plain_heading, says_multiples

_PERCENT = frozenset("% percent pct prozent pourcent porciento porcento percento procent".split())


def told_by_rows(table: Table, sheet: Sheet, faults: Faults) -> Table | None:
    """The table without columns that say of each row what its numbers are: rows of plans are left out, and units are kept
    by row. None, and a fault: where a row of units below the headings says that numbers are multiples."""
    if not sheet.across or not table.rows:
        return table
    if multiple := _multiple_below_headings(table):
        message = Said("The row below the headings says that numbers are multiples: “%(text)s”.", text=multiple[:60])
        remedy = "Write them in full, or take that row out if they are meant as they stand."
        faults.add(sheet.name, int(table.numbers[0]), "", multiple, message, remedy)
        return None
    known = {folded(column.name) for column in sheet.all_columns()}
    has_key = folded(sheet.key[0] if sheet.key else "measure") in map(folded, table.headers)
    others = [at for at, header in enumerate(table.headers) if header and folded(header) not in known]
    others = [at for at in others if (has_key or at) and not is_period(table.headers[at])]
    table = _with_units_kept(table, others, known)
    kind = next((at for at in others if _says_kinds(table, at)), None)
    return table if kind is None else _of_one_kind(table, sheet, kind)


def _multiple_below_headings(table: Table) -> str:
    """The text of a row of units below headings, if it says multiples: TEUR below each month."""
    cells = [cell for cell in table.rows[0] if not is_empty(cell)]
    is_of_units = bool(cells) and is_empty(table.rows[0][0]) and all(type(cell) is str for cell in cells)
    if not is_of_units or any(any(map(str.isdigit, cell)) and "000" not in cell for cell in cells):
        return ""
    return next((cell.strip() for cell in cells if says_multiples(f"({cell.strip()})")), "")


def _column(table: Table, at: int) -> list[Any]:
    return [row[at] if at < len(row) else None for row in table.rows]


def _with_units_kept(table: Table, others: Sequence[int], known: set[str]) -> Table:
    """The table that knows of each row the unit that stands in a column of its own."""
    words = {*words_for("unit_of_measure"), *words_for("currency")} - {plain_heading(name) for name in known}
    found = [at for at in others if plain_heading(table.headers[at]) in words]
    if len(found) != 1:
        return table
    cells = zip(table.numbers, _column(table, found[0]), strict=True)
    units = {int(number): str(cell).strip() for number, cell in cells if not is_empty(cell)}
    return replace(_without(table, found[0]), units=units)


def _without(table: Table, at: int) -> Table:
    """The same places, with nothing at one of them."""
    headers = tuple("" if place == at else header for place, header in enumerate(table.headers))
    return replace(table, headers=headers, rows=[[*row[:at], None, *row[at + 1 :]] for row in table.rows])


def _says_kinds(table: Table, at: int) -> bool:
    cells = {cell for cell in _column(table, at) if not is_empty(cell)}
    return bool(cells) and all(type(cell) is str and kinds_of_numbers(plain_heading(cell)) for cell in cells)


def _of_one_kind(table: Table, sheet: Sheet, at: int) -> Table:
    """The rows of what the sheet is about, values that came so or wanted ones."""
    ours = "wanted" if sheet.across == "target" else "observed"
    cells = _column(table, at)
    kept = [place for place, cell in enumerate(cells) if is_empty(cell) or _kind(cell) == ours]
    left = sorted({str(cell).strip() for cell in cells if not is_empty(cell) and _kind(cell) != ours})
    if left:
        what = "Sheet %(sheet)s: rows that say in column %(column)s that they are %(kinds)s were left alone: %(count)s."
        facts = {"sheet": table.name, "column": table.headers[at], "kinds": ", ".join(left)[:80]}
        table.notices.append(Said(what, count=len(cells) - len(kept), **facts))
    table = _without(table, at)
    rows, numbers = [table.rows[place] for place in kept], [table.numbers[place] for place in kept]
    return replace(table, rows=rows, numbers=numbers)


def _kind(cell: Any) -> str:
    return kinds_of_numbers(plain_heading(str(cell)))


def is_percent(unit: str) -> bool:
    """Whether a unit is percent.

    >>> is_percent("%"), is_percent("in Prozent"), is_percent("EUR")
    (True, True, False)
    """
    return re.sub(r"^in\s+", "", unit.strip(), flags=re.I).replace(" ", "").casefold() in _PERCENT


def in_other_multiples(beside: str, own: str) -> bool:
    """Whether a unit beside a number is a multiple of the one in which its measure counts, or the other way round.

    >>> in_other_multiples("TEUR", "EUR"), in_other_multiples("TEUR", "teur"), in_other_multiples("kg", "EUR")
    (True, False, False)
    """
    return folded(beside) != folded(own) and says_multiples(f"({beside})") != says_multiples(f"({own})")
