"""Sheet objectives: what is to be achieved, at every level."""

from collections.abc import Iterator, Sequence

from hoshin.accounts.access import Actor
from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book, Draft, in_order
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, choice, code, number, order
from hoshin.strategy.choices import Visibility
from hoshin.strategy.policies import objectives_ever_visible_to, with_telling
from hoshin.strategy.rows import ObjectiveRow
from hoshin.strategy.services import upsert_objectives
from hoshin.strategy.sheets.belonging import place_in_plans, put_in_order, same_plan
from hoshin.strategy.sheets.rolling_up import CRITICAL, ROLLING_UP, told

_REFERENCES = {
    "plan": "plan__code",
    "perspective": "perspective__code",
    "theme": "theme__code",
    "unit": "unit__code",
    "owner": "owner__employee_id",
}


def _stored(actor: Actor) -> Iterator[ObjectiveRow]:
    """Objectives in the order of their plans, also those that left them: past scores rest on them."""
    fields = [_REFERENCES.get(field, field) for field in ObjectiveRow._fields]
    rows = with_telling(actor, objectives_ever_visible_to(actor))
    rows = rows.order_by("plan__position", "plan", "position", "id")
    places = [ObjectiveRow._fields.index(field) for field in _REFERENCES]
    for tells, *values in rows.values_list("tells", *fields):
        for place in places:
            values[place] = values[place] or ""
        yield told(tells, ObjectiveRow(*values))


def _complete(draft: Draft, book: Book) -> Iterator[Problem]:
    put_in_order(draft, book)
    yield from place_in_plans(draft, book)


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """Days are in order, and what a row names belongs to its own plan."""
    yield from in_order(draft, "start_date", "due_date")
    plans = {sheet: book.values(sheet, "plan") for sheet in ("perspectives", "themes")}
    for at, row in enumerate(draft.rows):
        for field, sheet in (("perspective", "perspectives"), ("theme", "themes")):
            named = getattr(row, field)
            if named:
                yield from same_plan(draft, at, field, named, plans[sheet].get(folded_code(named), ""))


def _write(actor: Actor, rows: Sequence[ObjectiveRow]) -> None:
    upsert_objectives(actor, rows, is_checked=True)


OBJECTIVES = Sheet(
    "objectives",
    "objective",
    (
        code(required=True),
        Column("name", required=True, longest=500),
        code("perspective", "perspectives"),
        code("unit", "units"),
        code("owner", "people"),
        number("weight", 0, default=1.0),
        CRITICAL,
        *ROLLING_UP,
        Column("start_date", ColumnKind.DATE),
        Column("due_date", ColumnKind.DATE),
        choice("visibility", Visibility.values, Visibility.PUBLIC.value),
        Column("description", ColumnKind.TEXT),
        code("theme", "themes"),
        code("plan", "plans", is_kept=True),
        order(),
        Column("removed_on", ColumnKind.DATE, only_if_said=True),
    ),
    ("code",),
    ObjectiveRow,
    after="themes",
    stored=_stored,
    complete=_complete,
    check=_check,
    write=_write,
    examples=(
        {"code": "F1", "name": "Grow profitably", "perspective": "FIN", "owner": "E1"},
        {"code": "C1", "name": "Answer fast", "perspective": "CUS", "owner": "E2", "due_date": "2026-12-31"},
    ),
)
