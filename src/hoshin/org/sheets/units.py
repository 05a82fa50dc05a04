"""Sheet units: the tree of units with their heads."""

from collections.abc import Iterator, Sequence

from hoshin.accounts.access import Actor
from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book, Draft, no_circle
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, Sheet, code
from hoshin.org.policies import units_visible_to
from hoshin.org.rows import UnitRow
from hoshin.org.services import set_heads, upsert_units


def _stored(actor: Actor) -> list[UnitRow]:
    rows = units_visible_to(actor).order_by("id").values_list("code", "name", "parent__code", "head__employee_id")
    return [UnitRow(code, name, parent or "", head or "") for code, name, parent, head in rows]


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """Units form a tree."""
    parents = book.values("units", "parent")
    points_to = {code: [folded_code(parent)] if parent else [] for code, parent in parents.items()}
    yield from no_circle(draft, book, "parent", "is part of", points_to)


def _write(actor: Actor, rows: Sequence[UnitRow]) -> None:
    upsert_units(actor, rows, is_checked=True)


def _finish(actor: Actor, draft: Draft, book: Book) -> None:
    """Heads are people, who are written after units."""
    if draft.news:
        set_heads(actor, draft.new_rows())


UNITS = Sheet(
    "units",
    "unit",
    (code(required=True), Column("name", required=True), code("parent", "units"), code("head", "people")),
    ("code",),
    UnitRow,
    stored=_stored,
    check=_check,
    write=_write,
    only_one=("head",),
    examples=(
        {"code": "ACME", "name": "Acme"},
        {"code": "SALES", "name": "Sales", "parent": "ACME", "head": "E1"},
    ),
    finish=_finish,
)
