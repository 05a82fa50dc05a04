"""Sheet announcement_questions: what was asked about announcements, and answered, for all to read."""

from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, code
from hoshin.leading.models import LONGEST, LONGEST_QUESTION
from hoshin.leading.policies import questions_visible_to
from hoshin.leading.rows import AnnouncementQuestionRow
from hoshin.leading.services.bulk import upsert_announcement_questions


def _stored(actor: Actor) -> Iterator[AnnouncementQuestionRow]:
    names = ("code", "announcement__code", "asker__employee_id", "text", "asked_at", "answer", "answered_at")
    for row in questions_visible_to(actor).order_by("asked_at", "pk").values_list(*names):
        yield AnnouncementQuestionRow(*row)


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """Of whom and about what it is stays."""
    for at, (row, before) in enumerate(zip(draft.rows, draft.befores, strict=True)):
        if at in draft.faulty or before is None:
            continue
        if (row.asker, row.announcement) != (before.asker, before.announcement):
            message = "Who asked, and about what, is not changed any more."
            yield draft.problem(at, "asker", row.asker, message, "Ask under a code of its own.")


def _finish(actor: Actor, draft: Draft, book: Book) -> None:
    """Announcements are written before."""
    if rows := draft.new_rows():
        upsert_announcement_questions(actor, rows)


ANNOUNCEMENT_QUESTIONS = Sheet(
    "announcement_questions",
    "question about an announcement",
    (
        code(required=True),
        code("announcement", "announcements", required=True),
        code("asker", "people", required=True),
        Column("text", ColumnKind.TEXT, required=True, longest=LONGEST_QUESTION),
        Column("asked_at", ColumnKind.INSTANT, is_kept=True),
        Column("answer", ColumnKind.TEXT, longest=LONGEST),
        Column("answered_at", ColumnKind.INSTANT, is_kept=True),
    ),
    ("code",),
    AnnouncementQuestionRow,
    after="announcements",
    stored=_stored,
    check=_check,
    finish=_finish,
)
