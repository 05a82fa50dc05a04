"""Sheet holidays: the days off of the whole, of units and of places."""

from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, code
from hoshin.org.policies import holidays_visible_to
from hoshin.org.rows import HolidayRow
from hoshin.org.services import upsert_holidays


def _stored(actor: Actor) -> Iterator[HolidayRow]:
    for day, name, unit, location in holidays_visible_to(actor).values_list("day", "name", "unit__code", "location"):
        yield HolidayRow(day, name, unit or "", location)


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """A day is off for a unit or for a location, or for everybody."""
    for at, row in enumerate(draft.rows):
        if at not in draft.faulty and row.unit and row.location:
            message = "A day is off for a unit or for a location, not for both."
            yield draft.problem(at, "location", row.location, message, "Write two rows.")


HOLIDAYS = Sheet(
    "holidays",
    "day off",
    (
        Column("day", ColumnKind.DATE, required=True),
        Column("name", required=True, longest=200),
        code("unit", "units"),
        Column("location", longest=200),
    ),
    ("day", "unit", "location"),
    HolidayRow,
    after="people",
    stored=_stored,
    check=_check,
    write=upsert_holidays,
    examples=({"day": "2026-12-25", "name": "Christmas"},),
)
