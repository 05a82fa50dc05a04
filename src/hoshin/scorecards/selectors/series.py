"""How a node stood over time: its scores and values, period by period."""

from dataclasses import dataclass
from datetime import date

from hoshin.base.periods import Period
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
    return [point_of(row, plan) for row in rows]


def point_of(row: Score, plan: Plan) -> Point:
    """A stored score as people see it: the official one where its period is closed."""
    period = Period(plan.period_frequency, row.period)
    if row.closed_status is None:
        return Point(
            period, row.score, row.status, row.coverage, row.value, row.target, row.observed_on, False, None, row.value
        )  # fmt: skip
    now, then = row.score, row.closed_score
    restated = None if now is None or now == then else now
    return Point(
        period, then, row.closed_status, row.closed_coverage or 0.0, row.closed_value, row.closed_target,
        row.observed_on, True, restated, row.value,
    )  # fmt: skip
