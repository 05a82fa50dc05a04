"""Sheet strategy_reviews: meetings, who took part, and what came of them. The agenda as it stood stands in backups alone."""

from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, code, whole
from hoshin.strategy_reviews.models import LONGEST, MOST_MINUTES, SHORTEST_MINUTES
from hoshin.strategy_reviews.policies import outcomes_visible_to, reviews_visible_to
from hoshin.strategy_reviews.rows import ReviewRow
from hoshin.strategy_reviews.services import upsert_reviews
from hoshin.strategy_reviews.sheets.series import check_people


def _stored(actor: Actor) -> Iterator[ReviewRow]:
    came: dict[int, tuple[list[str], list[str]]] = {}
    for outcome in outcomes_visible_to(actor).select_related("decision", "action"):
        thing = outcome.decision or outcome.action
        assert thing is not None  # the database holds that one of them is set
        came.setdefault(outcome.review_id, ([], []))[outcome.decision_id is None].append(thing.code)
    rows = reviews_visible_to(actor).select_related("series", "chair").prefetch_related("participants__person")
    for row in rows.order_by("pk"):
        decisions, actions = came.get(row.pk, ([], []))
        yield ReviewRow(
            row.code,
            row.series.code,
            row.starts_at,
            row.minutes,
            row.chair.employee_id if row.chair else "",
            tuple(sorted(one.person.employee_id for one in row.participants.all())),
            row.place,
            row.summary,
            tuple(sorted(decisions)),
            tuple(sorted(actions)),
            row.closed_at,
            row.closed_by,
        )


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    yield from check_people(draft, book, "participants")
    for at, row in enumerate(draft.rows):
        if at in draft.faulty:
            continue
        for name in ("decisions", "actions"):
            known = book.codes(name)
            for wanted in getattr(row, name):
                if folded_code(wanted) not in known:
                    yield book.unknown(draft, at, name, wanted, name)
            found = tuple(sorted(known.get(folded_code(one), one) for one in getattr(row, name)))
            draft.rows[at] = draft.rows[at]._replace(**{name: found})


REVIEWS = Sheet(
    "strategy_reviews",
    "strategy review",
    (
        code(required=True),
        code("series", "review_series", required=True),
        Column("starts_at", ColumnKind.INSTANT, required=True),
        whole("minutes", SHORTEST_MINUTES, MOST_MINUTES, default=90),
        code("chair", "people"),
        Column("participants", ColumnKind.LIST, longest=100),
        Column("place", longest=500),
        Column("summary", ColumnKind.TEXT, longest=LONGEST),
        Column("decisions", ColumnKind.LIST, longest=100),
        Column("actions", ColumnKind.LIST, longest=100),
        Column("closed_at", ColumnKind.INSTANT),
        Column("closed_by", longest=200),
    ),
    ("code",),
    ReviewRow,
    stored=_stored,
    check=_check,
    finish=lambda actor, draft, book: upsert_reviews(actor, draft.new_rows()) if draft.new_rows() else None,
)
