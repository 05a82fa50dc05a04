"""Sheet review_series: meetings in which a plan is reviewed, how often, led by whom."""

from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, choice, code, whole
from hoshin.strategy_reviews.models import MOST_MINUTES, SHORTEST_MINUTES, ReviewCadence
from hoshin.strategy_reviews.policies import series_visible_to
from hoshin.strategy_reviews.rows import SeriesRow
from hoshin.strategy_reviews.services import upsert_series


def _stored(actor: Actor) -> Iterator[SeriesRow]:
    rows = series_visible_to(actor).select_related("plan", "unit", "chair").prefetch_related("members__person")
    for row in rows.order_by("pk"):
        yield SeriesRow(
            row.code,
            row.name,
            row.plan.code,
            row.unit.code if row.unit else "",
            row.cadence,
            row.chair.employee_id if row.chair else "",
            tuple(sorted(one.person.employee_id for one in row.members.all())),
            row.place,
            row.minutes,
        )


def check_people(draft: Draft, book: Book, *fields: str) -> Iterator[Problem]:
    """People in lists are there; those that are stand as they are written in their sheet, in order."""
    known = book.codes("people")
    for at, row in enumerate(draft.rows):
        if at in draft.faulty:
            continue
        for name in fields:
            for wanted in getattr(row, name):
                if folded_code(wanted) not in known:
                    yield book.unknown(draft, at, name, wanted, "people")
            found = tuple(sorted(known.get(folded_code(one), one) for one in getattr(row, name)))
            draft.rows[at] = draft.rows[at]._replace(**{name: found})


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    yield from check_people(draft, book, "members")


SERIES = Sheet(
    "review_series",
    "series of strategy reviews",
    (
        code(required=True),
        Column("name", required=True, longest=200),
        code("plan", "plans", required=True),
        code("unit", "units"),
        choice("cadence", ReviewCadence.values, ReviewCadence.QUARTERLY.value),
        code("chair", "people"),
        Column("members", ColumnKind.LIST, longest=100),
        Column("place", longest=500),
        whole("minutes", SHORTEST_MINUTES, MOST_MINUTES, default=90),
    ),
    ("code",),
    SeriesRow,
    stored=_stored,
    check=_check,
    finish=lambda actor, draft, book: upsert_series(actor, draft.new_rows()) if draft.new_rows() else None,
)
