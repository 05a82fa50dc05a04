"""Sheet comments: what was said of things, and what was answered."""

from collections import defaultdict
from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.accounts.sight import things
from hoshin.base import clock
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, code
from hoshin.discussion.models import LONGEST
from hoshin.discussion.policies import comments_visible_to
from hoshin.discussion.rows import CommentRow
from hoshin.discussion.selectors import mentions_in
from hoshin.discussion.services import upsert_comments
from hoshin.discussion.sheets.about import about_problems
from hoshin.discussion.subjects import names_of


def _stored(actor: Actor) -> Iterator[CommentRow]:
    rows = list(comments_visible_to(actor).select_related("author", "answers").order_by("pk"))
    wanted: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        wanted[row.kind].add(row.thing)
    names = {kind: names_of(things()[kind].visible_to(actor).filter(pk__in=pks), kind) for kind, pks in wanted.items()}
    mentions = mentions_in(actor, rows)
    for row in rows:
        yield CommentRow(
            row.code,
            row.kind,
            names[row.kind][row.thing],
            row.answers.code if row.answers else "",
            row.author.employee_id if row.author else "",
            row.written_by,
            row.written_at,
            row.text,
            tuple(one.employee_id for one in mentions.get(row.pk, ())),
            row.removed_at,
            row.is_removed_by_office,
        )


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """It is about something that is there, and says something unless it is removed; who wrote it follows if open."""
    yield from about_problems(draft, book, {})
    for at, (row, before) in enumerate(zip(draft.rows, draft.befores, strict=True)):
        if at in draft.faulty:
            continue
        if bool(row.text) == bool(row.removed_at):
            message = "It says nothing." if not row.text else "What is removed says nothing."
            yield draft.problem(at, "text", row.text, message, "Fill text, or say in removed_at when it was removed.")
        draft.rows[at] = row._replace(
            written_by=row.written_by or (before.written_by if before else book.actor.name),
            written_at=row.written_at or (before.written_at if before else clock.now()),
        )


def _after_news(actor: Actor, draft: Draft, book: Book) -> None:
    """What they are about is written before, whatever sheet it stands in."""
    if rows := draft.new_rows():
        upsert_comments(actor, rows)


COMMENTS = Sheet(
    "comments",
    "comment",
    (
        code(required=True),
        Column("kind", required=True, longest=40),
        Column("about", required=True, longest=600),
        code("answers", "comments"),
        code("author", "people"),
        Column("written_by", longest=200),
        Column("written_at", ColumnKind.INSTANT),
        Column("text", ColumnKind.TEXT, longest=LONGEST),
        Column("mentions", ColumnKind.LIST, longest=100),
        Column("removed_at", ColumnKind.INSTANT),
        Column("removed_by_office", ColumnKind.YES_NO, default=False),
    ),
    ("code",),
    CommentRow,
    stored=_stored,
    check=_check,
    after_news=_after_news,
    examples=(
        {
            "code": "K1",
            "kind": "objective",
            "about": "C1",
            "author": "E2",
            "text": "The second depot is why it is slower.",
        },
    ),
)
