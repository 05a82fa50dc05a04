"""How a node stood over time: its scores and values, period by period."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from hoshin.base.periods import Period
from hoshin.scorecards.figures import with_shown
from hoshin.scorecards.models import Score
from hoshin.strategy.models import Plan


@dataclass(frozen=True, slots=True)
class Point:
    """A node in one period: score 0–100, value and what was expected of it; `restated` is what became of a closed one.

    `found` is the value as it is known now, also where the period is closed.
    """

    period: Period
    score: float | None
    status: int
    coverage: float
    value: float | None
    target: float | None
    observed_on: date | None
    is_closed: bool
    restated: float | None
    found: float | None = None


def series_of(plan: Plan, node: int, until: Period, count: int = 60) -> list[Point]:
    """Up to `count` periods of a node up to one of them, oldest first; official scores where a period is closed."""
    first = until.shift(1 - count)
    rows = Score.objects.filter(node_id=node, period__range=(first.start, until.start)).order_by("period")
    return [point_of(row, plan) for row in with_shown(rows)]


def point_of(row: Any, plan: Plan) -> Point:
    """A stored score, taken `with_shown`, as people see it."""
    is_closed = row.closed_status is not None
    return Point(
        Period(plan.period_frequency, row.period),
        row.shown_score,
        row.shown_status,
        row.shown_coverage or 0.0,
        row.shown_value,
        row.shown_target,
        row.observed_on,
        is_closed,
        row.score if is_closed and row.score != row.shown_score else None,
        row.value,
    )


def scores_in(nodes: Collection[int], period: Period) -> dict[int, float | None]:
    """The scores that count in a period, by node, of nodes that were read for the actor already. One query."""
    rows = with_shown(Score.objects.filter(node_id__in=nodes, period=period.start))
    return {row.node_id: row.shown_score for row in rows}
