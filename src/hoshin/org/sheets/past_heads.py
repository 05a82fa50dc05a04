"""Sheet past_heads: who headed which unit before, from one day until another; the sheet units says who heads it now."""

from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, code
from hoshin.org.positions import past_heads
from hoshin.org.rows import PastHeadRow
from hoshin.org.services import restore_heads


def _stored(actor: Actor) -> Iterator[PastHeadRow]:
    for row in past_heads(actor).values_list("unit__code", "person__employee_id", "valid_from", "valid_to"):
        yield PastHeadRow(*row)


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """What is past is over, and began before it ended."""
    for at, row in enumerate(draft.rows):
        if at in draft.faulty:
            continue
        if row.until > clock.today():
            yield draft.problem(at, "until", row.until, "Who heads a unit today stands in the sheet units.")
        elif row.until <= row.since:
            yield draft.problem(at, "until", row.until, "It ended before it began.", "Write the first day without it.")


PAST_HEADS = Sheet(
    "past_heads",
    "past head of a unit",
    (
        code("unit", "units", required=True),
        code("person", "people", required=True),
        Column("since", ColumnKind.DATE, required=True),
        Column("until", ColumnKind.DATE, required=True),
    ),
    ("unit", "since"),
    PastHeadRow,
    after="past_positions",
    stored=_stored,
    check=_check,
    write=restore_heads,
)
