"""Sheet perspectives: the sides from which a plan is looked at."""

from collections.abc import Iterator, Sequence

from hoshin.accounts.access import Actor
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, code, number, order
from hoshin.strategy.policies import perspectives_ever_visible_to, with_telling
from hoshin.strategy.rows import PerspectiveRow
from hoshin.strategy.services import upsert_perspectives
from hoshin.strategy.sheets.belonging import place_in_plans, put_in_order
from hoshin.strategy.sheets.rolling_up import CRITICAL, ROLLING_UP, told


def _stored(actor: Actor) -> list[PerspectiveRow]:
    """Also those that left their plan: past scores rest on them."""
    rows = with_telling(actor, perspectives_ever_visible_to(actor)).order_by("plan__position", "position", "id")
    fields = ["plan__code" if field == "plan" else field for field in PerspectiveRow._fields]
    return [told(tells, PerspectiveRow(*row)) for tells, *row in rows.values_list("tells", *fields)]


def _complete(draft: Draft, book: Book) -> Iterator[Problem]:
    put_in_order(draft, book)
    yield from place_in_plans(draft, book)


def _write(actor: Actor, rows: Sequence[PerspectiveRow]) -> None:
    upsert_perspectives(actor, rows, is_checked=True)


PERSPECTIVES = Sheet(
    "perspectives",
    "perspective",
    (
        code(required=True),
        Column("name", required=True),
        order(),
        number("weight", 0, default=1.0),
        CRITICAL,
        *ROLLING_UP,
        code("plan", "plans", is_kept=True),
        Column("description", ColumnKind.TEXT),
        Column("removed_on", ColumnKind.DATE, only_if_said=True),
    ),
    ("code",),
    PerspectiveRow,
    after="people",
    stored=_stored,
    complete=_complete,
    write=_write,
    examples=(
        {"code": "FIN", "name": "Financial", "weight": 2},
        {"code": "CUS", "name": "Customer", "weight": 1},
    ),
)
