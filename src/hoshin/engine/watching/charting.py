"""Judges a series by its control chart as its values come, each by those before it alone."""

from dataclasses import dataclass, field

import numpy as np

from hoshin.engine.arrays import Bools, Floats, Ints
from hoshin.engine.watching.baselines import ChartBaseline, find_baseline
from hoshin.engine.watching.counted import CountedBaseline, CountedValues, counted_baseline
from hoshin.engine.watching.findings import WatchDirection, WatchFinding, WatchKind, WatchSettings
from hoshin.engine.watching.limits import LONGEST_BASELINE
from hoshin.engine.watching.patterns import Pattern, find_patterns
from hoshin.engine.watching.sampled import SampledBaseline, SampledValues, sampled_baseline
from hoshin.engine.watching.shifts import ALARM, SLACK, level_shift
from hoshin.engine.watching.surprise import surprise_tail
from hoshin.engine.watching.tails import value_tail

# A baseline that grows is taken anew when the series has come to so many values, so that limits stand between.
STAGES = (8, 12, 16, 24, 32, LONGEST_BASELINE)
NEW_LEVEL = 8
SURPRISING = 0.005


@dataclass(slots=True)
class ControlChart:
    """A series (n,) as its control chart saw it: ``deviations`` in sigmas of its limits, ``reach`` of these, what was
    ``expected``, ``sigma``, between which limits (``low``, ``high``), its probability ``p``, how many values ``counts`` the
    limits rest on and whether by medians (``robust``), how many there were so far (``seen``), and which ``baselines`` held
    from where."""

    deviations: Floats
    reach: Floats
    expected: Floats
    sigma: Floats
    low: Floats
    high: Floats
    p: Floats
    counts: Ints
    robust: Bools
    seen: Ints
    baselines: list[tuple[int, ChartBaseline | CountedBaseline]] = field(default_factory=list)
    findings: list[WatchFinding] = field(default_factory=list)


def draw_chart(
    values: Floats, times: Floats, settings: WatchSettings, of: CountedValues | SampledValues | None = None
) -> ControlChart:
    """The control chart of a series (n,): every value against the limits that held before it, and what its rules say.

    The probability of a value is the least of what the rules give it, times their number (Bonferroni). ``of``: it
    counts events, or is a share of cases; where it strays as these do by chance, its limits are theirs. Or its values are
    means of samples, whose limits are told by the values within them.
    """
    n = len(values)
    known = np.cumsum(~np.isnan(values))
    deviations, reach, expected, sigma, low, high, p = (np.full(n, np.nan) for _ in range(7))
    counts, robust = np.zeros(n, np.int64), np.zeros(n, np.bool_)
    chart = ControlChart(deviations, reach, expected, sigma, low, high, p, counts, robust, known)
    walk = _Walk(values, times, settings, chart, of)
    for i in range(n):
        walk.step(i)
    patterns = find_patterns(chart.deviations, chart.reach, chart.counts, chart.robust, settings.rules, chart.p)
    least = np.fmin.reduce([chart.p, *(pattern.p for pattern in patterns)])
    chart.p = np.minimum(least * np.where(np.isnan(chart.deviations), 1.0, len(patterns)), 1.0)
    may_speak = chart.seen > settings.least
    if settings.cautious:
        surprise = surprise_tail(values)
        chart.p = np.maximum(chart.p, surprise)
        may_speak &= surprise <= SURPRISING
    chart.findings = [
        found for found in chart.findings if may_speak[found.index] or found.kind is WatchKind.FIRST_CHANGE
    ]
    chart.findings += [_found(values, chart, one, int(i)) for one in patterns for i in one.begins(may_speak)]
    chart.findings.sort(key=lambda finding: finding.index)
    return chart


def _found(values: Floats, chart: ControlChart, pattern: Pattern, i: int) -> WatchFinding:
    """A pattern in words' place: what it ends at, and the values it is made of."""
    count = int(pattern.count[i])
    among = np.flatnonzero(~np.isnan(chart.deviations[: i + 1]))[-count:]
    up = pattern.side[i] == 1 or (pattern.side[i] == 2 and chart.deviations[i] > 0)
    facts = facts_at(values, chart, i) | {"count": float(count), "since": float(among[0])}
    return WatchFinding(
        i,
        pattern.kind,
        WatchDirection.UP if up else WatchDirection.DOWN,
        float(pattern.statistic[i]),
        float(pattern.p[i]),
        facts,
    )


def facts_at(values: Floats, chart: ControlChart, i: int) -> dict[str, float]:
    """What a value was compared with."""
    return {
        "value": float(values[i]),
        "centre": float(chart.expected[i]),
        "low": float(chart.low[i]),
        "high": float(chart.high[i]),
        "sigma": float(chart.sigma[i]),
        "baseline": float(chart.counts[i]),
    }


class _Walk:
    """One pass over a series: which baseline holds, and the cumulated sums since it does."""

    def __init__(
        self,
        values: Floats,
        times: Floats,
        settings: WatchSettings,
        chart: ControlChart,
        of: CountedValues | SampledValues | None,
    ) -> None:
        self.values, self.times, self.settings, self.chart, self.of = values, times, settings, chart, of
        self.baseline: ChartBaseline | CountedBaseline | None = None
        self.start, self.seen, self.taken = 0, 0, 0
        self.up = self.down = 0.0
        self.rose = self.fell = 0
        self.told: WatchDirection | None = None

    def step(self, i: int) -> None:
        """Judge the value at ``i`` by the baseline that holds, then count it among those that make the next."""
        self._renew(i)
        if self.baseline is not None and not np.isnan(self.values[i]):
            self._judge(i, self.baseline)
        self.seen += not np.isnan(self.values[i])

    def _renew(self, i: int) -> None:
        fixed = self.settings.baseline
        if fixed is not None:
            if i == fixed:
                self._take(i, 0, plain=True)
            return
        if (self.baseline is None and self.seen >= STAGES[0]) or (self.seen in STAGES and self.taken != self.seen):
            self.taken = self.seen
            self._take(i, self.start, plain=False)

    def _take(self, i: int, first: int, plain: bool) -> None:
        settings = self.settings
        found: ChartBaseline | CountedBaseline | None = None
        if isinstance(self.of, CountedValues):
            found = counted_baseline(self.values, first, i, self.of)
        elif self.of is not None:
            found = sampled_baseline(self.values, self.times, first, i, self.of, settings.limits)
        if found is None:
            found = find_baseline(self.values, self.times, first, i, settings.limits, settings.cycles, plain)
        if not np.isnan(found.limits.sigma):
            self.baseline = found
            self.chart.baselines.append((i, found))

    def _judge(self, i: int, baseline: ChartBaseline | CountedBaseline) -> None:
        chart, value = self.chart, float(self.values[i])
        expected, sigma = baseline.expected(self.values, self.times, i), baseline.sigma(self.times, i)
        limits = baseline.limits
        chart.expected[i], chart.sigma[i], chart.reach[i] = expected, sigma, limits.reach
        chart.counts[i], chart.robust[i] = limits.count, limits.robust
        if sigma == 0.0:
            self._first_change(i, value, expected)
            return
        if isinstance(baseline, CountedBaseline | SampledBaseline):
            z, chart.p[i] = baseline.judge(self.values, i)
            *_drawn, chart.low[i], chart.high[i] = baseline.lines(self.values, self.times, i)
        else:
            z, width = (value - expected) / sigma, limits.reach * sigma
            chart.p[i] = float(value_tail(np.array([z]), limits.count, limits.robust)[0])
            chart.low[i], chart.high[i] = expected - width, expected + width
        chart.deviations[i] = z
        self._cumulate(i, z * 3.0 / limits.reach, limits.centre)

    def _first_change(self, i: int, value: float, expected: float) -> None:
        """All values were equal: any other one is said, once."""
        is_new = value != expected
        self.chart.p[i] = 1.0 / (self.seen + 1) if is_new else 1.0
        if is_new and self.told is None and self.chart.seen[i] > self.settings.least:
            direction = WatchDirection.UP if value > expected else WatchDirection.DOWN
            self.told = direction
            facts = {"value": value, "centre": expected, "count": float(self.seen)}
            self.chart.findings.append(
                WatchFinding(i, WatchKind.FIRST_CHANGE, direction, float("inf"), self.chart.p[i], facts)
            )

    def _cumulate(self, i: int, z: float, before: float) -> None:
        if self.up == 0.0:
            self.rose = i
        if self.down == 0.0:
            self.fell = i
        self.up, self.down = max(0.0, self.up + z - SLACK), max(0.0, self.down - z - SLACK)
        highest = max(self.up, self.down)
        direction = WatchDirection.UP if self.up >= self.down else WatchDirection.DOWN
        since = self.rose if self.up >= self.down else self.fell
        if highest <= ALARM:
            self.told = None if highest == 0.0 else self.told
            return
        if self.told is not direction and self.chart.seen[i] > self.settings.least:
            self.told = direction
            after = float(np.nanmean(self.values[since : i + 1]))
            facts = facts_at(self.values, self.chart, i) | {"since": float(since), "before": before, "after": after}
            p = float(np.exp(-highest))
            self.chart.findings.append(WatchFinding(i, WatchKind.LEVEL_SHIFT, direction, highest, p, facts))
        self._follow(i, since)

    def _follow(self, i: int, since: int) -> None:
        """Take the new level as the baseline once there are eight values of it and it is accepted as one."""
        if self.settings.baseline is not None or not self.settings.follows:
            return
        window = self.values[self.start : i + 1]
        fresh = int((~np.isnan(self.values[since : i + 1])).sum())
        if fresh < NEW_LEVEL:
            return
        found = level_shift(window)
        if found is not None and found.is_accepted:
            self.start, self.seen, self.taken = since, fresh - 1, 0
            self.up = self.down = 0.0
            self.told = None
            self.baseline = None
