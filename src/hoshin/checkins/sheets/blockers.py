"""Sheet blockers: what stands in the way of goals, to whom it was raised, and what was answered."""

from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, code
from hoshin.checkins.models import LONGEST
from hoshin.checkins.policies import blockers_visible_to
from hoshin.checkins.rows import BlockerRow
from hoshin.checkins.services import upsert_blockers


def _stored(actor: Actor) -> Iterator[BlockerRow]:
    rows = blockers_visible_to(actor).order_by("raised_at", "pk")
    names = ("objective__code", "measure__code", "raised_by__employee_id", "raised_to__employee_id")
    said = ("raised_at", "text", "answer_by", "answer", "answered_by", "answered_at", "cleared_at")
    for objective, measure, by, to, *rest in rows.values_list(*names, *said):
        yield BlockerRow(objective, measure or "", by or "", to or "", *rest)


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """What is answered says what and when; when it was raised follows where that is open."""
    for at, (row, before) in enumerate(zip(draft.rows, draft.befores, strict=True)):
        if at in draft.faulty:
            continue
        if bool(row.answer) != (row.answered_at is not None):
            message = "An answer has its words and its time."
            yield draft.problem(at, "answer", row.answer, message, "Fill both answer and answered_at, or neither.")
        draft.rows[at] = row._replace(raised_at=row.raised_at or (before.raised_at if before else clock.now()))


def _finish(actor: Actor, draft: Draft, book: Book) -> None:
    """Goals, measures and people are written before."""
    if rows := draft.new_rows():
        upsert_blockers(actor, rows)


BLOCKERS = Sheet(
    "blockers",
    "blocker",
    (
        code("objective", "objectives", required=True),
        code("measure", "measures"),
        code("raised_by", "people"),
        code("raised_to", "people"),
        Column("raised_at", ColumnKind.INSTANT),
        Column("text", ColumnKind.TEXT, required=True, longest=LONGEST),
        Column("answer_by", ColumnKind.DATE),
        Column("answer", ColumnKind.TEXT, longest=LONGEST),
        Column("answered_by", longest=200),
        Column("answered_at", ColumnKind.INSTANT),
        Column("cleared_at", ColumnKind.INSTANT),
    ),
    ("objective", "text", "raised_at"),
    BlockerRow,
    stored=_stored,
    check=_check,
    finish=_finish,
)
