"""Sheet action_items: what somebody is to do, of the 1:1s of whoever exports."""

from collections.abc import Iterator, Sequence

from hoshin.accounts.access import Actor
from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, code
from hoshin.meetings.models import LONGEST_LINE
from hoshin.meetings.policies import action_items_visible_to, one_on_ones_visible_to
from hoshin.meetings.rows import ActionItemRow
from hoshin.meetings.services.bulk import upsert_action_items


def _stored(actor: Actor) -> Iterator[ActionItemRow]:
    """Those of one's own 1:1s: what was handed over from others is theirs to take out."""
    rows = action_items_visible_to(actor).filter(one_on_one__in=one_on_ones_visible_to(actor).order_by())
    for item in rows.select_related("one_on_one", "owner").order_by("one_on_one", "number"):
        yield ActionItemRow(
            item.one_on_one.code, item.number, item.text, item.owner.employee_id, item.due_on, item.done_on
        )


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """One of the two does it, unless it was handed over already."""
    people = {
        folded_code(one): {folded_code(organiser), folded_code(partner)}
        for (one, organiser), partner in zip(
            book.values("one_on_ones", "organiser").items(),
            book.values("one_on_ones", "partner").values(),
            strict=True,
        )
    }
    for at, (row, before) in enumerate(zip(draft.rows, draft.befores, strict=True)):
        if at in draft.faulty or (before is not None and before.owner == row.owner):
            continue
        if folded_code(row.owner) not in people.get(folded_code(row.one_on_one), {folded_code(row.owner)}):
            yield draft.problem(at, "owner", row.owner, "This is none of the two who meet.", "Name one of them.")


def _finish(actor: Actor, draft: Draft, book: Book) -> None:
    """The series are written before; of those that came with the same file whoever imports may write."""
    rows: Sequence[ActionItemRow] = draft.new_rows()
    series = book.drafts.get("one_on_ones")
    added = (
        {row.code for row, before in zip(series.rows, series.befores, strict=True) if before is None} if series else ()
    )
    if rows:
        upsert_action_items(actor, rows, added=frozenset(added))


ACTION_ITEMS = Sheet(
    "action_items",
    "action item",
    (
        code("one_on_one", "one_on_ones", required=True),
        Column("number", ColumnKind.WHOLE, required=True, least=1, most=2_000_000_000),
        Column("text", required=True, longest=LONGEST_LINE),
        code("owner", "people", required=True),
        Column("due_on", ColumnKind.DATE),
        Column("done_on", ColumnKind.DATE),
    ),
    ("one_on_one", "number"),
    ActionItemRow,
    after="one_on_ones",
    stored=_stored,
    check=_check,
    finish=_finish,
)
