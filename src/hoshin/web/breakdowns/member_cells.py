"""The cells of the sheet of members' values: what stands in them, what was typed, what is wrong, and the rows to record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from hoshin.base.errors import Conflict, Invalid
from hoshin.base.periods import Period
from hoshin.base.whole_numbers import whole_number
from hoshin.breakdowns.models import Breakdown, MemberValue
from hoshin.breakdowns.rows import MemberValueRow
from hoshin.breakdowns.selectors.to_record import MemberToRecord
from hoshin.measures.fields import NUMBERS, said_by
from hoshin.web.value_texts import numbers_typed, overtaken, text_of

LONGEST_NOTE = 2000


@dataclass(frozen=True, slots=True)
class MemberCell:
    """A row as it is drawn. `name` ends the names of its fields; `expected` is the value that its reader is shown."""

    asked: MemberToRecord
    name: str
    value: str
    note: str
    expected: int
    errors: Mapping[str, str] = field(default_factory=dict)
    is_recorded: bool = False


def name_of(breakdown: Breakdown, member: int, period: Period) -> str:
    """The end of the names of a row's fields, which no other sheet of the same person has: a browser keeps drafts by it."""
    return f"b{breakdown.pk}.{member}-{period.start:%Y%m%d}"


def rows_to_fill(
    breakdown: Breakdown, period: Period, asked: Sequence[MemberToRecord], recorded: set[int]
) -> list[MemberCell]:
    """Rows in which what holds now can be read and changed."""
    return [
        MemberCell(
            one,
            name_of(breakdown, one.place.id, period),
            *_texts(one.held),
            one.held.pk if one.held else 0,
            is_recorded=one.place.id in recorded,
        )
        for one in asked
    ]


def rows_typed(
    data: QueryDict, breakdown: Breakdown, period: Period, asked: Sequence[MemberToRecord]
) -> list[MemberCell]:
    """The same rows with what was typed, unread."""
    rows = []
    for one in asked:
        name = name_of(breakdown, one.place.id, period)
        value, note = (data.get(f"{cell}-{name}", "").replace("\r\n", "\n").strip() for cell in ("value", "note"))
        expected = data.get(f"expected-{name}", "")
        rows.append(MemberCell(one, name, value, note, whole_number(expected) or 0))
    return rows


def changed_rows(rows: Sequence[MemberCell], shown: Mapping[int, MemberValue]) -> list[MemberCell]:
    """Rows in which something was typed: by what the reader was shown, `shown` by its id."""
    return [row for row in rows if (row.value, row.note) != _texts(shown.get(row.expected))]


def read(row: MemberCell, breakdown: Breakdown, period: Period) -> MemberValueRow | MemberCell:
    """The value to be recorded, or to be taken back where its cell was emptied; the row with its errors otherwise."""
    place = {"breakdown_id": breakdown.pk, "member_id": row.asked.place.id, "period": period.start}
    if len(row.note) > LONGEST_NOTE:
        return replace(row, errors={"note": _("At most %(most)s characters.") % {"most": LONGEST_NOTE}})
    if not row.value:
        if row.note and row.note != _texts(row.asked.held)[1]:
            return replace(row, errors={"value": _("Write a number: a note stands beside a value.")})
        return MemberValueRow(**place)
    try:
        numbers = numbers_typed(row.value, breakdown.measure)
    except forms.ValidationError as error:
        return replace(row, errors={"value": " ".join(error.messages)})
    held: dict[str, Any] = said_by(row.asked.held) if row.asked.held else {}
    # A denominator beside a value alone is the weight of the member, of which nothing was typed.
    weight = {"denominator": held["denominator"]} if held and held["numerator"] is None else {}
    return MemberValueRow(**place, **(held | dict.fromkeys(NUMBERS) | weight | numbers | {"note": row.note}))


def with_problems(
    rows: Sequence[MemberCell], sent: Sequence[MemberCell], found: Invalid | Conflict, breakdown: Breakdown
) -> list[MemberCell]:
    """The rows with what a service said of those that were sent; what was typed stays."""
    if isinstance(found, Conflict):
        late = {sent[number - 1].name for number in found.rows}
        return [_with_theirs(row, breakdown) if row.name in late else row for row in rows]
    errors: dict[str, dict[str, str]] = {}
    for problem in found.problems:
        if problem.row is not None:
            cell = "note" if problem.field == "note" else "value"
            errors.setdefault(sent[problem.row - 1].name, {})[cell] = f"{problem.message} {problem.remedy}".strip()
    return [replace(row, errors=errors.get(row.name, {})) for row in rows]


def _with_theirs(row: MemberCell, breakdown: Breakdown) -> MemberCell:
    """The row of somebody who sees by now what the other recorded, so that saving again replaces it."""
    held = row.asked.held
    said = overtaken(breakdown.measure, held)
    return replace(row, expected=held.pk if held else 0, errors={"value": said})


def _texts(held: MemberValue | None) -> tuple[str, str]:
    """Value and note as they stand in the cells."""
    return text_of(held), held.note if held else ""
