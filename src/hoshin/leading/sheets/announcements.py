"""Sheet announcements: directions that leaders set, for all to read."""

from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, code
from hoshin.leading.models import LONGEST
from hoshin.leading.policies import announcements_visible_to
from hoshin.leading.rows import AnnouncementRow
from hoshin.leading.selectors import objectives_of
from hoshin.leading.services.bulk import upsert_announcements


def _stored(actor: Actor) -> Iterator[AnnouncementRow]:
    """The objective as far as whoever exports may see it."""
    rows = list(announcements_visible_to(actor).select_related("author", "unit").order_by("published_at", "pk"))
    seen = objectives_of(actor, rows)
    for row in rows:
        objective = seen.get(row.objective_id or 0)
        yield AnnouncementRow(
            row.code,
            row.author.employee_id,
            row.title,
            row.text,
            row.unit.code if row.unit else "",
            row.to_team,
            objective.code if objective else "",
            row.published_at,
        )


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """To one of them, and by whom it was."""
    for at, (row, before) in enumerate(zip(draft.rows, draft.befores, strict=True)):
        if at in draft.faulty:
            continue
        if row.unit and row.to_team:
            message = "It is for a unit or for a team, not for both."
            yield draft.problem(at, "unit", row.unit, message, "Leave one of the two out.")
        if before is not None and (row.author, row.unit, row.to_team) != (before.author, before.unit, before.to_team):
            message = "Whose announcement it is, and for whom, is not changed any more."
            yield draft.problem(at, "author", row.author, message, "Announce it under a code of its own.")


def _finish(actor: Actor, draft: Draft, book: Book) -> None:
    """People, units and what it serves are written before: only then it is known whom it reaches."""
    if rows := draft.new_rows():
        upsert_announcements(actor, rows)


ANNOUNCEMENTS = Sheet(
    "announcements",
    "announcement",
    (
        code(required=True),
        code("author", "people", required=True),
        Column("title", required=True, longest=200),
        Column("text", ColumnKind.TEXT, required=True, longest=LONGEST),
        code("unit", "units"),
        Column("to_team", ColumnKind.YES_NO, default=False),
        code("objective", "objectives"),
        Column("published_at", ColumnKind.INSTANT, is_kept=True),
    ),
    ("code",),
    AnnouncementRow,
    stored=_stored,
    check=_check,
    finish=_finish,
)
