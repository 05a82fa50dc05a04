"""Rows of values that are none: totals, lines, headings of sections, remarks; and codes that stand once for several rows."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from typing import Any

from hoshin.base.sheets import ColumnKind, Sheet
from hoshin.base.wordings import Said
from hoshin.exchange.workbook.across import has_periods_across
from hoshin.exchange.workbook.tables import Table, folded, is_empty

_MOST_SHOWN = 5
_LONGEST = 100
_TOTAL = (
    r"(?:grand |sub[- ]?|zwischen)?(?:totals?|totale|totaal|totaux)|sum|somme|suma|soma|summen?|zwischensumme|gesamt|"
    r"gesamtsumme|gesamtergebnis|ergebnis|insgesamt|ensemble|eindtotaal|total general|total geral|totale complessivo|"
    r"total général"
)
_MEAN = r"average|mean|mittelwert|durchschnitt|moyenne|promedio|media|média|gemiddelde"
_IS_TOTAL = re.compile(rf"(?:{_TOTAL}|{_MEAN}|[∑Σ])\s*:?", re.I)
_TOTAL_OF = re.compile(rf"(?:{_TOTAL}|[∑Σ])\s+(?:of |von )?(?P<one>.+)|(?P<other>.+?)\s+(?:{_TOTAL})\s*:?", re.I)
_LINE = re.compile(r"[-=_*|.:+–—~\s]{2,}")


def without_asides(table: Table, sheet: Sheet, is_known: Callable[[str], bool]) -> Table:
    """The table without rows that are no values, each of which a notice names.

    `is_known`: whether a text is a code or a name.
    """
    if not sheet.across or not table.headers:
        return table
    key = _place(table, sheet.key[0] if sheet.key else "measure")
    needed = [at for column in sheet.columns if column.required and (at := _place(table, column.name, -1)) >= 0]
    is_wide = has_periods_across(table, sheet)
    if not (is_wide and _has_alone(table)) and not _may_have_asides(table, {0, key, *needed}):
        return table
    totals: dict[int, str] = {}
    remarks: dict[int, str] = {}
    lines = set()
    for at, cells in enumerate(table.rows):
        filled = [cell for cell in cells if not is_empty(cell)]
        texts = [_text(cell) for cell in filled if type(cell) is str]
        if texts and len(texts) == len(filled) and all(map(_LINE.fullmatch, texts)):
            lines.add(at)
        elif total := _total(cells, (key, *needed), is_known):
            totals[at] = total
        elif texts and _is_remark(cells, filled, {key, *needed}, is_known, is_alone=is_wide or len(needed) > 1):
            remarks[at] = texts[0]
    _say(table, totals, "Sheet %(sheet)s: totals were left alone: %(rows)s.")
    _say(table, remarks, "Sheet %(sheet)s: what is no value was left alone: %(rows)s.")
    left = {*totals, *remarks, *lines}
    return _chosen(table, [at for at in range(len(table.rows)) if at not in left]) if left else table


def _has_alone(table: Table) -> bool:
    """Whether any row holds a text and nothing else, as headings of sections do."""
    filled = ([cell for cell in row if not is_empty(cell)] for row in table.rows)
    return any(len(cells) == 1 and type(cells[0]) is str for cells in filled)


def _may_have_asides(table: Table, places: Set[int]) -> bool:
    """Whether any row lacks what rows need, or has a word of totals there: in most tables none does."""
    for at in places:
        texts = set(map(_text, table.by_columns().distinct(at)))
        if "" in texts or any(
            _LINE.fullmatch(text) or _IS_TOTAL.fullmatch(text) or _TOTAL_OF.fullmatch(text) for text in texts
        ):
            return True
    return False


def _text(cell: Any) -> str:
    """A short text as it is compared with words; a dot for all else that is not empty."""
    if type(cell) is not str:
        return "" if cell is None else "."
    return cell.strip() if len(cell) <= _LONGEST or not cell.strip() else "."


def _place(table: Table, name: str, otherwise: int = 0) -> int:
    return next((at for at, header in enumerate(table.headers) if folded(header) == folded(name)), otherwise)


def _chosen(table: Table, places: Sequence[int]) -> Table:
    return replace(table, rows=[table.rows[at] for at in places], numbers=[table.numbers[at] for at in places])


def _total(cells: Sequence[Any], places: Sequence[int], is_known: Callable[[str], bool]) -> str:
    """The word by which a row is a total of others; empty where it is none."""
    first = next((at for at, cell in enumerate(cells) if not is_empty(cell)), 0)
    for at in dict.fromkeys((first, *places)):
        text = _text(cells[at]) if at < len(cells) and type(cells[at]) is str else ""
        if text and not is_known(text) and _says_total(text, is_known):
            return text
    return ""


def _says_total(text: str, is_known: Callable[[str], bool]) -> bool:
    """Whether a text says that its row is a total, of all or of one thing that is known: of another it would be a name."""
    of_one = _TOTAL_OF.fullmatch(text)
    return bool(_IS_TOTAL.fullmatch(text)) or (
        of_one is not None and is_known((of_one["one"] or of_one["other"]).strip())
    )


def _is_remark(
    cells: Sequence[Any], filled: Sequence[Any], places: Set[int], is_known: Callable[[str], bool], *, is_alone: bool
) -> bool:
    """Whether a row is but a text by itself, or has texts alone and nothing that says of what they are values.

    `is_alone`: whether nothing but a text is too little for a row of this table.
    """
    if len(filled) == 1 and type(filled[0]) is str and is_alone:
        return any(map(str.isalpha, filled[0])) and not is_known(filled[0].strip())
    says_of_what = [at for at in places if at < len(cells) and not is_empty(cells[at])]
    return not says_of_what and not any(any(map(str.isdigit, str(cell))) for cell in filled)


def _say(table: Table, rows: dict[int, str], what: str) -> None:
    if rows:
        shown = ", ".join(f"{int(table.numbers[at])} (“{text[:40]}”)" for at, text in list(rows.items())[:_MOST_SHOWN])
        more = f" … +{len(rows) - _MOST_SHOWN}" if len(rows) > _MOST_SHOWN else ""
        table.notices.append(Said(what, sheet=table.name, rows=shown + more))


def filled_down(table: Table, sheet: Sheet) -> Table:
    """The table with codes in each row that they stand for, where they stand once in cells merged or over empty ones.

    Empty cells are filled only where each code begins a block of its own and no row of a block is like another: else one
    was forgotten.
    """
    if not sheet.across or not table.rows:
        return table
    _say_merged_values(table)
    key = sheet.key[0] if sheet.key else "measure"
    kinds = (ColumnKind.CODE, ColumnKind.PERIOD, ColumnKind.LINE)
    places = {at: folded(header) for at, header in enumerate(table.headers)}
    known = {folded(column.name): column.kind for column in sheet.all_columns()}
    ours = [at for at, header in places.items() if known.get(header) in kinds]
    first, is_by_unit = _place(table, key), places[0] == "unit"
    if not table.merged and not any(
        map(is_empty, {*table.by_columns().distinct(first), *table.by_columns().distinct(0)})
    ):
        return table
    rows = [list(row) for row in table.rows] if table.merged else list(table.rows)
    filled: list[int] = []
    for at in ours if table.merged else ():
        filled += _of_merged(table, rows, at)
    if places.get(first) == folded(key) or known.get(places.get(first, "")) is None:
        filled += _of_blocks(rows, first)
    if first and is_by_unit:
        # Units that stand before what they have values of are headings of groups, each of which begins with its own.
        filled += _of_blocks(rows, 0)
    if not filled:
        return table
    what = "Sheet %(sheet)s: rows without a code were given that of a row above: %(count)s, the first is row %(row)s."
    row = str(int(table.numbers[min(filled)]))
    table.notices.append(Said(what, sheet=table.name, count=len(set(filled)), row=row))
    return replace(table, rows=rows)


def _say_merged_values(table: Table) -> None:
    """A number in a cell that is merged over several stands for one of them: in the file nothing says for which others."""
    by_number = {int(number): place for place, number in enumerate(table.numbers)} if table.merged else {}
    found = []
    for top, bottom, left, right in table.merged:
        row = table.rows[by_number[top]] if top in by_number and (bottom > top or right > left) else []
        if left < len(row) and isinstance(row[left], int | float) and not _is_code(table, left):
            found.append(top)
    if found:
        what = (
            "Sheet %(sheet)s: merged cells hold one number for several places: %(count)s, the first is in row %(row)s; "
            "it was taken for the first of them alone."
        )
        table.notices.append(Said(what, sheet=table.name, count=len(found), row=str(min(found))))


def _is_code(table: Table, at: int) -> bool:
    return at < len(table.headers) and folded(table.headers[at]) in (
        "measure",
        "period",
        "unit",
        "code",
        "year",
        "month",
    )


def _of_merged(table: Table, rows: list[Any], at: int) -> list[int]:
    """Give each row that a merged cell covers what stands in it; the places of those rows."""
    numbers = [int(number) for number in table.numbers]
    by_number = {number: place for place, number in enumerate(numbers)}
    found = []
    for top, bottom, left, right in table.merged:
        if not left <= at <= right or top not in by_number:
            continue
        cell = rows[by_number[top]][at] if at < len(rows[by_number[top]]) else None
        # A merged cell may be as long as a sheet, the table is not.
        for place in range(by_number[top] + 1, bisect_right(numbers, bottom)):
            if at < len(rows[place]) and is_empty(rows[place][at]) and not is_empty(cell):
                rows[place][at] = cell
                found.append(place)
    return found


def _of_blocks(rows: list[Any], at: int) -> list[int]:
    """The same for codes over empty cells."""
    cells = [row[at] if at < len(row) else None for row in rows]
    if not any(map(is_empty, cells)):
        return []
    codes = [str(cell).strip().casefold() for cell in cells if not is_empty(cell)]
    if is_empty(cells[0]) or len(set(codes)) < len(codes):
        return []
    found, code, seen = [], None, set()
    for place, (cell, row) in enumerate(zip(cells, rows, strict=True)):
        code = code if is_empty(cell) else cell
        alike = (str(code), str(next((one for one in (*row[:at], *row[at + 1 :]) if not is_empty(one)), None)))
        if alike in seen:
            return []
        seen.add(alike)
        if is_empty(cell):
            found.append(place)
    code = None
    for place, cell in enumerate(cells):
        code = code if is_empty(cell) else cell
        if is_empty(cell):
            rows[place] = [*rows[place][:at], code, *rows[place][at + 1 :]]
    return found
