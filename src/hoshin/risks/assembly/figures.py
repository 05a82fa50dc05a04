"""Where the latest values of indicators lie: that of the last period that is over, the official one where it is closed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from hoshin.base import clock
from hoshin.base.periods import Frequency, Period
from hoshin.measures.models import Actual
from hoshin.risks.models import FigureStanding, LimitSide, RiskIndicator
from hoshin.scorecards.figures import with_shown
from hoshin.scorecards.models import Node, NodeKind, Score


@dataclass(frozen=True, slots=True)
class LatestFigure:
    """The latest value of a measure of the whole, and its period; `is_late`: a later one should be known by now.

    `node`: the number of the node by which it counts in a plan; None where it counts in none.
    """

    value: float
    period: Period
    is_late: bool = False
    node: int | None = None


def latest_figures(measures: Collection[int]) -> dict[int, LatestFigure]:
    """By measure the latest value of a period that is over: one that still runs is not judged. Three statements.

    Of a measure that counts in a plan the value that its score rests on, official where the period is closed; of one in no
    plan what was recorded.
    """
    today = clock.today()
    nodes = Node.objects.filter(kind=NodeKind.MEASURE, unit=None, measure__in=measures).select_related(
        "plan", "measure"
    )
    of: dict[int, Node] = {}
    for node in nodes.order_by("is_active", "-plan__position", "-plan_id"):
        of[node.measure_id or 0] = node
    found: dict[int, LatestFigure] = {}
    scored = Q(pk__in=())
    for node in of.values():
        scored |= Q(node=node.pk, period__lte=_last_over(node.plan.period_frequency, today).start)
    values = with_shown(Score.objects.filter(scored)).filter(shown_value__isnull=False)
    latest = {row.node_id: row for row in values.order_by("node_id", "-period").distinct("node_id")} if of else {}
    for measure, node in of.items():
        if node.pk in latest:
            period = Period(node.plan.period_frequency, latest[node.pk].period)
            asked = Frequency(node.measure.frequency) if node.measure else node.plan.period_frequency
            is_late = _is_late(period, asked, node.plan.close_lag_days, today)
            found[measure] = LatestFigure(latest[node.pk].shown_value, period, is_late, node.pk)
    return found | _recorded(set(measures) - of.keys(), today)


def standing_at(value: float | None, indicator: RiskIndicator) -> FigureStanding:
    """Where a value lies beside the limits of an indicator: at the limit it is not beyond it."""
    if value is None:
        return FigureStanding.UNKNOWN
    sign = 1.0 if indicator.side == LimitSide.ABOVE else -1.0
    if sign * (value - indicator.limit) > 0:
        return FigureStanding.BEYOND
    if indicator.warning is not None and sign * (value - indicator.warning) > 0:
        return FigureStanding.NEAR
    return FigureStanding.WITHIN


def _recorded(measures: Collection[int], today: date) -> dict[int, LatestFigure]:
    if not measures:
        return {}
    rows = Actual.objects.filter(measure__in=measures, unit=None, superseded_at=None, value__isnull=False)
    found: dict[int, LatestFigure] = {}
    for row in rows.filter(period__lte=today).select_related("measure").order_by("measure", "period"):
        period = Period(Frequency(row.measure.frequency), row.period)
        if period.end < today and row.value is not None:
            is_late = _is_late(period, period.frequency, row.measure.close_lag_days or 0, today)
            found[row.measure_id] = LatestFigure(row.value, period, is_late)
    return found


def _last_over(frequency: Frequency, today: date) -> Period:
    return Period.containing(today, frequency).shift(-1)


def _is_late(period: Period, frequency: Frequency, lag: int, today: date) -> bool:
    """Whether the period that was asked for last, by now beyond its days of grace, lies after the one that is known."""
    over = _last_over(frequency, today)
    asked = over if (today - over.end).days > lag else over.shift(-1)
    return period.end < asked.end
