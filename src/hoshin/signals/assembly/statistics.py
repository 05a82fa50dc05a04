"""What is unusual in the series of measures, judged together so that at most a tenth of what is said is chance.

Units are tested first, then the measures of those that speak: one unit that fails is one story. Measures that are marked as
key, as long as they are few, are judged alone, by their own chance.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import Exists, OuterRef, Q

from hoshin.base.periods import Frequency, Period
from hoshin.engine.exact import at_least as at_least
from hoshin.engine.false_alarms import released
from hoshin.engine.watching import CountedValues, WatchFinding, WatchKind, WatchSettings, mann_kendall, watch_series
from hoshin.measures.models import Actual, Aggregation, Direction, Measure
from hoshin.scorecards.assembly.counted import counted_values, part_of
from hoshin.scorecards.models import NodeKind, Score
from hoshin.strategy.models import Contribution

MOST_POINTS, LEAST_POINTS, TREND_WINDOW = 60, 12, 12
OWN_ALPHA, MOST_KEY = 0.0027, 0.05
# The sieve: of normal values one in ten passes it.
_WORTH_SIGMAS, _RUN = 2.0, 7
_UNKNOWN = (None, None)
_WANTED = {Direction.HIGHER: "up", Direction.LOWER: "down"}
_OF_GOALS = Contribution.objects.filter(parent__commitment__isnull=False, parent__unit=None)
_CYCLES = {
    Frequency.DAILY: (7.0,),
    Frequency.WEEKLY: (52.0,),
    Frequency.MONTHLY: (12.0,),
    Frequency.QUARTERLY: (4.0,),
    Frequency.HALF_YEARLY: (2.0,),
}
_OF_CHART = frozenset(
    {WatchKind.BEYOND_LIMITS, WatchKind.RUN, WatchKind.NEAR_LIMITS, WatchKind.FIRST_CHANGE, WatchKind.UNUSUAL}
)


@dataclass(frozen=True, slots=True)
class WatchedSeries:
    """The values of a measure in periods that are over, the last one last; NaN where there is none.

    `is_of_goal`: a key result of somebody's own goal, whose way to its target is its plan and no news.
    """

    measure: int
    unit: int
    direction: str
    is_key: bool
    periods: tuple[Period, ...]
    values: np.ndarray
    counted: CountedValues | None = None
    is_of_goal: bool = False

    @property
    def wanted(self) -> str:
        """Which way is for the better: up, down, or neither."""
        return _WANTED.get(Direction(self.direction), "")


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is said of the last value of a series: `family` unusual, trend or level_shift; which way; its numbers."""

    series: WatchedSeries
    family: str
    direction: str
    p: float
    facts: Mapping[str, float | str]
    is_beyond: bool = False


@dataclass(frozen=True, slots=True)
class SpokenOf:
    """What is said, and the measures of which too little is known to say anything."""

    spoken: tuple[Spoken, ...]
    unknown: frozenset[int]


def series_of_measures(measures: Sequence[int] | None, today: date) -> list[WatchedSeries]:
    """The whole values of measures (None: of all). Four statements."""
    rows = Measure.objects.filter(nodes__is_active=True, nodes__kind=NodeKind.MEASURE).distinct()
    rows = rows if measures is None else rows.filter(pk__in=measures)
    rows = rows.annotate(is_of_goal=Exists(_OF_GOALS.filter(measure=OuterRef("pk"))))
    columns = ("pk", "unit", "direction", "is_key", "frequency", "aggregation", "is_of_goal")
    found = list(rows.order_by("pk").values_list(*columns))
    periods = {one: _periods(Frequency(one), today) for one in {row[4] for row in found}}
    since = min((spans[0].start for spans in periods.values()), default=today)
    chosen = None if measures is None else [row[0] for row in found]
    known, parts = _values(chosen, since), _parts(chosen, since)
    series = []
    for pk, unit, direction, is_key, frequency, aggregation, is_of_goal in found:
        spans = periods[frequency]
        values = np.array([known.get(pk, {}).get(period.start, np.nan) for period in spans])
        made_of = [parts[pk].get(period.start, _UNKNOWN) for period in spans] if pk in parts else []
        counted = counted_values(aggregation, values, made_of)
        series.append(WatchedSeries(pk, unit or 0, direction, is_key, spans, values, counted, is_of_goal))
    return series


def spoken_of(series: Sequence[WatchedSeries]) -> SpokenOf:
    """What may be said of the last values of these series, each family of tests with its own share of false alarms."""
    enough = [one for one in series if _known(one.values) >= LEAST_POINTS and not np.isnan(one.values[-1])]
    unknown = frozenset(one.measure for one in series) - {one.measure for one in enough}
    may_alone = sum(one.is_key for one in series) <= MOST_KEY * len(series)
    found = [one for family in (_unusual, _trends) for one in family(enough)]
    spoken: list[Spoken] = []
    for family in ("unusual", "trend", "level_shift"):
        spoken += _released([one for one in found if one.family == family], enough, may_alone)
    return SpokenOf(tuple(spoken), unknown)


def _released(found: Sequence[Spoken], tested: Sequence[WatchedSeries], may_alone: bool) -> list[Spoken]:
    """Of what one family of tests found, what may be said; whatever it did not find counts as a test all the same."""
    of_measure = {one.series.measure: one for one in found}
    apart = [one for one in tested if one.is_key] if may_alone else []
    alone = {one.measure for one in apart}
    together = [one for one in tested if one.measure not in alone]
    p = np.array([of_measure[one.measure].p if one.measure in of_measure else 1.0 for one in together])
    may = released(p, [one.unit for one in together]) if len(together) else np.array([], dtype=bool)
    said = [of_measure[one.measure] for one, speaks in zip(together, may) if speaks and one.measure in of_measure]
    return said + [one for one in found if one.series.measure in alone and one.p <= OWN_ALPHA]


def _unusual(series: Sequence[WatchedSeries]) -> list[Spoken]:
    """What control charts say of the last values: beyond their limits, a pattern, or another level."""
    found = []
    for one in series:
        values = _from_first(one.values)
        if not _is_worth_a_look(values, one.periods[0].frequency.per_year):
            continue
        cycles = _CYCLES.get(one.periods[0].frequency, ())
        counted = part_of(one.counted, len(one.values) - len(values), len(one.values))
        result = watch_series(values, settings=WatchSettings(least=LEAST_POINTS, cycles=cycles), of=counted)
        last = [finding for finding in result.findings if finding.index == len(values) - 1]
        for family, kinds in (("unusual", _OF_CHART), ("level_shift", {WatchKind.LEVEL_SHIFT})):
            best = min((finding for finding in last if finding.kind in kinds), key=lambda at: at.p, default=None)
            if best is not None:
                found.append(_spoken(one, family, best))
    return found


def _is_worth_a_look(values: np.ndarray, per_year: int) -> bool:
    """Whether the last value may be unusual at all, by a sieve that is far wider than any rule: a whole chart takes
    hundreds of times as long, and of most series nothing is to be said."""
    known = values[~np.isnan(values)]
    before, last = known[:-1], known[-1]
    spread = np.median(np.abs(np.diff(before))) / 0.954
    centre = np.median(before)
    if abs(last - centre) >= _WORTH_SIGMAS * spread:
        return True
    run = known[-_RUN:] - centre
    if (run > 0).all() or (run < 0).all() or ((run[-4:] > spread).sum() >= 3) or ((run[-4:] < -spread).sum() >= 3):
        return True
    if len(values) <= 2 * per_year or np.isnan(values[-1 - per_year]):
        return False
    changes = values[per_year:] - values[:-per_year]
    earlier = changes[:-1][~np.isnan(changes[:-1])]
    return len(earlier) > 1 and abs(changes[-1] - np.median(earlier)) >= _WORTH_SIGMAS * np.std(earlier)


def _spoken(one: WatchedSeries, family: str, finding: WatchFinding) -> Spoken:
    facts: dict[str, float | str] = {"value": float(one.values[-1]), "kind": str(finding.kind)}
    is_beyond = finding.kind in (WatchKind.BEYOND_LIMITS, WatchKind.UNUSUAL)
    if family == "level_shift":
        wanted: tuple[str, ...] = ("before", "after")
    else:
        wanted = ("low", "high") if is_beyond else ("count", "centre")
    facts |= {name: float(finding.facts[name]) for name in wanted if name in finding.facts}
    if "since" in finding.facts and family == "level_shift":
        offset = len(one.values) - len(_from_first(one.values))
        facts["since"] = str(one.periods[offset + int(finding.facts["since"])])
    if "count" in facts:
        facts["count"] = int(facts["count"])
    return Spoken(one, family, str(finding.direction), finding.p, facts, is_beyond)


def _trends(series: Sequence[WatchedSeries]) -> list[Spoken]:
    """Whether the last dozen values rise or fall. That a key result of somebody's goal goes where it should is its plan."""
    found = []
    for one in series:
        values = one.values[-TREND_WINDOW:]
        test = mann_kendall(values, for_autocorrelation=True)
        if np.isnan(test.p) or test.p > 0.05:
            continue
        way = "up" if test.s > 0 else "down"
        if one.is_of_goal and way == one.wanted:
            continue
        facts = {"slope": float(test.slope), "periods": _known(values), "value": float(one.values[-1])}
        found.append(Spoken(one, "trend", way, float(test.p), facts))
    return found


def _from_first(values: np.ndarray) -> np.ndarray:
    known = np.flatnonzero(~np.isnan(values))
    return values[known[0] :] if len(known) else values


def _known(values: np.ndarray) -> int:
    return int((~np.isnan(values)).sum())


def _periods(frequency: Frequency, today: date) -> tuple[Period, ...]:
    last = Period.containing(today, frequency).shift(-1)
    return tuple(last.shift(-at) for at in range(MOST_POINTS - 1, -1, -1))


def _parts(measures: Sequence[int] | None, since: date) -> Mapping[int, Mapping[date, tuple[float, float]]]:
    """By measure numerator and denominator of what was recorded of the whole, of measures that are ratios of sums."""
    rows = Actual.objects.filter(
        unit=None, superseded_at=None, period__gte=since, measure__aggregation=Aggregation.RATIO
    )
    rows = rows.filter(numerator__isnull=False, denominator__gt=0)
    if measures is not None:
        rows = rows.filter(measure__in=measures)
    found: dict[int, dict[date, tuple[float, float]]] = {}
    for measure, period, numerator, denominator in rows.values_list(
        "measure", "period", "numerator", "denominator"
    ).iterator():
        if numerator is not None and denominator is not None:
            found.setdefault(measure, {})[period] = numerator, denominator
    return found


def _values(measures: Sequence[int] | None, since: date) -> Mapping[int, Mapping[date, float]]:
    """By measure what was recorded of the whole; of what nobody records, what its scores rest on."""
    scored = Score.objects.filter(node__kind=NodeKind.MEASURE, node__unit=None, value__isnull=False, period__gte=since)
    recorded = Actual.objects.filter(~Q(value=None), unit=None, superseded_at=None, period__gte=since)
    if measures is not None:
        scored, recorded = scored.filter(node__measure__in=measures), recorded.filter(measure__in=measures)
    found: dict[int, dict[date, float]] = {}
    for rows in (
        scored.values_list("node__measure", "period", "value"),
        recorded.values_list("measure", "period", "value"),
    ):
        for measure, period, value in rows.iterator():
            if measure is not None and value is not None:
                found.setdefault(measure, {})[period] = value
    return found
