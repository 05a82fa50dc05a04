"""Sheet closed_periods: the periods whose scores are official."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from hoshin.accounts.access import Actor
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.periods import Period
from hoshin.base.sheets import Column, ColumnKind, Sheet, code
from hoshin.base.wordings import Said
from hoshin.scorecards.models import ClosedPeriod
from hoshin.scorecards.rows import ClosedRow, OfficialRow
from hoshin.scorecards.services import nodes_named, restore_closed_periods
from hoshin.scorecards.services.validity import closing_problems
from hoshin.scorecards.sheets.closed_scores import ClosedScoreLine
from hoshin.scorecards.sheets.periods import fit_periods
from hoshin.strategy.models import Plan
from hoshin.strategy.policies import plans_visible_to


class ClosedPeriodLine(NamedTuple):
    """A row of the sheet: a period of a plan, and the instant at which it was closed."""

    plan: str
    period: Period
    closed_at: datetime


def _stored(actor: Actor) -> list[ClosedPeriodLine]:
    """Closed periods, plan by plan in the order of time."""
    rows = ClosedPeriod.objects.filter(plan__in=plans_visible_to(actor)).select_related("plan")
    return [
        ClosedPeriodLine(row.plan.code, Period(row.plan.period_frequency, row.period), row.closed_at)
        for row in rows.order_by("plan__position", "plan_id", "period")
    ]


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """Each was over when it was closed; what is closed already keeps its instant."""
    kept = 0
    for at, (row, before) in enumerate(zip(draft.rows, draft.befores, strict=True)):
        if at in draft.faulty:
            continue
        yield from (replace(problem, row=at + 1) for problem in closing_problems(row.period, row.closed_at))
        if before is not None and before != row:
            kept += 1
            draft.rows[at] = before
    if kept:
        book.notices.append(
            Said("Sheet closed_periods: %(kept)s were closed already at another time; left alone.", kept=kept)
        )


def _after_news(actor: Actor, draft: Draft, book: Book) -> None:
    """Official figures are the present scores but for those that differ, so that scores are to be found first."""
    news = [row for row, before in zip(draft.rows, draft.befores, strict=True) if before is None]
    if not news:
        return
    figures = book.drafts.get("closed_scores")
    named: list[ClosedScoreLine] = [] if figures is None else figures.rows
    fresh = [line for line, before in zip(named, figures.befores if figures else [], strict=True) if before is None]
    plans = dict(Plan.objects.values_list("code", "id"))
    ids = nodes_named(actor, [line.node for line in fresh])
    restore_closed_periods(
        actor,
        [ClosedRow(plans[row.plan], row.period.start, row.closed_at) for row in news],
        [OfficialRow(ids[line.node], line.period.start, line.figure) for line in fresh],
        is_checked=True,
    )


CLOSED_PERIODS = Sheet(
    "closed_periods",
    "closed period",
    (
        code("plan", "plans", required=True),
        Column("period", ColumnKind.PERIOD, required=True),
        Column("closed_at", ColumnKind.INSTANT, required=True),
    ),
    ("plan", "period"),
    ClosedPeriodLine,
    stored=_stored,
    prepare=fit_periods,
    check=_check,
    after_news=_after_news,
)
