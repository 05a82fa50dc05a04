"""Sheet cycles: spans for which goals are taken on."""

from collections.abc import Iterator, Sequence

from hoshin.accounts.access import Actor
from hoshin.base.drafts import Book, Draft, in_order
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, code
from hoshin.okrs.policies import cycles_visible_to
from hoshin.okrs.rows import CycleRow
from hoshin.okrs.services import upsert_cycles


def _stored(actor: Actor) -> list[CycleRow]:
    rows = cycles_visible_to(actor).order_by("starts_on", "code")
    return [CycleRow(*row) for row in rows.values_list("code", "name", "starts_on", "ends_on", "closed_on")]


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    yield from in_order(draft, "starts_on", "ends_on")


def _write(actor: Actor, rows: Sequence[CycleRow]) -> None:
    upsert_cycles(actor, rows, is_checked=True)


CYCLES = Sheet(
    "cycles",
    "cycle",
    (
        code(required=True),
        Column("name", required=True),
        Column("starts_on", ColumnKind.DATE, required=True),
        Column("ends_on", ColumnKind.DATE, required=True),
        Column("closed_on", ColumnKind.DATE, only_if_said=True),
    ),
    ("code",),
    CycleRow,
    stored=_stored,
    check=_check,
    write=_write,
    examples=({"code": "2027-Q1", "name": "Q1 2027", "starts_on": "2027-01-01", "ends_on": "2027-03-31"},),
)
