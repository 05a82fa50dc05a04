"""Brings back closed periods with their official figures, as another installation kept them."""

from collections.abc import Sequence
from datetime import date

from django.db import connection

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base.errors import Invalid
from hoshin.base.outcome import Outcome
from hoshin.base.periods import Period
from hoshin.scorecards.models import ClosedPeriod, Node, Score
from hoshin.scorecards.rows import ClosedRow, Figure, OfficialRow
from hoshin.scorecards.services.periods import snapshot
from hoshin.scorecards.services.validity import closing_problems
from hoshin.strategy.models import Plan

_OFFICIAL = ", ".join(f"closed_{name}" for name in Figure._fields)


def restore_closed_periods(
    actor: Actor, closed: Sequence[ClosedRow], figures: Sequence[OfficialRow], *, is_checked: bool = False
) -> Outcome:
    """Close periods as of the instants given: with the present scores, but for the figures that are named.

    Scores must have been found before. A period that is closed already keeps its official figures. Denied; Invalid:
    an instant that cannot be; `is_checked`: each can.
    """
    require(actor, Right.IMPORT)
    plans = Plan.objects.in_bulk({row.plan_id for row in closed})
    with act(actor, "restore_closed_periods") as running:
        there = set(ClosedPeriod.objects.filter(plan__in=plans).values_list("plan_id", "period"))
        missing = [row for row in closed if (row.plan_id, row.period) not in there]
        if not is_checked:
            _check(missing, plans)
        ClosedPeriod.objects.bulk_create(
            ClosedPeriod(plan_id=row.plan_id, period=row.period, closed_at=row.closed_at, change_id=running.id)
            for row in missing
        )
        for row in missing:
            snapshot(plans[row.plan_id], row.period, keep=True)
        _write_figures(figures, {(row.plan_id, row.period) for row in missing})
    return Outcome(created=len(missing), unchanged=len(closed) - len(missing))


def _check(closed: Sequence[ClosedRow], plans: dict[int, Plan]) -> None:
    problems = []
    for row in closed:
        problems += closing_problems(Period(plans[row.plan_id].period_frequency, row.period), row.closed_at)
    if problems:
        raise Invalid(problems)


def _write_figures(figures: Sequence[OfficialRow], fresh: set[tuple[int, date]]) -> None:
    """Overwrite the snapshots of periods that were closed just now."""
    plan_of = dict(Node.objects.filter(id__in={row.node_id for row in figures}).values_list("id", "plan_id"))
    wanted = [row for row in figures if (plan_of[row.node_id], row.period) in fresh]
    given = [(row.node_id, row.period, *row.figure) for row in wanted if row.figure is not None]
    with connection.cursor() as cursor:
        # What counted when the period was closed and does not any more has no present score beside its official one.
        cursor.executemany(
            f"INSERT INTO scorecards_score (node_id, period, coverage, status, reason, flags, {_OFFICIAL}) "
            f"VALUES (%s, %s, 0, 0, 0, 0, %s, %s, %s, %s, %s) ON CONFLICT (node_id, period) DO UPDATE SET "
            f"({_OFFICIAL}) = ({', '.join('excluded.' + name for name in _OFFICIAL.split(', '))})",
            given,
        )
    by_period: dict[date, list[int]] = {}
    for row in wanted:
        if row.figure is None:
            by_period.setdefault(row.period, []).append(row.node_id)
    none = dict.fromkeys(_OFFICIAL.split(", "))
    for period, nodes in by_period.items():
        Score.objects.filter(node_id__in=nodes, period=period).update(**none)
