"""Makes whole typed rows of a workbook, and has each app say what is wrong with them: all faults at once."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.base.codes import folded_code, folded_codes
from hoshin.base.drafts import Book, Draft, RowKey, references
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet
from hoshin.base.wordings import Said, sentence
from hoshin.exchange.workbook.beside import in_other_multiples
from hoshin.exchange.workbook.faults import Faults
from hoshin.exchange.workbook.matching import Columns, Readings, matched
from hoshin.exchange.workbook.money import currency_of
from hoshin.exchange.workbook.sheets import sheets
from hoshin.exchange.workbook.tables import Workbook

_MOST_NAMED = 10


def drafted(workbook: Workbook, actor: Actor, readings: Readings) -> Book:
    """What an import is to write, before anything is written. Invalid: all that is wrong, with sheet, row and column."""
    faults = Faults()
    book = Book(actor, sheets(), list(workbook.notices))
    organisation = next(iter(book.stored("organisation").values()), None)
    year_start = 1 if organisation is None else organisation.fiscal_year_start
    found = matched(workbook, faults, book.notices, readings, year_start, book.knows)
    for name, sheet in book.sheets.items():
        if name in found:
            book.drafts[name] = draft = Draft(sheet, name, found[name].numbers, found[name].values)
            draft.faulty = faults.rows_of(name, draft.numbers)
    for draft in book.drafts.values():
        book.take_names_for_codes(draft)
    for sheet in book.sheets.values():
        _complete(sheet, book, faults)
    for draft in book.drafts.values():
        if draft.sheet.record is None:
            _place(draft, book, references(draft, book), faults)
            draft.make_rows()
        _place(draft, book, draft.sheet.check(draft, book), faults)
        for added in draft.sheet.added:
            _place(draft, book, added.check(draft, book), faults)
    for name, columns in found.items():
        _say_other_multiples(book, columns, faults)
        book.notices += _in_other_money(book, book.drafts[name], columns)
    faults.raise_if_any()
    return book


def _say_other_multiples(book: Book, columns: Columns, faults: Faults) -> None:
    """Where a column says of numbers that they are thousands, and their measure counts ones, that is said once."""
    if not columns.units or "measure" not in columns.values:
        return
    own = book.values("measures", "unit_of_measure")
    for number, code in zip(columns.numbers, columns.values["measure"], strict=True):
        beside, unit = columns.units.get(int(number), ""), own.get(folded_code(str(code)), "")
        if beside and in_other_multiples(beside, unit):
            message = Said(
                "Beside the number stands %(beside)s, and %(measure)s is measured in %(unit)s.",
                beside=beside[:30],
                measure=str(code),
                unit=unit or "–",
            )
            remedy = "Write the numbers in the unit of their measure, or correct the unit."
            faults.add(columns.sheet.name, number, columns.sheet.across, beside, message, remedy)
            return


def _in_other_money(book: Book, draft: Draft, columns: Columns) -> Iterator[Said]:
    """Measures of another currency than the one that stands beside their numbers."""
    if not columns.money or "measure" not in draft.columns or not draft.sheet.across:
        return
    units = book.values("measures", "unit_of_measure")
    for column, money in columns.money.items():
        measures = {code: currency_of(units.get(folded_code(code), "")) for code in set(draft.columns["measure"])}
        others = sorted(code for code, own in measures.items() if own and own != currency_of(money))
        if others:
            yield Said(
                "Sheet %(sheet)s: column %(column)s is written in %(money)s, and %(measures)s in another currency; "
                "numbers were taken as they stand.",
                sheet=draft.place,
                column=column,
                money=money,
                measures=", ".join(others[:_MOST_NAMED]),
            )


def _complete(sheet: Sheet, book: Book, faults: Faults) -> None:
    draft = book.drafts.get(sheet.name)
    if draft is None:
        taken = sheet.otherwise(book) if sheet.otherwise is not None else None
        if taken is None:
            return
        draft = Draft(sheet, *taken)
        book.drafts = {name: book.drafts.get(name, draft) for name in book.sheets if name in {*book.drafts, sheet.name}}
    _place(draft, book, sheet.prepare(draft, book), faults)
    if sheet.record is not None:
        return
    stored = book.stored(sheet.name)
    keys = _told_apart(draft, faults)
    draft.befores = [stored.get(key) for key in keys] if stored else [None] * len(keys)
    draft.columns = {column.row_field: _whole(draft, column) for column in sheet.columns}
    _place(draft, book, sheet.complete(draft, book), faults)
    for added in sheet.added:
        if added.field:
            before = added.stored(book.actor) if any(draft.befores) else {}
            draft.added_before[added.field] = [before.get(key) for key in keys]
            _place(draft, book, added.read(draft, book), faults)


def _told_apart(draft: Draft, faults: Faults) -> list[RowKey]:
    """The keys of the rows; those without one are left out, those that stand twice are faults and left out."""
    sheet = draft.sheet
    parts = [draft.cells(name) for name in sheet.key]
    if len(parts) == 1:
        given = [code for code in parts[0] if code is not None]
        folds = iter(zip(folded_codes(given)))
        keys: list[RowKey | None] = [None if code is None else next(folds) for code in parts[0]]
    elif parts:
        required = [sheet.column(name).required for name in sheet.key]
        keys = [_key(cells, required) for cells in zip(*parts, strict=True)]
    else:
        keys = [()] * len(draft.numbers)
    whole = [key for key in keys if key is not None]
    if len(whole) == len(keys) == len(set(whole)):
        return whole
    first_at: dict[RowKey, int] = {}
    places = []
    for at, key in enumerate(keys):
        if key is None:
            continue
        first = first_at.setdefault(key, at)
        if first == at:
            places.append(at)
        else:
            _add_repeat(draft, at, first, faults)
    draft.choose(places)
    return list(first_at)


def _key(cells: tuple[Any, ...], required: list[bool]) -> RowKey | None:
    if any(cell is None and needed for cell, needed in zip(cells, required, strict=True)):
        return None
    return tuple("" if cell is None else folded_code(str(cell)) for cell in cells)


def _add_repeat(draft: Draft, at: int, first: int, faults: Faults) -> None:
    sheet, number = draft.sheet, draft.numbers[at]
    if not sheet.key:
        message = Said("This sheet has one row: there is one %(thing)s.", thing=sentence(sheet.thing))
        faults.add(sheet.name, number, sheet.columns[0].name, None, message, "Remove the others.")
        return
    message = Said("This row stands in the sheet twice, first in row %(first)s.", first=str(draft.numbers[first]))
    shown = " ".join(str(cell) for cell in (draft.cells(name)[at] for name in sheet.key) if cell is not None)
    for name in sheet.only_one:
        one, other = draft.cells(name)[first], draft.cells(name)[at]
        if one is not None and other is not None and folded_code(str(one)) != folded_code(str(other)):
            message = Said(
                "%(what)s has one %(column)s, and two are named: %(one)s in row %(first)s, %(other)s here.",
                what=shown,
                column=name,
                one=str(one),
                first=str(draft.numbers[first]),
                other=str(other),
            )
            faults.add(sheet.name, number, name, str(other), message, "Keep one of them.", code="duplicate")
            return
    faults.add(sheet.name, number, sheet.key[0], shown, message, "Keep one of them.", code="duplicate")


def _whole(draft: Draft, column: Column) -> list[Any]:
    """A value for every row: what the file gives, else what is stored, else what a new row has."""
    given, empty, field = draft.given.get(column.name), column.empty, column.row_field
    if not any(draft.befores):
        if given is None:
            return [empty] * len(draft.numbers)
        return [empty if cell is None else cell for cell in given] if None in given else list(given)
    if given is None:
        return [empty if before is None or column.only_if_said else getattr(before, field) for before in draft.befores]
    is_code = column.kind is ColumnKind.CODE
    keeps = column.is_kept or (is_code and column.name in draft.sheet.key)
    whole = [
        (empty if before is None or not keeps else getattr(before, field)) if cell is None else cell
        for cell, before in zip(given, draft.befores, strict=True)
    ]
    return _in_first_case(whole, draft.befores, field) if is_code else whole


def _in_first_case(codes: list[Any], befores: list[Any], field: str) -> list[Any]:
    """Codes in the case in which they were first written: one in another case says the same."""
    return [
        stored
        if before is not None and code != (stored := getattr(before, field)) and _is_same_code(code, stored)
        else code
        for code, before in zip(codes, befores, strict=True)
    ]


def _is_same_code(one: Any, other: Any) -> bool:
    return isinstance(one, str) and isinstance(other, str) and folded_code(one) == folded_code(other)


def _place(draft: Draft, book: Book, problems: Iterable[Problem], faults: Faults) -> None:
    def placed(problem: Problem) -> Problem:
        number = None if problem.row is None else draft.numbers[problem.row - 1]
        return replace(problem, sheet=draft.place, row=number)

    for problem in problems:
        if problem.row is not None:
            draft.faulty.add(problem.row - 1)
        lacks = problem.lacks
        if lacks and lacks not in book.drafts and not book.stored(lacks):
            message = Said("There is no sheet %(sheet)s in the file, and nothing of it is stored.", sheet=lacks)
            faults.suspect(lacks, Problem(message, "no_sheet", remedy=Said("Add sheet %(sheet)s.", sheet=lacks)))
        faults.adopt([problem], placed)
