"""Sheet deviations: that something is off track is accepted from one day to another."""

from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.actions.models import LONGEST
from hoshin.actions.policies import deviations_visible_to
from hoshin.actions.rows import DeviationRow
from hoshin.actions.services import upsert_deviations
from hoshin.actions.validity import acceptance_problems
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, code


def _stored(actor: Actor) -> Iterator[DeviationRow]:
    rows = deviations_visible_to(actor).select_related("measure", "objective", "unit").order_by("starts_on", "pk")
    for row in rows:
        yield DeviationRow(
            row.measure.code if row.measure else "",
            row.objective.code if row.objective else "",
            row.unit.code if row.unit else "",
            row.starts_on,
            row.ends_on,
            row.reason,
            row.accepted_by,
            row.is_withdrawn,
        )


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """It is about one thing, with a reason, for a year at most; who accepted it follows where that is open."""
    for at, (row, before) in enumerate(zip(draft.rows, draft.befores, strict=True)):
        if at in draft.faulty:
            continue
        by = row.accepted_by or (before.accepted_by if before else book.actor.name)
        draft.rows[at] = row._replace(accepted_by=by)
        if bool(row.measure) == bool(row.objective):
            message = "It is about one measure or about one objective."
            yield draft.problem(at, "measure", row.measure, message, "Write the code of one, in its own column.")
        for problem in acceptance_problems(row.reason, row.starts_on, row.ends_on):
            yield draft.problem(at, problem.field, problem.value, problem.message, problem.remedy)


def _finish(actor: Actor, draft: Draft, book: Book) -> None:
    """What it is about is written before."""
    if rows := draft.new_rows():
        upsert_deviations(actor, rows)


DEVIATIONS = Sheet(
    "deviations",
    "accepted deviation",
    (
        code("measure", "measures"),
        code("objective", "objectives"),
        code("unit", "units"),
        Column("starts_on", ColumnKind.DATE, required=True),
        Column("ends_on", ColumnKind.DATE, required=True),
        Column("reason", ColumnKind.TEXT, required=True, longest=LONGEST),
        Column("accepted_by", longest=200),
        Column("withdrawn", ColumnKind.YES_NO, default=False),
    ),
    ("measure", "objective", "unit", "starts_on"),
    DeviationRow,
    stored=_stored,
    check=_check,
    finish=_finish,
)
