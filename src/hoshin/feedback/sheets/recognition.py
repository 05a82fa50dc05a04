"""Sheet recognition: thanks to people, for all to see."""

from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.base.drafts import Book, Draft
from hoshin.base.sheets import Column, ColumnKind, Sheet, code
from hoshin.feedback.models import LONGEST_QUESTION
from hoshin.feedback.policies import recognitions_visible_to
from hoshin.feedback.rows import RecognitionRow
from hoshin.feedback.services import upsert_recognitions


def _stored(actor: Actor) -> Iterator[RecognitionRow]:
    rows = recognitions_visible_to(actor).order_by("given_at", "pk")
    names = ("code", "giver__employee_id", "person__employee_id", "text", "value", "given_at")
    for row in rows.values_list(*names):
        yield RecognitionRow(*row)


def _finish(actor: Actor, draft: Draft, book: Book) -> None:
    """People are written before."""
    if rows := draft.new_rows():
        upsert_recognitions(actor, rows)


RECOGNITION = Sheet(
    "recognition",
    "recognition",
    (
        code(required=True),
        code("giver", "people", required=True),
        code("person", "people", required=True),
        Column("text", ColumnKind.TEXT, required=True, longest=LONGEST_QUESTION),
        Column("value", longest=300),
        Column("given_at", ColumnKind.INSTANT, is_kept=True),
    ),
    ("code",),
    RecognitionRow,
    stored=_stored,
    finish=_finish,
)
