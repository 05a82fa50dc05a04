"""Sheet commentary: what was said of measures and objectives in a period."""

from collections.abc import Iterator, Sequence

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, code
from hoshin.commentary.models import LONGEST, TEXTS
from hoshin.commentary.policies import commentaries_visible_to
from hoshin.commentary.rows import CommentaryRow
from hoshin.commentary.services import upsert_commentaries
from hoshin.commentary.sheets.about import about_problems


def _stored(actor: Actor) -> Iterator[CommentaryRow]:
    rows = commentaries_visible_to(actor).select_related("measure", "objective", "unit").order_by("starts_on", "pk")
    for row in rows.exclude(happened="", why="", next_steps=""):
        yield CommentaryRow(
            row.measure.code if row.measure else "",
            row.objective.code if row.objective else "",
            row.unit.code if row.unit else "",
            row.period,
            *(getattr(row, name) for name in TEXTS),
            row.written_by,
            row.written_at,
        )


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """It is about one measure or one objective, and says something; who wrote it and when follows where that is open."""
    for at, (row, before) in enumerate(zip(draft.rows, draft.befores, strict=True)):
        if at in draft.faulty:
            continue
        yield from about_problems(draft, at, row)
        if not any(getattr(row, name) for name in TEXTS):
            yield draft.problem(at, "happened", "", "It says nothing.", "Fill happened, why or next_steps, or drop it.")
        is_same = before is not None and all(getattr(row, name) == getattr(before, name) for name in TEXTS)
        draft.rows[at] = row._replace(
            written_by=row.written_by or (before.written_by if is_same else book.actor.name),
            written_at=row.written_at or (before.written_at if is_same else clock.now()),
        )


def _finish(actor: Actor, draft: Draft, book: Book) -> None:
    """What it is about is written before."""
    rows: Sequence[CommentaryRow] = draft.new_rows()
    if rows:
        upsert_commentaries(actor, rows)


COMMENTARY = Sheet(
    "commentary",
    "commentary",
    (
        code("measure", "measures"),
        code("objective", "objectives"),
        code("unit", "units"),
        Column("period", ColumnKind.PERIOD, required=True),
        *(Column(name, ColumnKind.TEXT, longest=LONGEST) for name in TEXTS),
        Column("written_by", longest=200),
        Column("written_at", ColumnKind.INSTANT),
    ),
    ("measure", "objective", "unit", "period"),
    CommentaryRow,
    stored=_stored,
    check=_check,
    finish=_finish,
)
