"""Sheet absences: when somebody is not there, as far as whoever exports sees it."""

from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, code
from hoshin.checkins.policies import absences_visible_to
from hoshin.checkins.rows import AbsenceRow
from hoshin.checkins.services import upsert_absences


def _stored(actor: Actor) -> Iterator[AbsenceRow]:
    rows = absences_visible_to(actor).order_by("starts_on", "pk")
    told = set()
    for row in rows.values_list("person__employee_id", "starts_on", "ends_on"):
        # What was noted twice is one row; a sheet that named it twice could not be read back.
        if row[:2] not in told:
            told.add(row[:2])
            yield AbsenceRow(*row)


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """None ends before it begins."""
    for at, row in enumerate(draft.rows):
        if at not in draft.faulty and row.last_day < row.first_day:
            message = "An absence cannot end before it begins."
            yield draft.problem(at, "last_day", row.last_day, message, "Write the later day as last_day.")


def _finish(actor: Actor, draft: Draft, book: Book) -> None:
    """People are written before."""
    if rows := draft.new_rows():
        upsert_absences(actor, rows)


ABSENCES = Sheet(
    "absences",
    "absence",
    (
        code("person", "people", required=True),
        Column("first_day", ColumnKind.DATE, required=True),
        Column("last_day", ColumnKind.DATE, required=True),
    ),
    ("person", "first_day"),
    AbsenceRow,
    stored=_stored,
    check=_check,
    finish=_finish,
)
