"""Draws the values of made-up measures: the same for the same last month, whatever else is in the demonstration."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from hoshin.base.periods import Frequency, Period
from hoshin.demo.measure import MONTHS, Holder, Made

SEED = "Horizon 2030"


@dataclass(frozen=True, slots=True)
class Drawn:
    """One value of a measure, of a unit where it is not the whole agency's."""

    measure: str
    unit: str
    period: Period
    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    note: str = ""


def drawn(made: Made, last: Period) -> Iterator[Drawn]:
    """All values of a measure up to the last month; nothing for months that were not reported."""
    if made.formula:
        return
    for holder in made.holders or (Holder(""),):
        random = Random(f"{SEED} {made.code} {holder.unit}")  # noqa: S311 - made-up figures, no secrets
        errors = {month: random.gauss(0.0, 1.0) for month in range(MONTHS)}
        volumes = {month: random.uniform(0.94, 1.06) for month in range(MONTHS)}
        for period, back in _periods(made.frequency, last):
            if back in made.gaps or (made.late and back == 0):
                continue
            level = _level(made, back, period.end.month) + made.noise * errors[back]
            yield _value(made, holder, period, level, holder.volume * volumes[back], made.notes.get(back, ""))


def _periods(frequency: Frequency, last: Period) -> Iterator[tuple[Period, int]]:
    """Periods that lie wholly within the story, each with how many months before the last one it ends."""
    first = last.shift(1 - MONTHS)
    period = Period.containing(first.start, frequency)
    while period.end <= last.end:
        if period.start >= first.start:
            ended = Period.containing(period.end, Frequency.MONTHLY)
            yield period, (last.start.year - ended.start.year) * 12 + last.start.month - ended.start.month
        period = period.shift(1)


def _level(made: Made, back: int, month: int) -> float:
    season = 1.0 + made.season * math.cos(2.0 * math.pi * (month - made.peak) / 12.0)
    for (earlier, high), (later, low) in zip(made.path, made.path[1:]):
        if later <= back <= earlier:
            return (low + (high - low) * (back - later) / (earlier - later)) * season
    raise ValueError(f"{made.code} has no way through month {back}")


def _value(made: Made, holder: Holder, period: Period, level: float, volume: float, note: str) -> Drawn:
    value = level * holder.scale + holder.offset
    if made.aggregation == "ratio":
        below = float(max(1, round(volume)))
        return Drawn(made.code, holder.unit, period, None, float(round(value * below)), below, note)
    value = round(max(0.0, value) if made.direction != "band" else value, made.decimals)
    value = value if made.most is None else min(value, made.most)
    weight = float(max(1, round(volume))) if made.aggregation == "weighted_mean" else None
    return Drawn(made.code, holder.unit, period, value, None, weight, note)
