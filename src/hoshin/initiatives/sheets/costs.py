"""Sheet costs: what initiatives are planned to cost in periods, and what they did."""

from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, code, number
from hoshin.initiatives.currency import currency_problem
from hoshin.initiatives.models import MOST_MONEY
from hoshin.initiatives.policies import costs_visible_to
from hoshin.initiatives.rows import CostRow
from hoshin.initiatives.services import upsert_costs
from hoshin.initiatives.sheets.initiatives import other_currency


def _stored(actor: Actor) -> Iterator[CostRow]:
    rows = costs_visible_to(actor).select_related("initiative").order_by("initiative", "starts_on", "pk")
    for row in rows:
        yield CostRow(row.initiative.code, row.period, row.planned, row.actual, row.initiative.currency, row.note)


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """They say an amount, in the currency of their initiative, which is the organisation's."""
    currencies = book.values("initiatives", "currency")
    for at, row in enumerate(draft.rows):
        if at in draft.faulty:
            continue
        if row.planned is None and row.actual is None:
            yield draft.problem(at, "planned", "", "It says no amount.", "Fill planned or actual, or drop the row.")
        own = currencies.get(folded_code(row.initiative), "")
        problem = currency_problem(row.currency, own)
        if problem is not None:
            yield draft.problem(at, "currency", row.currency, problem.message, problem.remedy, problem.code)
        elif not own:
            yield from other_currency(draft, book, at, row.currency)
        before = draft.befores[at]
        draft.rows[at] = row._replace(currency=before.currency if before is not None else row.currency.upper())


COSTS = Sheet(
    "costs",
    "cost of an initiative",
    (
        code("initiative", "initiatives", required=True),
        Column("period", ColumnKind.PERIOD, required=True),
        number("planned", -MOST_MONEY, MOST_MONEY),
        number("actual", -MOST_MONEY, MOST_MONEY),
        Column("currency", longest=3),
        Column("note"),
    ),
    ("initiative", "period"),
    CostRow,
    after="milestones",
    stored=_stored,
    check=_check,
    finish=lambda actor, draft, book: upsert_costs(actor, draft.new_rows()) if draft.new_rows() else None,
    foremost=("planned", "actual"),
    examples=({"initiative": "I1", "period": "2026-Q2", "planned": 40000},),
)
