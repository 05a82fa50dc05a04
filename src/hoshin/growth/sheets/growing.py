"""Sheets learning_records and development_actions: what people learnt and plan, as far as whoever exports sees it.

What was learnt comes in from elsewhere as well. Plans are written out and not read back: each is written by whose it is and
by the managers above, not by whoever may import.
"""

from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, code
from hoshin.growth.models import LONGEST_NOTE
from hoshin.growth.policies import actions_visible_to, learning_records_visible_to
from hoshin.growth.rows import DevelopmentActionRow, LearningRecordRow
from hoshin.growth.services import upsert_learning_records


def _stored_records(actor: Actor) -> Iterator[LearningRecordRow]:
    rows = learning_records_visible_to(actor).order_by("person__employee_id", "done_on", "pk")
    for values in rows.values_list("person__employee_id", "item__code", "done_on", "expires_on"):
        yield LearningRecordRow(*values)


def _check_records(draft: Draft, book: Book) -> Iterator[Problem]:
    """What was learnt lies behind, and expires later."""
    for at, row in enumerate(draft.rows):
        if at in draft.faulty:
            continue
        if row.done_on > clock.today():
            yield draft.problem(at, "done_on", row.done_on, "This day is yet to come.", "Write when it was done.")
        elif row.expires_on is not None and row.expires_on <= row.done_on:
            remedy = "Write a later day, or leave it empty."
            yield draft.problem(at, "expires_on", row.expires_on, "It would have expired before it was learnt.", remedy)


def _stored_actions(actor: Actor) -> Iterator[DevelopmentActionRow]:
    rows = actions_visible_to(actor).select_related("plan__person", "competency", "objective", "mentor")
    for row in rows.order_by("plan__person__employee_id", "due_on", "pk"):
        yield DevelopmentActionRow(
            str(row.pk),
            row.plan.person.employee_id,
            row.text,
            row.competency.code if row.competency else "",
            row.from_level,
            row.to_level,
            row.objective.code if row.objective else "",
            row.mentor.employee_id if row.mentor else "",
            row.cost,
            row.due_on,
            row.done_on,
            row.outcome,
        )


def _read_nothing(draft: Draft, book: Book) -> Iterator[Problem]:
    draft.choose([])
    yield from ()


LEARNING_RECORDS = Sheet(
    "learning_records",
    "record of learning",
    (
        code("person", "people", required=True),
        code("item", "learning", required=True),
        Column("done_on", ColumnKind.DATE, required=True),
        Column("expires_on", ColumnKind.DATE),
    ),
    ("person", "item", "done_on"),
    LearningRecordRow,
    after="learning",
    stored=_stored_records,
    check=_check_records,
    finish=lambda actor, draft, book: upsert_learning_records(actor, draft.new_rows()) if draft.new_rows() else None,
)
DEVELOPMENT_ACTIONS = Sheet(
    "development_actions",
    "step of a plan to grow",
    (
        Column("number", required=True),
        Column("person"),
        Column("text", longest=500),
        Column("competency"),
        Column("from_level", ColumnKind.WHOLE),
        Column("to_level", ColumnKind.WHOLE),
        Column("objective"),
        Column("mentor"),
        Column("cost", ColumnKind.NUMBER),
        Column("due_on", ColumnKind.DATE),
        Column("done_on", ColumnKind.DATE),
        Column("outcome", ColumnKind.TEXT, longest=LONGEST_NOTE),
    ),
    ("number",),
    DevelopmentActionRow,
    after="learning_records",
    stored=_stored_actions,
    prepare=_read_nothing,
)
