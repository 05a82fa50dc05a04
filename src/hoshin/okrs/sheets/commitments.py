"""Sheet commitments: which objectives their owners took on, and in which cycle."""

from collections.abc import Iterator, Sequence

from hoshin.accounts.access import Actor
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, choice, code
from hoshin.okrs.models import Agreed, Ambition
from hoshin.okrs.policies import commitments_visible_to
from hoshin.okrs.rows import CommitmentRow
from hoshin.okrs.services import upsert_commitments


def _stored(actor: Actor) -> list[CommitmentRow]:
    rows = commitments_visible_to(actor).filter(objective__removed_on=None).order_by("objective__code")
    fields = ("objective__code", "cycle__code", "is_draft", "ambition", "archived_on", "agreed")
    return [CommitmentRow(objective, cycle or "", *said) for objective, cycle, *said in rows.values_list(*fields)]


def _complete(draft: Draft, book: Book) -> Iterator[Problem]:
    """Whether a goal is a draft follows from what it lacks, whatever a file says of it."""
    draft.columns["draft"] = [before.draft if before is not None else False for before in draft.befores]
    yield from ()


def _write(actor: Actor, rows: Sequence[CommitmentRow]) -> None:
    upsert_commitments(actor, rows, is_checked=True)


COMMITMENTS = Sheet(
    "commitments",
    "commitment",
    (
        code("objective", "objectives", required=True),
        code("cycle", "cycles"),
        Column("draft", ColumnKind.YES_NO, default=False),
        Column("ambition", ColumnKind.CHOICE, choices=tuple(Ambition.values), default=Ambition.ASPIRATIONAL.value),
        Column("archived_on", ColumnKind.DATE, only_if_said=True),
        choice("agreed", Agreed.values, Agreed.NO.value, is_kept=True),
    ),
    ("objective",),
    CommitmentRow,
    after="cycles",
    stored=_stored,
    complete=_complete,
    write=_write,
)
