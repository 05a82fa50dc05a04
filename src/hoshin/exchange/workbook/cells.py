"""Turns raw cells of one column into values; what cannot be read becomes a fault and no value."""

import math
import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from hoshin.base.codes import seen
from hoshin.base.errors import did_you_mean, near_matches
from hoshin.base.percentages import Percentage
from hoshin.base.periods import Frequency, Period
from hoshin.base.sheets import Column, ColumnKind, Weighted
from hoshin.base.wordings import Said
from hoshin.exchange.workbook.choice_words import word_meant
from hoshin.exchange.workbook.conventions import DAYS, DECIMALS, NO_VALUE, Convention, says_no_value
from hoshin.exchange.workbook.days import Calendar, bounded, day_from, period_from
from hoshin.exchange.workbook.faults import Faults
from hoshin.exchange.workbook.links import links_from
from hoshin.exchange.workbook.numerals import Ambiguous, Mark, multiple_of, number_from, plain_numbers
from hoshin.exchange.workbook.plain_texts import plain_texts
from hoshin.exchange.workbook.shown import Padded
from hoshin.exchange.workbook.tables import Broken, folded, is_empty
from hoshin.exchange.workbook.unreadable import QUESTIONS, Unreadable

_FEW_ALIKE = 3
_LONGEST_OF_KIND = 300
_SHORT_KINDS = frozenset(
    {
        *(ColumnKind.NUMBER, ColumnKind.WHOLE, ColumnKind.PERIOD, ColumnKind.DATE),
        *(ColumnKind.INSTANT, ColumnKind.YES_NO, ColumnKind.CHOICE),
    }
)
_LAST_DAY = re.compile(r"^(due|expires)|end$")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def without_long_ones(column: Column, cells: Sequence[Any]) -> Sequence[Any]:
    """The cells of a column; those of numbers, days and choices that are too long to be any cannot be read.

    Looking closer at a hundred thousand characters would take minutes.
    """
    if column.kind not in _SHORT_KINDS:
        return cells
    if set(map(type, cells)) == {str} and max(map(len, cells)) <= _LONGEST_OF_KIND:
        return cells
    return [
        Broken(cell[:100], "This is too long for what stands in this column.", "Shorten it.")
        if type(cell) is str and len(cell) > _LONGEST_OF_KIND
        else cell
        for cell in cells
    ]


def converted(
    sheet: str, column: Column, cells: Sequence[Any], numbers: list[int], convention: Convention, faults: Faults
) -> list[Any]:
    """The values of a column, None where a cell is empty or cannot be read."""
    plain = plain_texts(column, cells) or _plain_numbers(column, cells, convention.mark)
    if plain is not None:
        return plain
    convert = _converter(column, convention)
    known: dict[str, Any] = {}
    has_bad = False
    # Texts that are alike are read once.
    distinct = set(cells)
    for cell in distinct:
        if type(cell) is not str or is_empty(cell):
            continue
        try:
            known[cell] = convert(cell)
        except Unreadable:
            has_bad = True
    is_plain = not has_bad and set(map(type, cells)) <= {str, type(None)}
    if is_plain and (not column.required or known.keys() >= distinct):
        return list(map(known.get, cells))
    values: list[Any] = []
    open_questions: dict[str, list[tuple[int, Any, Unreadable]]] = {}
    of_one_shape: dict[str, list[tuple[int, Any, Unreadable]]] = {}
    for number, cell in zip(numbers, cells, strict=True):
        value = None
        if is_empty(cell):
            if column.required and not column.may_be_empty:
                faults.add(
                    sheet, number, column.name, None, "This cell cannot be empty.", "Fill it in.", code="required"
                )
        elif type(cell) is str and cell in known:
            value = known[cell]
        else:
            try:
                value = convert(cell)
            except Unreadable as error:
                shown = cell.shown if isinstance(cell, Broken) else cell
                if error.code in QUESTIONS:
                    open_questions.setdefault(error.code, []).append((number, shown, error))
                else:
                    shape = f"{error.code} {_shape(shown)}"
                    of_one_shape.setdefault(shape, []).append((number, shown, error))
        values.append(value)
    for cells_asked in open_questions.values():
        _ask(sheet, column, cells_asked, faults)
    _say_what_is_unreadable(sheet, column, of_one_shape, sum(not is_empty(cell) for cell in cells), faults)
    return values


def _shape(shown: Any) -> str:
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "0", str(shown).strip()))


def _say_what_is_unreadable(
    sheet: str, column: Column, of_one_shape: dict[str, list[tuple[int, Any, Unreadable]]], filled: int, faults: Faults
) -> None:
    """A fault for each cell; where most of the column is written in one way that cannot be read, that is one fault."""
    alone = []
    for found in of_one_shape.values():
        if len(found) >= _FEW_ALIKE and len(found) * 2 > filled and column.kind in DAYS:
            _ask(sheet, column, found, faults)
        else:
            alone += found
    for number, shown, error in sorted(alone, key=lambda one: one[0]):
        place = sheet, number, column.name, shown
        faults.add(*place, error.message, error.remedy, code=error.code, proposals=error.proposals)


def _ask(sheet: str, column: Column, asked: list[tuple[int, Any, Unreadable]], faults: Faults) -> None:
    """One question for the whole column, with the first cell that leaves it open."""
    number, shown, error = asked[0]
    message = error.message
    if len(asked) > 1:
        message = Said("%(message)s So it is in %(count)s cells of this column.", message=message, count=len(asked))
    faults.add(sheet, number, column.name, shown, message, error.remedy, code=error.code, proposals=error.proposals)


def _plain_numbers(column: Column, cells: Sequence[Any], mark: Mark) -> list[float] | None:
    """The values of a column of nothing but plain numbers as texts, none of them empty."""
    if column.kind is not ColumnKind.NUMBER or mark is not Mark.POINT or set(map(type, cells)) != {str}:
        return None
    values = plain_numbers(cells)
    if values is None or (
        any(limit is not None for limit in (column.least, column.most)) and not _within(values, column)
    ):
        return None
    return values


def _within(values: list[float], column: Column) -> bool:
    return (column.least is None or min(values) >= column.least) and (column.most is None or max(values) <= column.most)


def _converter(column: Column, convention: Convention) -> Callable[[Any], Any]:
    kind = column.kind

    def convert(cell: Any) -> Any:
        if isinstance(cell, Broken):
            raise Unreadable(cell.message, cell.remedy)
        if convention.has_words_for_nothing and type(cell) is str and says_no_value(cell):
            return None
        match kind:
            case ColumnKind.NUMBER:
                number = _limited(_number(cell, convention.mark), column)
                return number if column.in_unit else float(number)
            case ColumnKind.WHOLE:
                return _whole(_limited(_number(cell, convention.mark), column))
            case ColumnKind.PERIOD:
                return _period(cell, convention.calendar)
            case ColumnKind.DATE:
                return _date(cell, convention.calendar, is_end=bool(_LAST_DAY.search(column.name)))
            case ColumnKind.INSTANT:
                return _instant(cell)
            case ColumnKind.CHOICE:
                return _choice(_text(cell), column.choices)
            case ColumnKind.YES_NO:
                return _yes_no(cell)
            case ColumnKind.LIST:
                return _list(cell, column.longest)
            case ColumnKind.WEIGHTS:
                return _weights(_text(cell), column)
            case ColumnKind.TEXT:
                return _checked_text(_text(cell), None)
            case _:
                text = seen(_text(cell)) if kind is ColumnKind.CODE else _text(cell)
                return _checked_text(text.strip(), column.longest, is_code=kind is ColumnKind.CODE)

    return convert


def _text(cell: Any) -> str:
    if isinstance(cell, str):
        return cell.replace("\r\n", "\n") if "\r" in cell else cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, Padded):
        return cell.text
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


def _checked_text(text: str, longest: int | None, *, is_code: bool = False) -> str:
    if _CONTROL.search(text):
        raise Unreadable("The text holds a control character.", "Type it again.")
    if longest is not None and len(text) > longest:
        raise Unreadable(
            Said("The text has %(count)s characters; %(longest)s is the most.", count=len(text), longest=longest),
            "Shorten it.",
        )
    if is_code and (";" in text or "\n" in text):
        raise Unreadable("A code cannot hold a semicolon or a line break.", "Use a dash or a dot.")
    return text


def _list(cell: Any, longest: int) -> tuple[str, ...]:
    parts = [part.strip() for part in re.split(r"[;\n]", _text(cell))]
    return tuple(_checked_text(part, longest) for part in parts if part)


def _weights(text: str, column: Column) -> tuple[Weighted, ...]:
    try:
        return links_from(_checked_text(text, column.longest), column.choices)
    except Unreadable:
        raise
    except ValueError:
        raise Unreadable("This is no list of codes with weights.", "Write CODE=weight;CODE=weight.", "serves") from None


def _number(cell: Any, mark: Mark) -> float:
    if isinstance(cell, bool):
        raise Unreadable("A number is wanted here, not yes or no.")
    if isinstance(cell, int | float):
        if not math.isfinite(cell):
            raise Unreadable("This is no finite number.", "Leave the cell empty where there is no value.")
        try:
            return cell if isinstance(cell, Percentage) else float(cell)
        except OverflowError:
            raise Unreadable("The number is too large.") from None
    if not isinstance(cell, str):
        raise Unreadable("A number is wanted here, not a date.", "Format the cell as a number and type it again.")
    try:
        return number_from(cell, mark)
    except Ambiguous:
        raise Unreadable(
            "This could mean two numbers, one a thousand times the other.",
            "Write it without a mark between thousands.",
            "ambiguous",
            proposals=tuple(DECIMALS),
        ) from None
    except ValueError:
        if (multiple := multiple_of(cell, mark)) is not None:
            plain = f"{multiple:.15g}"
            message = Said("%(text)s says how many of a number there are, not the number.", text=cell.strip()[:60])
            remedy = Said("Write it in full: %(plain)s.", plain=plain)
            raise Unreadable(message, remedy, "number", (plain,)) from None
        remedy = "Write digits, with a point or a comma before the decimals."
        if not any(map(str.isdigit, cell)):
            remedy = "Write digits, or leave the cell empty where there is no value."
        if says_no_value(cell):
            remedy = "Leave the cell empty where there is no value."
            raise Unreadable("This is no number.", remedy, "nothing", (NO_VALUE,)) from None
        if "inf" in cell.casefold():
            remedy = "Leave the cell empty where there is no value."
        raise Unreadable("This is no number.", remedy, "number") from None


def _limited(number: float, column: Column) -> float:
    if column.least is not None and number < column.least:
        what = (
            "It cannot be negative."
            if column.least == 0
            else Said("It must be at least %(least)s.", least=f"{column.least:g}")
        )
        raise Unreadable(what, code="range")
    if column.most is not None and number > column.most:
        raise Unreadable(Said("It must be at most %(most)s.", most=f"{column.most:g}"), code="range")
    return number


def _whole(number: float) -> int:
    if not number.is_integer():
        raise Unreadable("A whole number is wanted here.", code="number")
    return int(number)


def _yes_no(cell: Any) -> bool:
    if isinstance(cell, bool):
        return cell
    word = _text(cell).strip().casefold()
    meant = {"1": "yes", "0": "no"}.get(word) or (word if word in ("yes", "no") else word_meant(word, ("yes", "no")))
    if meant:
        return meant == "yes"
    raise Unreadable("This is neither yes nor no.", "Write yes or no.")


def _choice(text: str, choices: tuple[str, ...]) -> str:
    wanted = folded(text.strip())
    by_folded = {folded(choice): choice for choice in choices}
    found = by_folded.get(wanted) or word_meant(text, choices)
    if not found:
        near = near_matches(text.strip(), choices)
        remedy = did_you_mean(near) or Said("Write one of: %(choices)s.", choices=", ".join(choices))
        raise Unreadable("This word is not known here.", remedy, "choice", tuple(near))
    return found


def _period(cell: Any, calendar: Calendar) -> Period:
    day = None if isinstance(cell, str) else day_from(cell, calendar)
    if day is not None:
        return Period(Frequency.DAILY, bounded(day))
    return period_from(_text(cell).strip(), calendar)


def _date(cell: Any, calendar: Calendar, *, is_end: bool) -> date:
    day = day_from(cell, calendar)
    if day is None:
        try:
            period = period_from(_text(cell).strip(), calendar)
        except Unreadable as error:
            if error.code in QUESTIONS:
                raise
            raise Unreadable("This is no date.", "Write it as 2026-07-15.", "date") from None
        day = period.end if is_end else period.start
    return bounded(day)


def _instant(cell: Any) -> datetime:
    if isinstance(cell, datetime):
        instant = cell
    else:
        try:
            instant = datetime.fromisoformat(_text(cell).strip())
        except ValueError:
            raise Unreadable("This is no date with a time.", "Write it as 2026-07-15T09:30:00Z.", "date") from None
    bounded(instant.date())
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
