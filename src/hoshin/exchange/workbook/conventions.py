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
# A word such as n/a says that there is none.
NO_VALUE = "no value"
_GROUPS = (frozenset(DECIMALS), {one.value for one in DayOrder}, {one.value for one in Spans}, {NO_VALUE})
ANSWERS = (*DECIMALS, *(one.value for one in DayOrder), *(one.value for one in Spans), NO_VALUE)
_BETWEEN = "; "
_WORDS_FOR_NOTHING = frozenset(
    "nan n/a na n.a. #n/a null none nil - -- – — . .. ... … : / tbd tbc ? k.a. k.a o.a. n.v. nd n.d. s.o.".split()
)


@dataclass(frozen=True, slots=True)
class Convention:
    """The mark before the decimals, and how days and years are written."""

    mark: Mark = Mark.POINT
    calendar: Calendar = field(default_factory=Calendar)
    has_words_for_nothing: bool = False


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
        answers = answer.split(_BETWEEN)
        says_nothing = NO_VALUE in answers and any(type(cell) is str and says_no_value(cell) for cell in set(cells))
        if is_open and (said := next((one for one in answers if one in DECIMALS), "")):
            return Convention(DECIMALS[said], has_words_for_nothing=says_nothing), True
        return Convention(mark, has_words_for_nothing=says_nothing), says_nothing
    if column.kind in DAYS:
        calendar = replace(calendar_of(cells, beside), year_start=year_start)
        answers = answer.split(_BETWEEN)
        order = next((one for one in DayOrder if one.value in answers), None)
        spans = next((one for one in Spans if one.value in answers), None)
        if calendar.days is None and order and has_open_days(cells):
            return Convention(fallback, replace(calendar, days=order)), True
        if calendar.spans is None and spans:
            return Convention(fallback, replace(calendar, spans=spans)), True
        return Convention(fallback, calendar), False
    return Convention(fallback), False


def says_no_value(text: str) -> bool:
    """Whether a text is a word by which people say that there is no value.

    >>> says_no_value("n/a"), says_no_value(".."), says_no_value("0")
    (True, True, False)
    """
    return text.strip().casefold() in _WORDS_FOR_NOTHING


def with_answer(before: str, answer: str) -> str:
    """What was answered about a column, with another answer: beside those to other questions, in place of one to the same.

    >>> with_answer("decimal comma", "no value"), with_answer("decimal comma; no value", "decimal point")
    ('decimal comma; no value', 'no value; decimal point')
    """
    same = next((group for group in _GROUPS if answer in group), {answer})
    return _BETWEEN.join([*(one for one in before.split(_BETWEEN) if one and one not in same), answer])


def span_read(cells: Sequence[Any], values: Sequence[Any]) -> tuple[str, str] | None:
    """Two years written as one, and the year as which they were read; None where there are none."""
    spans = {cell for cell in set(cells) if type(cell) is str and year_span(cell)}
    for cell, value in zip(cells, values, strict=True) if spans else ():
        if cell in spans and value is not None and str(value) == str(year_span(cell)):
            return cell, str(value)
    return None


def marked(cells: Sequence[Any]) -> list[str]:
    """The texts that have a mark in them, and are no longer than numbers are; those without one may be among them."""
    if set(map(type, cells)) == {str} and max(map(len, cells)) <= _LONGEST:
        return list(cells)
    return [cell for cell in cells if type(cell) is str and ("," in cell or "." in cell) and len(cell) <= _LONGEST]
