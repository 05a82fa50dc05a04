"""Finds the sheets and columns of a workbook among those that are known, and names what is not."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any

from hoshin.base.codes import folded_code
from hoshin.base.errors import Problem, did_you_mean, near_matches
from hoshin.base.percentages import percentage_of
from hoshin.base.periods import Frequency, Period
from hoshin.base.sheets import NUMERIC, Column, Sheet
from hoshin.base.whole_numbers import whole_number
from hoshin.base.wordings import Said
from hoshin.exchange.workbook.across import has_periods_across, turned_down, with_measures_down, with_plain_periods
from hoshin.exchange.workbook.asides import filled_down, without_asides
from hoshin.exchange.workbook.beside import is_percent, told_by_rows
from hoshin.exchange.workbook.cells import converted, without_long_ones
from hoshin.exchange.workbook.conventions import DAYS, convention_of, marked, span_read
from hoshin.exchange.workbook.days import read_otherwise, since_1900
from hoshin.exchange.workbook.faults import Faults
from hoshin.exchange.workbook.guessing import likely_sheet
from hoshin.exchange.workbook.heading_words import column_meant, with_usual_headings
from hoshin.exchange.workbook.money import currencies_in, currency_of
from hoshin.exchange.workbook.numerals import Mark, mark_of
from hoshin.exchange.workbook.parts_of_periods import with_whole_periods
from hoshin.exchange.workbook.separated import say_mixed_weights, say_what_is_beyond
from hoshin.exchange.workbook.sheets import READ_ME, sheets
from hoshin.exchange.workbook.tables import Table, Workbook, folded, says_multiples, says_percent
from hoshin.exchange.workbook.two_rows import with_one_row_of_headings
from hoshin.exchange.workbook.years_apart import with_years_apart

_MOST_SHOWN = 3
_UNIT_BEHIND = re.compile(r"(.+?)\s*(?:\(.+\)|\[.+\]|,?\s+in\s+.+)")
_WORD_FIRST = re.compile(r"(\S+)\s.+")


@dataclass(slots=True)
class Columns:
    """A sheet as values, column by column: only columns that the file has. `numbers` are the file's own row numbers."""

    sheet: Sheet
    numbers: list[int]
    values: dict[str, list[Any]] = field(default_factory=dict)
    # The one currency that stands beside the numbers of a column.
    money: dict[str, str] = field(default_factory=dict)
    # The unit beside the numbers of a row, by its number in the file.
    units: dict[int, str] = field(default_factory=dict)


# What was answered once about a column, by its sheet and its name.
Readings = Mapping[tuple[str, str], str]


def _never(sheet: str, text: str) -> bool:
    return False


def matched(
    workbook: Workbook,
    faults: Faults,
    notices: list[str],
    readings: Readings = MappingProxyType({}),
    year_start: int = 1,
    is_stored: Callable[[str, str], bool] = _never,
) -> dict[str, Columns]:
    """The known sheets of a workbook, converted. What is wrong becomes a fault, what is left alone a notice.

    `year_start`: the month in which the organisation's fiscal year begins, where the file itself does not say.
    `is_stored(sheet, text)`: whether a row of that sheet is stored that has this code or name.
    """
    year_start = _year_start(workbook, year_start)
    known = {folded(name): sheet for name, sheet in sheets().items()}
    found: dict[str, Columns] = {}
    unknown = []
    for table in workbook.tables:
        sheet = known.get(folded(table.name))
        if sheet is None:
            unknown += [table] if folded(table.name) != folded(READ_ME) else []
        elif sheet.name in found:
            faults.add(table.name, None, "", None, "There are two sheets of this name.", "Keep one of them.")
        elif table.headers:
            say_what_is_beyond(table, sheet, faults)
            rows = _in_rows(table, sheet, faults, _known_in(workbook, sheet, is_stored), year_start)
            if rows is not None:
                found[sheet.name] = _columns(rows, sheet, faults, notices, readings, year_start)
    # What is not known stands first: other faults may follow from it.
    notices[:0] = [notice for table in unknown if (notice := _unknown_sheet(table, found.keys(), faults))]
    if not found and not faults.count:
        _say_what_is_missing(workbook, faults)
    return found


def _in_rows(
    table: Table, sheet: Sheet, faults: Faults, is_known: Callable[[str], bool], year_start: int
) -> Table | None:
    """The table with a row for each thing, under the names of columns, however people laid it out; None where a fault says
    why it cannot be read."""
    table = with_years_apart(with_whole_periods(table, sheet, year_start), sheet, year_start)
    table = with_usual_headings(table, sheet)
    table = with_one_row_of_headings(table, sheet, year_start)
    told = told_by_rows(table, sheet, faults)
    plain = None if told is None else with_plain_periods(told, sheet, faults)
    if plain is None:
        return None
    table = filled_down(without_asides(plain, sheet, is_known), sheet)
    table = with_measures_down(table, sheet)
    return turned_down(table, sheet) if has_periods_across(table, sheet) else table


def _known_in(workbook: Workbook, sheet: Sheet, is_stored: Callable[[str, str], bool]) -> Callable[[str], bool]:
    """Whether a text is the code or the name of what rows of a sheet are about, in the file or as it is stored."""
    key = sheet.key[0] if sheet.key else ""
    named = next((name for name, one in sheets().items() if one.thing == key), "")

    @cache
    def own() -> set[str]:
        tables = [table for table in workbook.tables if named and folded(table.name) == folded(named)]
        places = [[at for at, header in enumerate(one.headers) if folded(header) in ("code", "name")] for one in tables]
        return {
            folded_code(str(row[at]))
            for table, columns in zip(tables, places, strict=True)
            for row in table.rows
            for at in columns
            if at < len(row) and row[at]
        }

    def is_known(text: str) -> bool:
        return folded_code(text) in own() or is_stored(named, text)

    return is_known


def _say_what_is_missing(workbook: Workbook, faults: Faults) -> None:
    for problem in faults.suspected():
        faults.adopt([problem])
    if not faults.count:
        faults.add(
            "",
            None,
            "",
            workbook.name,
            "This holds none of the sheets that a workbook has.",
            Said("Name its sheets (or .csv files): %(sheets)s.", sheets=", ".join(sheets())),
            code="empty",
        )


def _unknown_sheet(table: Table, taken: Set[str], faults: Faults) -> str:
    left_alone = Said("Sheet %(sheet)s is not known and was left alone.", sheet=table.name)
    likely = likely_sheet(table, taken)
    if not likely:
        return left_alone
    message = Said("Sheet %(name)s is not known; it looks like %(likely)s.", name=table.name, likely=likely)
    remedy = Said("Call it %(likely)s.", likely=likely)
    faults.suspect(likely, Problem(message, "unknown_sheet", value=table.name, remedy=remedy, proposals=(likely,)))
    return _with_hint(left_alone, did_you_mean([likely]))


def _with_hint(message: str, hint: str) -> str:
    return Said("%(message)s %(hint)s", message=message, hint=hint) if hint else message


def _year_start(workbook: Workbook, stored: int) -> int:
    """The month in which fiscal years begin, as the sheet of the organisation says it; else as it is stored."""
    for table in workbook.tables:
        headers = [folded(header) for header in table.headers]
        if folded(table.name) == "organisation" and "fiscalyearstart" in headers and table.rows:
            at = headers.index("fiscalyearstart")
            cell = str(table.rows[0][at] if at < len(table.rows[0]) else "").strip().removesuffix(".0")
            month = whole_number(cell)
            return month if month is not None and 1 <= month <= 12 else stored
    return stored


def _columns(
    table: Table, sheet: Sheet, faults: Faults, notices: list[str], readings: Readings, year_start: int
) -> Columns:
    notices += table.notices
    places = _places(table, sheet, faults, notices)
    rows = table.by_columns()
    cells = {name: rows.column(at) for name, at in places.items()}
    fallback = _mark_of_file(table, sheet, cells)
    columns = Columns(sheet, table.numbers, units=table.units)
    in_percent = [is_percent(table.units.get(int(number), "")) for number in table.numbers] if table.units else []
    days = {cell for name, at in places.items() if sheet.column(name).kind in DAYS for cell in rows.distinct(at)}
    for name, column_cells in cells.items():
        column, answer = sheet.column(name), readings.get((sheet.name, name), "")
        column_cells = without_long_ones(column, column_cells)
        if table.is_from_1904 and column.kind in DAYS:
            column_cells = [since_1900(cell) for cell in column_cells]
        convention, is_answered = convention_of(column, column_cells, days, fallback, answer, year_start)
        if is_answered:
            what = "Sheet %(sheet)s: column %(column)s was read as “%(answer)s”, as it was answered before."
            notices.append(Said(what, sheet=table.name, column=name, answer=answer))
        values = converted(sheet.name, column, column_cells, table.numbers, convention, faults)
        say_mixed_weights(sheet, column, column_cells, table.numbers, values, faults)
        if column.in_unit and says_percent(table.headers[places[name]]):
            values = [value if value is None else percentage_of(value) for value in values]
        elif column.in_unit and any(in_percent):
            pairs = zip(values, in_percent, strict=True)
            values = [percentage_of(value) if says and value is not None else value for value, says in pairs]
        money = currencies_in(column_cells) if column.kind in NUMERIC else set()
        if column.in_unit:
            money |= {code for unit in set(table.units.values()) if (code := currency_of(unit))}
        if len(money) == 1:
            columns.money[name] = next(iter(money))
        if len(money) > 1:
            what = "Sheet %(sheet)s: column %(column)s holds %(money)s; all is taken in the unit of its measure."
            notices.append(Said(what, sheet=table.name, column=name, money=", ".join(sorted(money))))
        if column.kind in DAYS and (span := span_read(column_cells, values)):
            what = "Sheet %(sheet)s: %(cell)s in column %(column)s was read as %(year)s, the year in which it ends."
            notices.append(Said(what, sheet=table.name, cell=span[0], column=name, year=span[1]))
        elif column.kind in DAYS:
            notices += _read_otherwise(table, name, read_otherwise(column_cells, values))
        columns.values[name] = values
    return columns


def _read_otherwise(table: Table, column: str, found: Sequence[tuple[str, Any]]) -> Iterator[Said]:
    """What days and periods that are written in another way than ours were read as."""
    if found:
        shown = ", ".join(f"{cell} → {value}{_from(value)}" for cell, value in found[:_MOST_SHOWN])
        what = "Sheet %(sheet)s: in column %(column)s this was read: %(shown)s."
        yield Said(what, sheet=table.name, column=column, shown=shown)


def _from(value: Any) -> str:
    is_span = isinstance(value, Period) and value.frequency is not Frequency.DAILY
    return f" ({value.start.isoformat()} …)" if is_span else ""


def _places(table: Table, sheet: Sheet, faults: Faults, notices: list[str]) -> dict[str, int]:
    names = {folded(column.name): column.name for column in sheet.all_columns()}
    given = {folded(header) for header in table.headers}
    places: dict[str, int] = {}
    unknown: list[str] = []
    twice: list[str] = []
    for at, header in enumerate(
        table.headers + ("",) * (max(map(len, table.rows[:1000]), default=0) - len(table.headers))
    ):
        name = names.get(folded(header)) or _with_unit(table, sheet, header, names, given, faults, notices)
        if not header:
            if any(at < len(row) and row[at] not in (None, "") for row in table.rows[:1000]):
                notices.append(
                    Said(
                        "Sheet %(sheet)s: column %(number)s has values but no name, and was left alone.",
                        sheet=table.name,
                        number=str(at + 1),
                    )
                )
        elif name is None:
            unknown.append(header[:60])
        elif name in places:
            twice.append(name)
        else:
            places[name] = at
    if len(twice) == 1:
        message = "There are two columns of this name."
        faults.add(sheet.name, table.header_row, twice[0], twice[0], message, "Keep one of them.")
    elif twice:
        message = "These columns stand twice: two tables seem to stand side by side."
        faults.add(sheet.name, table.header_row, "", ", ".join(twice), message, "Put one below the other.")
    free = [column.name for column in sheet.all_columns() if column.name not in places]
    for header in unknown:
        what = "Sheet %(sheet)s: column %(column)s is not known and was left alone."
        notices.append(
            _with_hint(Said(what, sheet=table.name, column=header), did_you_mean(near_matches(header, free)))
        )
    _say_what_columns_are_missing(table, sheet, places, unknown, faults)
    return places


def _say_what_columns_are_missing(
    table: Table, sheet: Sheet, places: Mapping[str, int], unknown: list[str], faults: Faults
) -> None:
    missing = [column for column in sheet.all_columns() if column.required and column.name not in places]
    if len(missing) < 2 or any(near_matches(column.name, unknown) for column in missing):
        for column in missing:
            _say_column_is_missing(table, sheet, column, unknown, faults)
        return
    # Where no heading was found, all are missing for one reason.
    names = ", ".join(column.name for column in missing)
    message = Said(
        "Row %(row)s was taken for the headings, and these are missing: %(names)s.",
        row=str(table.header_row),
        names=names,
    )
    remedy = Said(
        "Have a row of headings with %(names)s in it, and cells apart by commas, semicolons or tabs.", names=names
    )
    shown = ", ".join(header for header in table.headers if header)[:80]
    problem = Problem(message, "missing_column", missing[0].name, shown, remedy, sheet.name, table.header_row)
    faults.adopt([problem])
    if sheet.key and sheet.key[0] in [column.name for column in missing]:
        faults.suspect(sheet.name, problem)


def _with_unit(
    table: Table,
    sheet: Sheet,
    header: str,
    names: dict[str, str],
    given: Set[str],
    faults: Faults,
    notices: list[str],
) -> str | None:
    """The column that a heading names together with a unit, as in “value (EUR)”; of thousands that is a question."""
    match = _UNIT_BEHIND.fullmatch(header) or (_WORD_FIRST.fullmatch(header) if says_multiples(header) else None)
    name = names.get(folded(match[1])) or column_meant(match[1], sheet) if match else None
    if not name or folded(name) in given or sheet.column(name).kind not in NUMERIC:
        return None
    if says_multiples(header):
        message = Said("The heading “%(heading)s” says that its numbers are multiples.", heading=header[:60])
        remedy = Said(
            "Write them in full, or say that they are meant as they stand, in the unit of the measure (kEUR, say): "
            "call the column %(column)s.",
            column=name,
        )
        problem = Problem(
            message, "missing_column", name, header[:60], remedy, sheet.name, table.header_row, proposals=(header,)
        )
        faults.adopt([problem])
    else:
        what = "Sheet %(sheet)s: column %(column)s was read as %(name)s; its numbers are in the unit of their measure."
        notices.append(Said(what, sheet=table.name, column=header[:60], name=name))
    return name


def _say_column_is_missing(table: Table, sheet: Sheet, column: Column, unknown: list[str], faults: Faults) -> None:
    near = near_matches(column.name, unknown)
    remedy = Said("Rename column %(column)s.", column=near[0]) if near else "Add it."
    message = Said("This column is missing in the headings, row %(row)s.", row=str(table.header_row))
    problem = Problem(
        message, "missing_column", column.name, "", remedy, sheet.name, table.header_row, proposals=tuple(near)
    )
    faults.adopt([problem])
    if sheet.key and column.name == sheet.key[0]:
        faults.suspect(sheet.name, problem)


def _mark_of_file(table: Table, sheet: Sheet, cells: dict[str, Sequence[Any]]) -> Mark:
    """What all numbers of the table prove; where nothing is proven, a semicolon as separator says that commas are
    decimal. Only a single point before three digits stays open then: it could be either.
    """
    texts = (text for name in cells if sheet.column(name).kind in NUMERIC for text in marked(cells[name]))
    proven = mark_of(texts)
    if proven is not Mark.NONE:
        return proven
    return Mark.SEMICOLON if table.decimal_comma else Mark.POINT
