"""Sheet feedback: what whoever exports gave, received or was shown, and nothing else."""

from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.base.drafts import Book, Draft
from hoshin.base.sheets import Column, ColumnKind, Sheet, code
from hoshin.feedback.models import LONGEST
from hoshin.feedback.policies import feedback_visible_to
from hoshin.feedback.rows import FeedbackRow
from hoshin.feedback.selectors import told
from hoshin.feedback.services import upsert_feedback


def _stored(actor: Actor) -> Iterator[FeedbackRow]:
    rows = feedback_visible_to(actor).select_related("giver", "receiver", "shown_to").order_by("given_at", "pk")
    for one in told(actor, rows):
        row = one.row
        yield FeedbackRow(
            row.code,
            row.giver.employee_id,
            row.receiver.employee_id,
            row.text,
            one.objective.code if one.objective else "",
            row.value,
            row.skill,
            row.shown_to.employee_id if row.shown_to else "",
            row.given_at,
        )


def _finish(actor: Actor, draft: Draft, book: Book) -> None:
    """People and what it is about are written before."""
    if rows := draft.new_rows():
        upsert_feedback(actor, rows)


FEEDBACK = Sheet(
    "feedback",
    "feedback",
    (
        code(required=True),
        code("giver", "people", required=True),
        code("receiver", "people", required=True),
        Column("text", ColumnKind.TEXT, required=True, longest=LONGEST),
        code("objective", "objectives"),
        Column("value", longest=300),
        Column("skill", longest=200),
        code("shown_to", "people"),
        Column("given_at", ColumnKind.INSTANT),
    ),
    ("code",),
    FeedbackRow,
    stored=_stored,
    finish=_finish,
)
