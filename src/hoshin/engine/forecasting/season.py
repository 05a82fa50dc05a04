"""Season: whether the data show one, its factors, and series without it."""

from dataclasses import dataclass

import numpy as np

from hoshin.engine.arrays import Bools, Floats, Ints

# One-sided 95 % of the normal distribution.
_SURE = 1.645
_CYCLES = 2


@dataclass(frozen=True, slots=True)
class SeasonFound:
    """Factors (n, cycle), the last of which belongs to the last column of the values; whether they multiply or are
    added; and which series have a season at all (others have neutral factors)."""

    factors: Floats
    additive: Bools
    found: Bools

    def removed(self, values: Floats) -> Floats:
        """The values without their season."""
        spread = self._over(np.arange(values.shape[1]) - values.shape[1])
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(np.where(self.additive[:, None], values - spread, values / spread))

    def ahead(self, horizon: int) -> Floats:
        """The factors of the periods after the last, (n, horizon)."""
        return self._over(np.arange(horizon))

    def _over(self, columns: Ints) -> Floats:
        return np.asarray(self.factors[:, columns % self.factors.shape[1]])


def season_of(values: Floats, cycle: int) -> SeasonFound:
    """The season of (n, periods) values whose rows end in their last value.

    There is one where two full cycles exist and the autocorrelation at the cycle lies above ``1.645/sqrt(n)``, of what
    is left when the moving average over a cycle is taken away; the terms ``2Σ r_i²`` of Bartlett's limit are for series
    with their trend, and here would count the season against itself. Factors are means by position of value over
    moving average (or value minus it, where a value is not above 0), drawn towards neutral by the share of their spread
    that chance explains. Source: classical decomposition; shrinkage after James and Stein (Miller and Williams 2003).

    >>> season_of(np.array([[8.0, 12.0] * 6]), 2).factors.round(2).tolist()
    [[0.8, 1.2]]
    """
    count, length = values.shape
    with np.errstate(invalid="ignore"):
        additive = np.asarray((values <= 0.0).any(axis=1))
    neutral = np.where(additive, 0.0, 1.0)[:, None] * np.ones((1, max(cycle, 1)))
    nothing = SeasonFound(neutral, additive, np.zeros(count, np.bool_))
    if cycle < 2 or length < _CYCLES * cycle:
        return nothing
    trend = _moving_average(values, cycle)
    with np.errstate(divide="ignore", invalid="ignore"):
        left = np.where(additive[:, None], values - trend, values / trend)
    factors, sure = _factors(left, cycle, additive)
    span = (~np.isnan(values)).sum(axis=1)
    together, limit = _repetition(left, cycle, _SURE)
    found = sure & (span >= _CYCLES * cycle) & (together > limit)
    factors = np.where(found[:, None], factors, neutral)
    # A factor that is not above 0 cannot divide.
    broken = ~additive & (factors <= 0.0).any(axis=1)
    factors[broken] = neutral[broken]
    return SeasonFound(factors, additive, np.asarray(found & ~broken))


def _moving_average(values: Floats, cycle: int) -> Floats:
    """The centred moving average over one cycle, NaN at the ends and where a value is missing."""
    windows = np.lib.stride_tricks.sliding_window_view(values, cycle, axis=1).mean(axis=2)
    if cycle % 2 == 0:
        windows = 0.5 * (windows[:, :-1] + windows[:, 1:])
    before = cycle // 2
    after = values.shape[1] - before - windows.shape[1]
    return np.asarray(np.pad(windows, ((0, 0), (before, after)), constant_values=np.nan))


def _factors(left: Floats, cycle: int, additive: Bools) -> tuple[Floats, Bools]:
    """Means by position, drawn towards neutral; and where every position was seen."""
    count, length = left.shape
    padded = np.pad(left, ((0, 0), (-length % cycle, 0)), constant_values=np.nan).reshape(count, -1, cycle)
    seen = ~np.isnan(padded)
    times = seen.sum(axis=1)
    known = (times > 0).all(axis=1)
    filled = np.where(seen, padded, 0.0)
    means = filled.sum(axis=1) / np.maximum(times, 1)
    centre = means.mean(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        factors = np.where(additive[:, None], means - centre, means / centre)
    away = np.where(seen, padded - means[:, None, :], 0.0)
    free = np.maximum(seen.sum(axis=(1, 2)) - cycle, 1)
    chance = (away**2).sum(axis=(1, 2)) / free / np.maximum(times.mean(axis=1), 1.0)
    neutral = np.where(additive, 0.0, 1.0)[:, None]
    spread = ((factors - neutral) ** 2).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        kept = np.where(spread > 0.0, np.clip(1.0 - (cycle - 3) * chance / spread, 0.0, 1.0), 1.0)
    return neutral + kept[:, None] * (factors - neutral), known


def repetition(values: Floats, cycle: int, sure: float = _SURE) -> tuple[Floats, Floats]:
    """The autocorrelation at the cycle of what is left of (n, periods) values beside their moving average, and the
    limit above which it is no chance; 0 where there is nothing to tell it from.

    >>> [part.round(2).tolist() for part in repetition(np.array([[8.0, 12.0] * 6]), 2)]
    [[0.8], [0.52]]
    """
    if values.shape[1] < _CYCLES * cycle:
        return np.zeros(len(values)), np.full(len(values), np.inf)
    return _repetition(values - _moving_average(values, cycle), cycle, sure)


def _repetition(left: Floats, cycle: int, sure: float) -> tuple[Floats, Floats]:
    seen = ~np.isnan(left)
    count = np.maximum(seen.sum(axis=1), 1)
    mean = np.where(seen, left, 0.0).sum(axis=1) / count
    filled = np.where(seen, left - mean[:, None], 0.0)
    total = (filled**2).sum(axis=1)
    shared = (filled[:, cycle:] * filled[:, :-cycle]).sum(axis=1)
    together = np.where(total > 0.0, shared / np.where(total > 0.0, total, 1.0), 0.0)
    return together, sure / np.sqrt(count)
