"""Turns the values of a measure into a control chart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from hoshin.base.periods import Frequency
from hoshin.engine.watching import ChartBaseline, CountedBaseline, WatchSettings, draw_chart
from hoshin.scorecards.assembly.counted import counted_values, part_of

_CYCLES = {
    Frequency.DAILY: (7.0,),
    Frequency.WEEKLY: (52.0,),
    Frequency.MONTHLY: (12.0,),
    Frequency.QUARTERLY: (4.0,),
    Frequency.HALF_YEARLY: (2.0,),
    Frequency.ANNUAL: (),
}


@dataclass(frozen=True, slots=True)
class SpokenRule:
    """What a rule says at one place of a chart: its kind, up or down, and the numbers that were compared."""

    at: int
    kind: str
    direction: str
    facts: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class ControlPoint:
    """One place of a chart: the centre, the limits that are drawn, and those beyond which it is an alarm; None before
    there are eight values."""

    centre: float | None = None
    low: float | None = None
    high: float | None = None
    alarm_low: float | None = None
    alarm_high: float | None = None


@dataclass(frozen=True, slots=True)
class ControlLimitsFound:
    """The limits that hold now: how many values set them, by what (``ranges`` of neighbours, the distribution of
    ``counts`` or of ``shares``), and what was taken out of these first. ``before``: by what they were set until the place
    ``since``, where that was something else."""

    count: int
    by: str
    is_by_medians: bool
    has_trend: bool
    has_season: bool
    likeness: float
    before: str = ""
    since: int | None = None


@dataclass(frozen=True, slots=True)
class ControlCourse:
    points: tuple[ControlPoint, ...]
    rules: tuple[SpokenRule, ...]
    limits: ControlLimitsFound | None


def control_course(
    values: Sequence[float | None],
    judged: Sequence[bool],
    frequency: Frequency,
    starts: Sequence[int] = (),
    *,
    aggregation: str,
    parts: Sequence[tuple[float | None, float | None]] = (),
) -> ControlCourse:
    """The chart of values by period, oldest first, a missing one as None; one that may not be ``judged`` yet has limits
    and neither sets them nor is spoken of. From each of ``starts`` on, limits begin anew.

    ``parts``: numerator and denominator of each value, where they are known.
    """
    y = np.array([np.nan if value is None else value for value in values], np.float64)
    y[~np.array(judged, np.bool_)] = np.nan
    counted = counted_values(aggregation, y, parts)
    edges = sorted({0, *(start for start in starts if 0 < start < len(y)), len(y)})
    settings = WatchSettings(cycles=_CYCLES[frequency], follows=False)
    points: list[ControlPoint] = []
    rules: list[SpokenRule] = []
    limits = None
    for first, end in pairwise(edges):
        part, times = y[first:end], np.arange(first, end, dtype=np.float64)
        chart = draw_chart(part, times, settings, part_of(counted, first, end))
        points += _points(part, times, chart.baselines)
        rules += [
            SpokenRule(first + one.index, str(one.kind), str(one.direction), _facts(one.facts, first))
            for one in chart.findings
        ]
        limits = _limits(chart.baselines, first) if chart.baselines else None
    return ControlCourse(tuple(points), tuple(rules), limits)


def _points(
    values: np.ndarray, times: np.ndarray, baselines: Sequence[tuple[int, ChartBaseline | CountedBaseline]]
) -> list[ControlPoint]:
    """Each place with the limits that held there; the values of the first baseline with its own."""
    if not baselines:
        return [ControlPoint() for _ in values]
    points, at = [], 0
    for i in range(len(values)):
        while at + 1 < len(baselines) and baselines[at + 1][0] <= i:
            at += 1
        points.append(ControlPoint(*baselines[at][1].lines(values, times, i)))
    return points


def _limits(baselines: Sequence[tuple[int, ChartBaseline | CountedBaseline]], first: int) -> ControlLimitsFound:
    baseline, kinds = baselines[-1][1], [_by(one) for _start, one in baselines]
    others = [at for at, kind in enumerate(kinds) if kind != kinds[-1]]
    changed = (kinds[others[-1]], first + baselines[others[-1] + 1][0]) if others else ("", None)
    if isinstance(baseline, CountedBaseline):
        return ControlLimitsFound(baseline.count, kinds[-1], False, False, False, 0.0, *changed)
    return ControlLimitsFound(
        baseline.limits.count,
        "ranges",
        baseline.limits.robust,
        bool(baseline.slope),
        bool(baseline.cycle),
        baseline.likeness,
        *changed,
    )


def _by(baseline: ChartBaseline | CountedBaseline) -> str:
    if not isinstance(baseline, CountedBaseline):
        return "ranges"
    return "counts" if baseline.counted.cases is None else "shares"


def _facts(facts: Mapping[str, float], first: int) -> dict[str, float]:
    return {name: fact + first if name == "since" else fact for name, fact in facts.items()}
