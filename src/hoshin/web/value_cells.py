"""The cells of the grid: what stands in them, what was typed, what is wrong with it, and the rows to be recorded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from hoshin.base.errors import Conflict, Implausible, Invalid
from hoshin.base.whole_numbers import whole_number
from hoshin.measures.fields import NUMBERS, said_by
from hoshin.measures.models import Actual
from hoshin.measures.rows import ActualRow
from hoshin.scorecards.selectors import ValueKey, ValueToRecord
from hoshin.web.implausible import question
from hoshin.web.value_names import name_of
from hoshin.web.value_texts import has_parts, numbers_typed, overtaken, text_of

LONGEST_NOTE = 2000


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row as it is drawn. `name` ends the names of its fields; `expected` is the value that its reader is shown.

    `meant` is the text that was asked about as odd: sent again, it is meant.
    """

    asked: ValueToRecord
    name: str
    value: str
    note: str
    expected: int
    errors: Mapping[str, str] = field(default_factory=dict)
    is_recorded: bool = False
    is_first: bool = False
    meant: str = ""

    @property
    def is_meant(self) -> bool:
        return bool(self.meant) and self.meant == self.value

    @property
    def has_parts(self) -> bool:
        return has_parts(self.asked.measure)


def rows_to_fill(asked: Sequence[ValueToRecord], recorded: Iterable[ValueKey] = ()) -> list[GridRow]:
    """Rows in which what stands there now can be read and changed; the first empty one is where one begins."""
    done = set(recorded)
    rows = [
        GridRow(one, name_of(one.key), *_texts(one.held), one.held.pk if one.held else 0, is_recorded=one.key in done)
        for one in asked
    ]
    return _with_first(rows, next((row for row in rows if not row.value), None))


def rows_typed(data: QueryDict, asked: Sequence[ValueToRecord]) -> list[GridRow]:
    """The same rows with what was typed, unread."""
    rows = []
    for one in asked:
        name = name_of(one.key)
        expected = data.get(f"expected-{name}", "")
        rows.append(
            GridRow(
                one,
                name,
                data.get(f"value-{name}", "").strip(),
                data.get(f"note-{name}", "").replace("\r\n", "\n").strip(),
                whole_number(expected) or 0,
                meant=data.get(f"meant-{name}", "").strip(),
            )
        )
    return rows


def changed_rows(rows: Sequence[GridRow], shown: Mapping[int, Actual]) -> list[GridRow]:
    """Rows in which something was typed: by what the reader was shown, `shown` by its id."""
    return [row for row in rows if (row.value, row.note) != _texts(shown.get(row.expected))]


def read(row: GridRow) -> ActualRow | GridRow:
    """The value to be recorded; the row with its errors where it cannot be read. What is not asked for stays as it is."""
    if not row.value:
        said = _("Write a number. A value is taken back on the page of its measure.")
        return replace(row, errors={"value": said})
    if len(row.note) > LONGEST_NOTE:
        return replace(row, errors={"note": _("At most %(most)s characters.") % {"most": LONGEST_NOTE}})
    try:
        numbers = numbers_typed(row.value, row.asked.measure)
    except forms.ValidationError as error:
        return replace(row, errors={"value": " ".join(error.messages)})
    held: dict[str, Any] = said_by(row.asked.held) if row.asked.held else {}
    said = held | dict.fromkeys(NUMBERS) | numbers | {"note": row.note}
    return ActualRow(*row.asked.key, **said)


def with_problems(rows: Sequence[GridRow], sent: Sequence[GridRow], found: Invalid | Conflict) -> list[GridRow]:
    """The rows with what a service said of those that were sent; what was typed stays."""
    errors: dict[str, dict[str, str]] = {}
    if isinstance(found, Implausible):
        asked = {sent[problem.row - 1].name: question(problem) for problem in found.problems if problem.row is not None}
        rows = [replace(row, meant=row.value) if row.name in asked else row for row in rows]
        errors = {name: {"value": said} for name, said in asked.items()}
    elif isinstance(found, Invalid):
        for problem in found.problems:
            if problem.row is not None:
                name = "note" if problem.field == "note" else "value"
                errors.setdefault(sent[problem.row - 1].name, {})[name] = f"{problem.message} {problem.remedy}".strip()
    else:
        late = {sent[number - 1].name for number in found.rows}
        rows = [_with_theirs(row) if row.name in late else row for row in rows]
        errors = {row.name: {"value": overtaken(row.asked.measure, row.asked.held)} for row in rows if row.name in late}
    return with_errors(rows, errors)


def with_errors(rows: Sequence[GridRow], errors: Mapping[str, Mapping[str, str]]) -> list[GridRow]:
    """The rows with what is wrong, the first of these being where one goes on."""
    marked = [replace(row, errors=errors[row.name]) if row.name in errors else row for row in rows]
    return _with_first(marked, next((row for row in marked if row.errors), None))


def _texts(held: Actual | None) -> tuple[str, str]:
    """Value and note as they stand in the cells."""
    return text_of(held), held.note if held else ""


def _with_theirs(row: GridRow) -> GridRow:
    """The row of somebody who sees by now what the other recorded, so that saving again replaces it."""
    return replace(row, expected=row.asked.held.pk if row.asked.held else 0)


def _with_first(rows: list[GridRow], first: GridRow | None) -> list[GridRow]:
    return [replace(row, is_first=True) if row is first else row for row in rows]
