"""Sheet key_results: a way in for goals as people keep them in a table. Out they stand in measures and targets."""

from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.percentages import Percentage
from hoshin.base.sheets import Column, ColumnKind, Sheet, choice, code, number
from hoshin.measures.models import Direction
from hoshin.measures.scaled_cells import in_units, scales_of
from hoshin.okrs.rows import KeyResultRow
from hoshin.okrs.selectors import key_result_rows
from hoshin.okrs.services import upsert_key_results

_NUMBERS = ("baseline", "target", "current")
_OF_MEASURE = ("name", "direction", *_NUMBERS, "due_date", "unit_of_measure")


def _exported(actor: Actor, history: bool) -> Iterator[KeyResultRow]:
    """None: what a key result is stands with its measure, and two places would say two things one day."""
    yield from ()


def _prepare(draft: Draft, book: Book) -> Iterator[Problem]:
    """The code of a key result is that of its measure; percent is read in the unit of the measure, and makes it one."""
    codes = [measure or own for measure, own in zip(draft.cells("measure"), draft.cells("code"), strict=True)]
    scales, units = scales_of(book), list(draft.cells("unit_of_measure"))
    own = [scales.get(folded_code(code or "")) for code in codes]
    for at in range(len(codes)):
        cells = [draft.cells(name)[at] for name in _NUMBERS]
        if own[at] is None and not units[at] and any(isinstance(cell, Percentage) for cell in cells):
            units[at] = "%"
    draft.given |= {"code": codes, "unit_of_measure": units}
    found = [scale or (0.01 if unit == "%" else 1.0) for scale, unit in zip(own, units, strict=True)]
    for name in _NUMBERS:
        if name in draft.given:
            draft.given[name] = in_units(draft, book, name, [code or "" for code in codes], found)
    yield from ()


def _complete(draft: Draft, book: Book) -> Iterator[Problem]:
    """What follows: a row that names a measure takes it as it is, a falling target is lower is better, and the like."""
    columns, named, known = draft.columns, draft.cells("measure"), book.codes("measures")
    said = draft.cells("direction"), draft.cells("unit_of_measure")
    for at, before in enumerate(draft.befores):
        columns["measure"][at] = columns["code"][at]
        if named[at] and folded_code(named[at]) in known:
            for name in _OF_MEASURE:
                columns[name][at] = getattr(before, name) if before else KeyResultRow._field_defaults.get(name)
            columns["direction"][at] = before.direction if before else Direction.HIGHER.value
            columns["name"][at] = before.name if before else ""
            columns["unit_of_measure"][at] = before.unit_of_measure if before else ""
            continue
        if named[at]:
            yield book.unknown(draft, at, "measure", named[at], "measures")
        if before is not None and not said[1][at]:
            columns["unit_of_measure"][at] = before.unit_of_measure
        first, last = columns["baseline"][at], columns["target"][at]
        if said[0][at] is None:
            falls = first is not None and last is not None and last < first
            columns["direction"][at] = before.direction if before else (Direction.LOWER if falls else Direction.HIGHER)
        if columns["direction"][at] == Direction.MILESTONE:
            columns["baseline"][at], columns["target"][at], columns["unit_of_measure"][at] = 0.0, 100.0, "%"


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    known = book.codes("measures")
    for at, row in enumerate(draft.rows):
        if at not in draft.faulty and not row.name and folded_code(row.code) not in known:
            message = "A key result that is not there yet needs a name."
            yield draft.problem(at, "name", None, message, "Write one, or name its measure in the column measure.")


def _finish(actor: Actor, draft: Draft, book: Book) -> None:
    """Once measures, targets and what serves what are written."""
    rows = draft.new_rows()
    if rows:
        upsert_key_results(actor, rows)


KEY_RESULTS = Sheet(
    "key_results",
    "key result",
    (
        code(required=True),
        code("objective", "objectives", required=True),
        Column("name"),
        code("measure"),
        choice("direction", Direction.values, Direction.HIGHER.value),
        *(number(name, in_unit=True) for name in _NUMBERS),
        number("weight", 0, default=1.0),
        Column("due_date", ColumnKind.DATE, is_kept=True),
        Column("unit_of_measure", longest=200),
    ),
    ("objective", "code"),
    KeyResultRow,
    after="cycle_results",
    stored=key_result_rows,
    exported=_exported,
    prepare=_prepare,
    complete=_complete,
    check=_check,
    finish=_finish,
)
