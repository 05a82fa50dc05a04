"""How likely goals were to be reached when they were set, by what was known then (methods 6.9 and 6.11).

A goal is a period of a measure with the target in force. What was known is the series up to the day on which that target was
written; of fewer than eight values, and of targets that were changed since, nothing is said.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from hoshin.base.clock import day_of
from hoshin.base.periods import Frequency, Period, ordinals
from hoshin.engine.arrays import Floats
from hoshin.engine.forecasting import forecast
from hoshin.measures.models import Direction, Measure, Target
from hoshin.scorecards.models import NodeKind, Score

LEAST_KNOWN, MOST_AHEAD, MOST_SERIES = 8, 24, 1_000
SIGNS = {Direction.HIGHER.value: 1.0, Direction.LOWER.value: -1.0}
# After how many periods a season may repeat.
_SEASONS = {Frequency.WEEKLY: 52, Frequency.MONTHLY: 12, Frequency.QUARTERLY: 4, Frequency.HALF_YEARLY: 2}


class SeenValue(NamedTuple):
    """A value as it was scored in a period, by the period's first day."""

    period: date
    value: float | None
    target: float | None
    status: int


class SetGoal(NamedTuple):
    """A target of a measure in a period: the series known when it was set, so many periods ahead, and what came."""

    measure: int
    period: date
    known: tuple[float, ...]
    ahead: int
    sign: float
    target: float
    value: float

    @property
    def is_reached(self) -> bool:
        return (self.value - self.target) * self.sign >= 0


def values_seen(measures: Iterable[int], until: date) -> dict[int, list[SeenValue]]:
    """What was scored of each measure by period, once where it stands in several plans. One query.

    Of measures that were read for the actor already.
    """
    rows = Score.objects.filter(
        node__kind=NodeKind.MEASURE, node__unit=None, node__measure__in=list(measures), period__lte=until
    )
    found: dict[int, dict[date, SeenValue]] = defaultdict(dict)
    columns = ("node__measure", "period", "value", "target", "status")
    for measure, *values in rows.order_by("node__plan", "period").values_list(*columns):
        if measure is not None:
            one = SeenValue(*values)
            found[measure].setdefault(one.period, one)
    return {measure: [by_period[day] for day in sorted(by_period)] for measure, by_period in found.items()}


def goals_set(
    measures: Mapping[int, Measure], seen: Mapping[int, Sequence[SeenValue]], since: date, until: date
) -> dict[int, list[SetGoal]]:
    """By measure what was to be reached in the periods between two days, the oldest first. One query.

    Of fewer than eight values known when a target was set, and of targets that were changed since, there is none.
    """
    return {
        measure: list(_goals(measures[measure], seen.get(measure, ()), written, (since, until)))
        for measure, written in _written(measures).items()
    }


def likelihoods(goals: Sequence[SetGoal], measures: Mapping[int, Measure]) -> Floats:
    """How likely each goal (G,) was to be reached, by its series alone; NaN beyond as many series as are looked at."""
    likely = np.full(len(goals), np.nan)
    by_frequency: dict[Frequency, list[int]] = defaultdict(list)
    for at, goal in enumerate(goals):
        by_frequency[Frequency(measures[goal.measure].frequency)].append(at)
    for frequency, places in by_frequency.items():
        likely[places] = likelihoods_within([goals[at] for at in places], _SEASONS.get(frequency, 1))
    return likely


def _written(measures: Mapping[int, Measure]) -> dict[int, list[tuple[date, date]]]:
    """By measure from which day each target holds, and on which day it was written; later ones last."""
    rows = Target.objects.filter(measure__in=list(measures), unit=None, target__isnull=False, version=1)
    found: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for measure, starts_on, created_at in rows.values_list("measure", "starts_on", "created_at"):
        found[measure].append((starts_on or date.min, day_of(created_at)))
    return {measure: sorted(days) for measure, days in found.items()}


def _goals(
    measure: Measure, seen: Sequence[SeenValue], written: Sequence[tuple[date, date]], time: tuple[date, date]
) -> Iterator[SetGoal]:
    frequency, sign = Frequency(measure.frequency), SIGNS.get(measure.direction)
    valued = [(one.period, one.value, one.target) for one in seen if one.value is not None]
    if sign is None or not valued:
        return
    numbers = ordinals(np.array([period for period, _value, _target in valued], "datetime64[D]"), frequency)
    series = np.full(int(numbers[-1] - numbers[0]) + 1, np.nan)
    series[numbers - numbers[0]] = [value for _period, value, _target in valued]
    ends = [Period(frequency, period).end for period, _value, _target in valued]
    known: dict[int, tuple[float, ...]] = {}
    for at, (period, value, target) in enumerate(valued):
        held = [day for starts_on, day in written if starts_on <= period]
        if target is None or not held or held[-1] > ends[at] or not time[0] <= period <= time[1]:
            continue
        before = min(bisect_left(ends, held[-1]), at)
        if before < LEAST_KNOWN or not 1 <= numbers[at] - numbers[before - 1] <= MOST_AHEAD:
            continue
        if before not in known:
            known[before] = tuple(series[: int(numbers[before - 1] - numbers[0]) + 1].tolist())
        ahead = int(numbers[at] - numbers[before - 1])
        yield SetGoal(measure.pk, period, known[before], ahead, sign, target, value)


def likelihoods_within(goals: Sequence[SetGoal], cycle: int) -> Floats:
    """The same of goals of one frequency, in which a season may repeat after so many periods."""
    likely = np.full(len(goals), np.nan)
    series = list(dict.fromkeys(goal.known for goal in goals))[:MOST_SERIES]
    if not series:
        return likely
    longest = max(len(one) for one in series)
    values = np.array([[np.nan] * (longest - len(one)) + list(one) for one in series])
    found = forecast(values, max(goal.ahead for goal in goals), cycle)
    row_of = {one: row for row, one in enumerate(series)}
    places = {at: (row_of[goal.known], goal.ahead - 1) for at, goal in enumerate(goals) if goal.known in row_of}
    while places:
        # All at once; where two goals share a series and a period, the second waits for another round.
        limit = np.full(found.mean.shape, np.nan)
        now = {place: at for at, place in reversed(places.items())}
        for place, at in now.items():
            limit[place] = goals[at].target
        below = found.probability_below(limit)
        for place, at in now.items():
            likely[at] = below[place] if goals[at].sign < 0 else 1.0 - below[place]
            del places[at]
    return likely
