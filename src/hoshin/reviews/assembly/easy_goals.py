"""Goals that had been all but certain when they were set (methods 6.9), by what was known then.

A goal is a period of a measure with the target in force. What was known is the series up to the day on which that target was
written; of fewer than eight values, and of targets that were changed since, nothing is said.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol

import numpy as np

from hoshin.base.clock import day_of
from hoshin.base.periods import Frequency, Period, ordinals
from hoshin.engine.arrays import Floats
from hoshin.engine.forecasting import forecast
from hoshin.engine.reviews import PatternResult, sandbagging
from hoshin.measures.models import Direction, Measure, Target

LEAST_KNOWN, MOST_AHEAD, MOST_SERIES = 8, 24, 1_000
SIGNS = {Direction.HIGHER.value: 1.0, Direction.LOWER.value: -1.0}
# After how many periods a season may repeat.
_SEASONS = {Frequency.WEEKLY: 52, Frequency.MONTHLY: 12, Frequency.QUARTERLY: 4, Frequency.HALF_YEARLY: 2}


class SeenValue(Protocol):
    """A value as it was scored in a period, by the period's first day."""

    @property
    def period(self) -> date: ...
    @property
    def value(self) -> float | None: ...
    @property
    def target(self) -> float | None: ...


class _Goal(NamedTuple):
    """Of which owner (by place), the series known then, so many periods ahead, and what was wanted and came."""

    owner: int
    known: tuple[float, ...]
    ahead: int
    sign: float
    target: float
    value: float


def easy_goals(
    owned: Mapping[int, Measure],
    place: Mapping[int, int],
    seen: Mapping[int, Sequence[SeenValue]],
    since: date,
    until: date,
) -> PatternResult:
    """Per owner how many goals of the time were reached that had been all but certain when they were set. One query."""
    by_frequency: dict[Frequency, list[_Goal]] = defaultdict(list)
    for measure, written in _written(owned).items():
        one = owned[measure]
        goals = _goals(place[one.owner_id or 0], one, seen.get(measure, ()), written, (since, until))
        by_frequency[Frequency(one.frequency)] += goals
    goals = [goal for found in by_frequency.values() for goal in found]
    likely = [_likelihoods(found, _SEASONS.get(frequency, 1)) for frequency, found in by_frequency.items()]
    reached = [float((goal.value - goal.target) * goal.sign >= 0) for goal in goals]
    owners = [goal.owner for goal in goals]
    return sandbagging(owners, reached, np.concatenate(likely) if likely else [], owners=len(place))


def _written(owned: Mapping[int, Measure]) -> dict[int, list[tuple[date, date]]]:
    """By measure from which day each target holds, and on which day it was written; later ones last."""
    rows = Target.objects.filter(measure__in=owned, unit=None, target__isnull=False, version=1)
    found: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for measure, starts_on, created_at in rows.values_list("measure", "starts_on", "created_at"):
        found[measure].append((starts_on or date.min, day_of(created_at)))
    return {measure: sorted(days) for measure, days in found.items()}


def _goals(
    owner: int,
    measure: Measure,
    seen: Sequence[SeenValue],
    written: Sequence[tuple[date, date]],
    time: tuple[date, date],
) -> Iterator[_Goal]:
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
        yield _Goal(owner, known[before], int(numbers[at] - numbers[before - 1]), sign, target, value)


def _likelihoods(goals: Sequence[_Goal], cycle: int) -> Floats:
    """How likely each goal (G,) was to be reached, by its series alone; NaN beyond as many series as are looked at."""
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
