"""What a series does as long as nothing happens: its level, trend, season and likeness of neighbours, and how far it
strays."""

from dataclasses import dataclass

import numpy as np

from hoshin.engine.arrays import Bools, Floats, Ints
from hoshin.engine.watching.limits import LimitForm, LimitsResult, xmr_limits
from hoshin.engine.watching.trends import mann_kendall

LIKE_NEIGHBOURS, LEAST_FOR_LIKENESS = 0.3, 20
TREND_ALPHA = 0.01
_TEST_AT_95 = 1.645
# Lines drawn for people lie three sigmas away (2.660 mean ranges, 3.145 median ones), whatever alarms are set by.
_DRAWN = 3.0


@dataclass(frozen=True, slots=True)
class ChartBaseline:
    """A baseline of values ``first`` to ``last`` (not itself) of a series, and what it makes expected of later ones.

    ``slope`` per unit of time about ``middle``; ``season`` factors by place in a ``cycle`` of that many units (0: none);
    ``likeness`` ρ of neighbours; ``limits`` of what is left, whose sigma is that of a new value; ``guard`` at least 1
    widens them where few values stray farther than their ranges tell.
    """

    first: int
    last: int
    limits: LimitsResult
    slope: float
    middle: float
    spread: float
    season: Floats
    cycle: float
    step: float
    likeness: float
    guard: float

    def expected(self, values: Floats, times: Floats, i: int) -> float:
        """What is expected of the value at ``i`` after those before it."""
        expected = self.limits.centre + self._moving(times[i : i + 1])[0]
        if self.likeness and i and times[i] - times[i - 1] <= 1.5 * self.step and not np.isnan(values[i - 1]):
            before = values[i - 1] - self._moving(times[i - 1 : i])[0]
            # The centre is that of what is left when ρ times the neighbour was taken away.
            expected += self.likeness * before
        return float(expected)

    def sigma(self, times: Floats, i: int) -> float:
        """How far a value at ``i`` strays: a trend that is drawn on is less sure the farther."""
        if not self.slope:
            return self.limits.sigma * self.guard
        away = (times[i] - self.middle) ** 2 / self.spread
        return float(self.limits.sigma * self.guard * np.sqrt(1.0 + away))

    def lines(self, values: Floats, times: Floats, i: int) -> tuple[float, float, float, float, float]:
        """The centre at ``i``, the limits as they are drawn, and those beyond which a new value is an alarm."""
        centre, sigma = self.expected(values, times, i), self.sigma(times, i)
        drawn, alarm = _DRAWN * sigma, self.limits.reach * sigma
        return centre, centre - drawn, centre + drawn, centre - alarm, centre + alarm

    def _moving(self, times: Floats) -> Floats:
        season = self.season[place_in_cycle(times, self.cycle, self.step)] if self.cycle else 0.0
        return np.asarray(self.slope * (times - self.middle) + season)


def find_baseline(
    values: Floats,
    times: Floats,
    first: int,
    last: int,
    form: LimitForm,
    cycles: tuple[float, ...] = (),
    plain: bool = False,
) -> ChartBaseline:
    """The baseline that values ``first`` to ``last`` of a series make. ``plain`` takes neither trend nor season out
    of it.

    A significant trend (Mann–Kendall) makes the line of Theil and Sen its centre; a season of at least two cycles whose
    autocorrelation is significant is taken out by medians; from 20 values on, neighbours alike by more than 0.3 leave
    the residuals of a first-order autoregression. Source: Wheeler 2000; Montgomery.
    """
    y, t = values[first:last], times[first:last]
    known = ~np.isnan(y)
    steps = np.diff(t)
    step = float(np.median(steps)) if len(steps) else 1.0
    middle, slope, season, cycle, shrunk = float(t.mean()), 0.0, np.zeros(0), 0.0, 1.0
    spread = float(((t[known] - t[known].mean()) ** 2).sum()) or 1.0
    if not plain:
        season, cycle, shrunk = _season(y, t, step, cycles)
        rest = y - season[place_in_cycle(t, cycle, step)] if cycle else y
        trend = mann_kendall(rest, t)
        # The correction never finds a trend where there is none without it, and takes as long again.
        if trend.p < TREND_ALPHA and mann_kendall(rest, t, for_autocorrelation=True).p < TREND_ALPHA:
            slope = trend.slope
    rest = y - slope * (t - middle) - (season[place_in_cycle(t, cycle, step)] if cycle else 0.0)
    follows = np.concatenate([[False], steps <= 1.5 * step])
    likeness = _likeness(rest, follows)
    if likeness:
        rest = np.concatenate([[np.nan], np.where(follows[1:], rest[1:] - likeness * rest[:-1], np.nan)])
    limits = xmr_limits(rest, form, follows=follows)
    return ChartBaseline(
        first, last, limits, slope, middle, spread, season, cycle, step, likeness, _guard(rest, limits, plain) * shrunk
    )


def place_in_cycle(times: Floats, cycle: float, step: float) -> Ints:
    """Which of the places of a cycle a time belongs to."""
    places = max(round(cycle / step), 1)
    return np.asarray(np.floor(np.mod(times, cycle) / cycle * places + 1e-9).astype(np.int64) % places)


def _likeness(rest: Floats, follows: Bools) -> float:
    """Lag-1 autocorrelation ρ where it is over 0.3 in 20 values or more, corrected for being estimated from few; else
    0."""
    n = int((~np.isnan(rest)).sum())
    if n < LEAST_FOR_LIKENESS:
        return 0.0
    centred = rest - np.nanmean(rest)
    both = follows[1:] & ~np.isnan(centred[1:]) & ~np.isnan(centred[:-1])
    total = float(np.nansum(centred**2))
    r = float((centred[1:][both] * centred[:-1][both]).sum()) / total if total else 0.0
    return min(r + (1.0 + 3.0 * r) / n, 1.0) if r > LIKE_NEIGHBOURS else 0.0


def _guard(rest: Floats, limits: LimitsResult, plain: bool) -> float:
    """How much farther few values stray than their ranges tell: too few to say whether neighbours are alike."""
    known = rest[~np.isnan(rest)]
    if plain or len(known) >= LEAST_FOR_LIKENESS or len(known) < 2 or not limits.sigma > 0.0 or limits.robust:
        return 1.0
    return max(1.0, float(known.std(ddof=1)) / limits.sigma)


def _season(y: Floats, t: Floats, step: float, cycles: tuple[float, ...]) -> tuple[Floats, float, float]:
    """Seasonal medians by place in the first cycle that is seen twice and significant, with how much more a new value
    strays from them than those that made them."""
    for cycle in cycles:
        places = round(cycle / step) if step > 0 else 0
        if places < 2 or len(y) < 2 * places:
            continue
        trend = mann_kendall(y, t)
        rest = y - (trend.slope if trend.p < TREND_ALPHA else 0.0) * (t - t.mean())
        rest = np.where(np.isnan(rest), np.nanmean(rest), rest) - np.nanmean(rest)
        total = float(rest @ rest)
        if not total:
            continue
        lags = np.array([float(rest[lag:] @ rest[:-lag]) / total for lag in range(1, places + 1)])
        if lags[-1] <= _TEST_AT_95 * np.sqrt((1.0 + 2.0 * (lags[:-1] ** 2).sum()) / len(y)):
            continue
        place = place_in_cycle(t, cycle, step)
        factors = np.array([np.median(rest[place == one]) if (place == one).any() else 0.0 for one in range(places)])
        seen = len(y) / places
        return factors - factors.mean(), cycle, float(np.sqrt((1.0 + 1.0 / seen) / (1.0 - 1.0 / seen)))
    return np.zeros(0), 0.0, 1.0
