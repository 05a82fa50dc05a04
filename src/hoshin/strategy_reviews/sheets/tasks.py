"""Sheet review_tasks: what somebody is to do because a strategy review said so."""

from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.base.sheets import Column, ColumnKind, Sheet, code
from hoshin.strategy_reviews.models import LONGEST_LINE
from hoshin.strategy_reviews.policies import reviews_visible_to, tasks_visible_to
from hoshin.strategy_reviews.rows import TaskRow
from hoshin.strategy_reviews.services import upsert_review_tasks


def _stored(actor: Actor) -> Iterator[TaskRow]:
    """Those of meetings that the actor may read: a file names these."""
    rows = tasks_visible_to(actor).filter(review__in=reviews_visible_to(actor).order_by())
    for row in rows.select_related("review", "owner").order_by("review", "number"):
        owner = row.owner.employee_id if row.owner else ""
        yield TaskRow(row.review.code, row.number, row.text, owner, row.due_on, row.done_on)


TASKS = Sheet(
    "review_tasks",
    "task of a strategy review",
    (
        code("review", "strategy_reviews", required=True),
        Column("number", ColumnKind.WHOLE, required=True, least=1, most=2_000_000_000),
        Column("text", required=True, longest=LONGEST_LINE),
        code("owner", "people"),
        Column("due_on", ColumnKind.DATE),
        Column("done_on", ColumnKind.DATE),
    ),
    ("review", "number"),
    TaskRow,
    after="strategy_reviews",
    stored=_stored,
    finish=lambda actor, draft, book: upsert_review_tasks(actor, draft.new_rows()) if draft.new_rows() else None,
)
