"""Sheet holdings: which units have a scorecard of their own with the objectives of a plan."""

from collections.abc import Iterator, Sequence

from hoshin.accounts.access import Actor
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, code
from hoshin.base.wordings import Said
from hoshin.strategy.policies import holdings_visible_to
from hoshin.strategy.rows import HoldingRow
from hoshin.strategy.services import upsert_holdings
from hoshin.strategy.sheets.belonging import only_plan, same_plan, says_no_plan


def _stored(actor: Actor) -> list[HoldingRow]:
    rows = holdings_visible_to(actor).order_by("plan__position", "plan", "unit__code", "objective__code")
    fields = ("plan__code", "objective__code", "unit__code", "with_below")
    return [HoldingRow(plan, objective or "", *row) for plan, objective, *row in rows.values_list(*fields)]


def _prepare(draft: Draft, book: Book) -> Iterator[Problem]:
    """A row that names no plan is told apart by that of its objective, or by the only one."""
    of_objectives, only = book.values("objectives", "plan"), only_plan(book)
    rows = zip(draft.cells("plan"), draft.cells("objective"), strict=True)
    draft.given["plan"] = [plan or of_objectives.get((named or "").casefold()) or only or None for plan, named in rows]
    for at, plan in enumerate(draft.given["plan"]):
        if plan is None:
            yield says_no_plan(draft, at, book)


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """An objective that is held belongs to the plan, and to no unit."""
    plans, units = book.values("objectives", "plan"), book.values("objectives", "unit")
    for at, row in enumerate(draft.rows):
        named = row.objective.casefold()
        if not named:
            continue
        yield from same_plan(draft, at, "objective", row.objective, plans.get(named, ""))
        if units.get(named):
            message = Said(
                "%(objective)s belongs to the unit %(unit)s, whose own it is.",
                objective=row.objective,
                unit=units[named],
            )
            yield draft.problem(at, "objective", row.objective, message, "Name an objective of the whole.")


def _write(actor: Actor, rows: Sequence[HoldingRow]) -> None:
    upsert_holdings(actor, rows, is_checked=True)


HOLDINGS = Sheet(
    "holdings",
    "holding",
    (
        code("plan", "plans", is_kept=True),
        code("objective", "objectives"),
        code("unit", "units", required=True),
        Column("with_below", ColumnKind.YES_NO, default=True),
    ),
    ("plan", "objective", "unit"),
    HoldingRow,
    stored=_stored,
    prepare=_prepare,
    check=_check,
    write=_write,
)
