"""The patterns of a chart: where each rule speaks, and how probable its pattern is by chance."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from hoshin.engine.arrays import Bools, Floats, Ints
from hoshin.engine.watching.findings import WatchKind
from hoshin.engine.watching.rules import DIAGNOSTIC, RuleSet, RunRule, run_rules
from hoshin.engine.watching.tails import pattern_tail, run_tail, slope_tail, turns_tail
from hoshin.engine.watching.trends import mann_kendall

TREND_WINDOW, TREND_ALPHA = 12, 0.0027
# The least sum of signs among twelve values without ties that is significant at this alpha.
_LEAST_SUM = 40
KINDS = {
    RunRule.BEYOND: WatchKind.BEYOND_LIMITS,
    RunRule.SAME_SIDE: WatchKind.RUN,
    RunRule.NEAR_LIMIT: WatchKind.NEAR_LIMITS,
    RunRule.SLOPE: WatchKind.SLOPE,
    RunRule.ALTERNATING: WatchKind.ALTERNATING,
    RunRule.TWO_OF_THREE: WatchKind.TWO_OF_THREE,
    RunRule.FOUR_OF_FIVE: WatchKind.FOUR_OF_FIVE,
}
_DEPTHS = {RunRule.NEAR_LIMIT: (3, 4), RunRule.TWO_OF_THREE: (2, 3), RunRule.FOUR_OF_FIVE: (4, 5)}


@dataclass(frozen=True, slots=True)
class Pattern:
    """What one rule sees (n,): the ``side`` where it speaks, the ``statistic`` of the pattern that ends there, its
    ``p``, and how many values it is made of."""

    kind: WatchKind
    side: Ints
    statistic: Floats
    p: Floats
    count: Ints

    def begins(self, may_speak: Bools) -> Ints:
        """Where each unbroken stretch of the pattern on one side may first be spoken of: it is announced once."""
        before = np.concatenate([[0], self.side[:-1]])
        stretch = np.cumsum((self.side != before) & (self.side != 0))
        spoken = np.flatnonzero((self.side != 0) & may_speak)
        return spoken[np.unique(stretch[spoken], return_index=True)[1]]


def find_patterns(
    z: Floats, reach: Floats, counts: Ints, robust: Bools, rules: RuleSet, p_of_values: Floats
) -> list[Pattern]:
    """What each rule that alerts, and the test for a trend, see in values (n,) in sigmas from their centre.

    Each value has limits of its own: how far they ``reach``, from how many ``counts`` of values, by medians or not; and
    its probability by them, ``p_of_values``.
    """
    scaled = z * 3.0 / reach
    found = []
    for hits in run_rules(scaled, rules):
        if hits.rule not in DIAGNOSTIC:
            statistic, p, count = _tails(z, hits.rule, counts, robust, p_of_values)
            found.append(Pattern(KINDS[hits.rule], hits.sides, statistic, p, count))
    return [*found, _trend(z)]


def _tails(z: Floats, rule: RunRule, counts: Ints, robust: Bools, p_of_values: Floats) -> tuple[Floats, Floats, Ints]:
    match rule:
        case RunRule.BEYOND:
            return z, np.where(np.isnan(z), np.nan, p_of_values), np.ones(len(z), np.int64)
        case RunRule.SAME_SIDE:
            lengths = _lengths(np.sign(z))
            return lengths.astype(np.float64), _each(run_tail, lengths.astype(np.float64), counts, robust), lengths
        case RunRule.SLOPE:
            lengths = _lengths(np.sign(np.diff(z, prepend=np.nan)))
            return lengths.astype(np.float64), np.array([slope_tail(int(one)) for one in lengths]), lengths + 1
        case RunRule.ALTERNATING:
            steps = np.diff(z, prepend=np.nan)
            turned = np.concatenate([[0.0], steps[1:] * steps[:-1]])
            lengths = _lengths(np.where(turned < 0, 1.0, np.nan))
            return lengths.astype(np.float64), np.array([turns_tail(int(one)) for one in lengths]), lengths + 2
        case _:
            most, of = _DEPTHS[rule]
            depths, sides = _depths(z, most, of)
            p = _each(lambda d, m, r: pattern_tail(d, rule, m, r), depths, counts, robust)
            return sides * depths, p, np.full(len(z), of, np.int64)


def _each(tail: Callable[[Floats, int, bool], Floats], of: Floats, counts: Ints, robust: Bools) -> Floats:
    """The probability of each value by the count of values that its own limits rest on."""
    p = np.full(len(of), np.nan)
    for count, by_medians in {(int(m), bool(r)) for m, r in zip(counts, robust) if m > 0}:
        chosen = (counts == count) & (robust == by_medians) & ~np.isnan(of)
        p[chosen] = tail(of[chosen], count, by_medians)
    return p


def _lengths(signs: Floats) -> Ints:
    """How many values in a row, this one the last, have its sign."""
    lengths = np.zeros(len(signs), np.int64)
    run, before = 0, 0.0
    for i, sign in enumerate(signs.tolist()):
        run = run + 1 if sign and sign == before else int(sign in (1.0, -1.0))
        before = sign
        lengths[i] = run
    return lengths


def _depths(z: Floats, most: int, of: int) -> tuple[Floats, Floats]:
    """How far away as many of the last few values lie, on the side of the last one; NaN where there are too few."""
    if len(z) < of:
        return np.full(len(z), np.nan), np.ones(len(z))
    windows = np.lib.stride_tricks.sliding_window_view(z, of)
    sides = np.sign(windows[:, -1:])
    away = np.where(np.isnan(windows), -np.inf, windows * sides)
    depths = np.minimum(np.sort(away, axis=1)[:, of - most], away[:, -1])
    lead = np.full(of - 1, np.nan)
    return np.concatenate([lead, np.maximum(depths, 0.0)]), np.concatenate([lead + 1.0, sides[:, 0]])


def _trend(z: Floats) -> Pattern:
    """Mann and Kendall's test of the last twelve values, as a trend that the chart's own line does not have."""
    n = len(z)
    side, statistic, p = np.zeros(n, np.int64), np.full(n, np.nan), np.full(n, np.nan)
    if n >= TREND_WINDOW:
        windows = np.lib.stride_tricks.sliding_window_view(z, TREND_WINDOW)
        first, second = np.triu_indices(TREND_WINDOW, 1)
        sums = np.sign(windows[:, second] - windows[:, first]).sum(axis=1)
        for at in np.flatnonzero(np.abs(sums) >= _LEAST_SUM).tolist():
            i = at + TREND_WINDOW - 1
            found = mann_kendall(windows[at], for_autocorrelation=True)
            statistic[i], p[i] = found.z, found.p
            side[i] = int(np.sign(found.z)) if found.p < TREND_ALPHA else 0
    return Pattern(WatchKind.TREND, side, statistic, p, np.full(n, TREND_WINDOW, np.int64))
