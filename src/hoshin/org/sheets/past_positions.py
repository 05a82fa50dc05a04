"""Sheet past_positions: what people's positions were before, each until a day; the sheet people says what holds now."""

from collections.abc import Iterator, Sequence

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, code, number
from hoshin.org.policies import past_positions_visible_to
from hoshin.org.rows import PastPositionRow
from hoshin.org.services import restore_positions

_REFERENCES = {
    "employee_id": "person__employee_id",
    "until": "valid_to",
    "manager": "manager__employee_id",
    "unit": "unit__code",
}


def _stored(actor: Actor) -> Iterator[PastPositionRow]:
    fields = [_REFERENCES.get(field, field) for field in PastPositionRow._fields]
    rows = past_positions_visible_to(actor).order_by("person", "valid_to")
    for employee_id, until, title, unit, manager, *others in rows.values_list(*fields):
        yield PastPositionRow(employee_id, until, title, unit or "", manager or "", *others)


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """What is past is over."""
    for at, line in enumerate(draft.rows):
        if at not in draft.faulty and line.until > clock.today():
            message = "A position that holds today stands in the sheet people."
            yield draft.problem(at, "until", line.until, message, "Write the day until which another one held.")


def _write(actor: Actor, rows: Sequence[PastPositionRow]) -> None:
    restore_positions(actor, rows, is_checked=True)


PAST_POSITIONS = Sheet(
    "past_positions",
    "past position",
    (
        code("employee_id", "people", required=True),
        Column("until", ColumnKind.DATE, required=True),
        Column("title"),
        code("unit", "units"),
        code("manager", "people"),
        Column("job_family", longest=200),
        Column("level", longest=100),
        Column("location", longest=200),
        number("fte", 0, default=1.0),
    ),
    ("employee_id", "until"),
    PastPositionRow,
    stored=_stored,
    check=_check,
    write=_write,
)
