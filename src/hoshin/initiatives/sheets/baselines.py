"""Sheet baselines: plans of initiatives as they were agreed."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, code
from hoshin.initiatives.models import LONGEST_REASON
from hoshin.initiatives.policies import baselines_visible_to
from hoshin.initiatives.rows import BaselineRow
from hoshin.initiatives.services import upsert_baselines


def _stored(actor: Actor) -> Iterator[BaselineRow]:
    for row in baselines_visible_to(actor).select_related("initiative").order_by("initiative", "agreed_at", "pk"):
        dates = tuple(
            f"{one['code']}={one['start']}..{one['due']}" if one["start"] else f"{one['code']}={one['due']}"
            for one in row.dates
        )
        yield BaselineRow(
            row.initiative.code, row.agreed_at, row.agreed_by, row.note, row.start_date, row.due_date, dates
        )


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """Dates are dates; a plan that was agreed is not changed any more."""
    for at, (row, before) in enumerate(zip(draft.rows, draft.befores, strict=True)):
        if at in draft.faulty:
            continue
        agreed_at = row.agreed_at or clock.now()
        draft.rows[at] = row._replace(agreed_at=agreed_at, agreed_by=row.agreed_by or book.actor.name)
        if before is not None and before[3:] != row[3:]:
            message = "A plan that was agreed is not changed any more."
            yield draft.problem(at, "milestones", "", message, "Write another, with a time of its own.")
        for text in row.milestones:
            if _dates(text) is None:
                message = "This does not say when a milestone was to be done."
                yield draft.problem(at, "milestones", text, message, "Write CODE=2026-06-30.")


def _dates(text: str) -> dict[str, str] | None:
    own, _, said = (part.strip() for part in text.partition("="))
    days = [part.strip() for part in said.split("..")]
    try:
        start, due = (days[0] if len(days) == 2 else ""), date.fromisoformat(days[-1])
        if start:
            date.fromisoformat(start)
    except ValueError:
        return None
    return {"code": own, "start": start, "due": due.isoformat()} if own and len(days) <= 2 else None


def _finish(actor: Actor, draft: Draft, book: Book) -> None:
    """Milestones are written before; the names that they have then stand with their dates."""
    rows = draft.new_rows()
    if not rows:
        return
    names = {(row.initiative, row.code.casefold()): row.name for row in _milestones(book)}
    dates: dict[tuple[str, Any], list[dict[str, str]]] = {}
    for row in rows:
        said = [one for text in row.milestones if (one := _dates(text)) is not None]
        dates[row.initiative, row.agreed_at] = [
            one | {"name": names.get((row.initiative, one["code"].casefold()), one["code"])} for one in said
        ]
    upsert_baselines(actor, rows, dates)


def _milestones(book: Book) -> list[Any]:
    draft = book.drafts.get("milestones")
    return [*book.stored("milestones").values(), *(draft.rows if draft else ())]


BASELINES = Sheet(
    "baselines",
    "agreed plan of an initiative",
    (
        code("initiative", "initiatives", required=True),
        Column("agreed_at", ColumnKind.INSTANT),
        Column("agreed_by", longest=200, is_kept=True),
        Column("note", longest=LONGEST_REASON),
        Column("start_date", ColumnKind.DATE),
        Column("due_date", ColumnKind.DATE),
        Column("milestones", ColumnKind.LIST, longest=200),
    ),
    ("initiative", "agreed_at"),
    BaselineRow,
    after="costs",
    stored=_stored,
    check=_check,
    finish=_finish,
)
