"""How a whole column writes its numbers, days and years; what its cells leave open, an answer given once decides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from hoshin.base.sheets import NUMERIC, Column, ColumnKind
from hoshin.exchange.workbook.days import Calendar, DayOrder, Spans, calendar_of, has_open_days, year_span
from hoshin.exchange.workbook.numerals import Mark, evidence, mark_of

_LONGEST = 300
DAYS = frozenset({ColumnKind.PERIOD, ColumnKind.DATE})
DECIMALS = {"decimal point": Mark.POINT, "decimal comma": Mark.COMMA}
ANSWERS = (*DECIMALS, *(one.value for one in DayOrder), *(one.value for one in Spans))


@dataclass(frozen=True, slots=True)
class Convention:
    """The mark before the decimals, and how days and years are written."""

    mark: Mark = Mark.POINT
    calendar: Calendar = field(default_factory=Calendar)


def convention_of(
    column: Column,
    cells: Sequence[Any],
    beside: Iterable[Any],
    fallback: Mark,
    answer: str = "",
    year_start: int = 1,
) -> tuple[Convention, bool]:
    """How a column is written, and whether `answer` had to decide it. `beside` are the cells of like columns, `year_start`
    is the month in which fiscal years begin."""
    if column.kind in NUMERIC:
        own = mark_of(marked(cells))
        mark = fallback if own is Mark.NONE else own
        is_open = mark in (Mark.EITHER, Mark.SEMICOLON) and Mark.EITHER in map(evidence, marked(cells))
        if is_open and answer in DECIMALS:
            return Convention(DECIMALS[answer]), True
        return Convention(mark), False
    if column.kind in DAYS:
        calendar = replace(calendar_of(cells, beside), year_start=year_start)
        if calendar.days is None and answer in [one.value for one in DayOrder] and has_open_days(cells):
            return Convention(fallback, replace(calendar, days=DayOrder(answer))), True
        if calendar.spans is None and answer in [one.value for one in Spans]:
            return Convention(fallback, replace(calendar, spans=Spans(answer))), True
        return Convention(fallback, calendar), False
    return Convention(fallback), False


def span_read(cells: Sequence[Any], values: Sequence[Any]) -> tuple[str, str] | None:
    """Two years written as one, and the year as which they were read; None where there are none."""
    spans = {cell for cell in set(cells) if type(cell) is str and year_span(cell)}
    for cell, value in zip(cells, values, strict=True) if spans else ():
        if cell in spans and value is not None and str(value) == str(year_span(cell)):
            return cell, str(value)
    return None


def marked(cells: Sequence[Any]) -> list[str]:
    """The texts that have a mark in them, and are no longer than numbers are."""
    return [cell for cell in cells if type(cell) is str and ("," in cell or "." in cell) and len(cell) <= _LONGEST]
