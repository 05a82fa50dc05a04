"""Sheet review_topics: what meetings talked about, and what was said."""

from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, choice, code, whole
from hoshin.strategy_reviews.models import LONGEST, MOST_MINUTES, TopicKind
from hoshin.strategy_reviews.policies import topics_visible_to
from hoshin.strategy_reviews.rows import TopicRow
from hoshin.strategy_reviews.services import upsert_topics


def _stored(actor: Actor) -> Iterator[TopicRow]:
    for row in topics_visible_to(actor).select_related("review").order_by("review", "number"):
        yield TopicRow(row.review.code, row.number, row.position, row.kind, row.title, row.minutes, row.notes)


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """What was added has a name; what fills itself stands once in a meeting."""
    known = {(row.review.casefold(), row.kind): row.number for row in book.stored("review_topics").values()}
    for at, row in enumerate(draft.rows):
        if at in draft.faulty:
            continue
        if row.kind == TopicKind.ADDED:
            if not row.title:
                yield draft.problem(at, "title", row.title, "Say what is to be talked about.", "Fill title.")
        elif known.setdefault((row.review.casefold(), row.kind), row.number) != row.number:
            remedy = "Write it once, or as added with a title."
            yield draft.problem(at, "kind", row.kind, "This fills itself, once in a meeting.", remedy)


TOPICS = Sheet(
    "review_topics",
    "topic of a strategy review",
    (
        code("review", "strategy_reviews", required=True),
        Column("number", ColumnKind.WHOLE, required=True, least=1, most=2_000_000_000),
        whole("place", 0, 2_000_000_000, default=0),
        choice("kind", TopicKind.values, TopicKind.ADDED.value),
        Column("title", longest=300),
        whole("minutes", 1, MOST_MINUTES),
        Column("notes", ColumnKind.TEXT, longest=LONGEST),
    ),
    ("review", "number"),
    TopicRow,
    after="strategy_reviews",
    stored=_stored,
    check=_check,
    finish=lambda actor, draft, book: upsert_topics(actor, draft.new_rows()) if draft.new_rows() else None,
)
