"""How key results stand: the values that were known last, and the status that their forecast or their pace proposes."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from hoshin.base import clock
from hoshin.base.periods import Period
from hoshin.forecasts.models import Forecast
from hoshin.forecasts.selectors import probability_of
from hoshin.measures.models import Actual, Measure, Target
from hoshin.scorecards.assembly.grades import status_proposed
from hoshin.scorecards.assembly.pace import Pace, PaceAsked, paces
from hoshin.scorecards.selectors.measure import target_holding
from hoshin.strategy.models import Objective


@dataclass(frozen=True, slots=True)
class StandingResult:
    """A key result of a goal with its target and the value that was known last, in which period."""

    objective: Objective
    measure: Measure
    target: Target | None
    value: float | None
    period: date | None

    @classmethod
    def of(
        cls,
        objective: Objective,
        measure: Measure,
        targets: Mapping[int, Sequence[Target]],
        values: Mapping[int, Sequence[Actual]],
    ) -> "StandingResult":
        """By the targets and the latest values, the latest first, of each measure."""
        period = running_period(measure, objective)
        target = target_holding(targets.get(measure.pk, ()), period, None)
        last = next(iter(values.get(measure.pk, ())), None)
        return cls(objective, measure, target, last.value if last else None, last.period if last else None)


def running_period(measure: Measure, objective: Objective) -> Period:
    """The period to which a value of today belongs: the running one, or the last of a goal that is over."""
    ends_on = objective.due_date
    day = clock.today() if ends_on is None else min(clock.today(), ends_on)
    return Period.containing(day, measure.period_frequency)


def latest_values(actuals: QuerySet[Actual], measures: Collection[int], count: int) -> dict[int, list[Actual]]:
    """The latest values of the whole, at most so many of each measure, the latest first. One query.

    Not joined with their changes by itself: that of a running act is not written yet.
    """
    latest = Window(RowNumber(), partition_by=F("measure"), order_by=F("period").desc())
    rows = actuals.filter(measure__in=measures, unit=None, superseded_at=None, value__isnull=False)
    rows = rows.filter(period__lte=clock.today()).annotate(place=latest).filter(place__lte=count)
    found = defaultdict(list)
    for row in rows.order_by("measure_id", "-period"):
        found[row.measure_id].append(row)
    return found


def paces_of(standing: Sequence[StandingResult]) -> list[Pace | None]:
    """The pace of each on the day of its last value; a period that still runs is judged as of today."""
    return paces(
        [
            PaceAsked(
                one.value,
                _day(one),
                one.target.baseline if one.target else None,
                one.target.target if one.target else None,
                one.measure.starts_on or one.objective.start_date,
                one.measure.due_on or one.objective.due_date,
            )
            for one in standing
        ]
    )


def proposed(pace: Pace | None, likely: float | None = None) -> str:
    """The status that is proposed: by the probability of the target where one may speak, else by the pace (methods.md
    1.13); "" where neither says anything yet, or no more. What is reached is reached."""
    return status_proposed(pace.status if pace else "", likely)


def likely(one: StandingResult, forecast: Forecast | None) -> float | None:
    """How likely the target is on the due date, where a forecast may say so: one that can be trusted, of this target by
    this day, and that knows the last value."""
    if one.target is None:
        return None
    return probability_of(forecast, one.measure.due_on or one.objective.due_date, one.period)


def _day(one: StandingResult) -> date | None:
    if one.period is None:
        return None
    return min(Period.containing(one.period, one.measure.period_frequency).end, clock.today())
