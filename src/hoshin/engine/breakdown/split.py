"""What each member gave to the change of a total: by its own rate, and by how much of the whole it is.

Bennet-type midpoint decomposition, as that of scores in `engine.rollup` (methods 2.5): with weights w (0 for a member
that is missing) and rates s, Δ(ws) = w̄Δs + s̄Δw. A member that appears or vanishes has no rate on one side; it takes that
of the other, so that its whole effect is one of mix.
"""

from dataclasses import dataclass

import numpy as np

from hoshin.engine.arrays import Bools, Floats


@dataclass(frozen=True, slots=True)
class SplitResult:
    """Effects of each member (n,) on the total: `rate` of what it is itself, `mix` of how much of the whole it makes.

    `before` and `after` are the totals of the members, NaN where none had a value. The effects add up to their
    difference; they are NaN where a total is missing.
    """

    before: float
    after: float
    rate: Floats
    mix: Floats

    @property
    def effect(self) -> Floats:
        return self.rate + self.mix

    @property
    def change(self) -> float:
        return self.after - self.before


def split_sum(
    before: Floats, after: Floats, volume_before: Floats | None = None, volume_after: Floats | None = None
) -> SplitResult:
    """Split the change of a sum; NaN is a member without a value, which adds nothing.

    With volumes (how many cases a value stands for) a member's own change is split as well: rate is that of value by
    volume, mix that of the volume. Where one of its volumes is missing or 0, all of it is rate; a member that appears
    or vanishes is all mix.

    >>> found = split_sum(np.array([100.0, 50.0]), np.array([120.0, np.nan]))
    >>> found.rate.tolist(), found.mix.tolist()
    ([20.0, 0.0], [0.0, -50.0])
    >>> found = split_sum(np.array([100.0]), np.array([150.0]), np.array([10.0]), np.array([12.0]))
    >>> found.rate.tolist(), found.mix.tolist()
    ([27.5], [22.5])
    """
    had, has = ~np.isnan(before), ~np.isnan(after)
    value0, value1 = np.where(had, before, 0.0), np.where(has, after, 0.0)
    change = value1 - value0
    mix = np.where(had & has, 0.0, change)
    if volume_before is not None and volume_after is not None:
        counted = had & has & _counts(volume_before) & _counts(volume_after)
        one0, one1 = np.where(counted, volume_before, 1.0), np.where(counted, volume_after, 1.0)
        by_volume = (value0 / one0 + value1 / one1) / 2 * (one1 - one0)
        mix = np.where(counted, by_volume, mix)
    return SplitResult(_total(value0, had), _total(value1, has), change - mix, mix)


def split_mean(before: Floats, after: Floats, weight_before: Floats, weight_after: Floats) -> SplitResult:
    """Split the change of a weighted mean, or of a ratio of sums (rates, weighted by their denominators).

    A member counts in a period where it has a rate and a weight other than 0. Rate effect: w̄Δs. Mix effect:
    (s̄ − r)Δw with r the mean of both totals, so that it is positive where weight moved to what lies above the whole.

    >>> found = split_mean(np.array([10.0, 50.0]), np.array([10.0, 50.0]), np.array([1.0, 1.0]), np.array([3.0, 1.0]))
    >>> found.before, found.after, found.rate.tolist(), found.mix.tolist()
    (30.0, 20.0, [0.0, 0.0], [-3.75, -6.25])
    """
    share0, share1 = _weight_shares(before, weight_before), _weight_shares(after, weight_after)
    total0, total1 = _mean(before, share0), _mean(after, share1)
    if np.isnan(total0) or np.isnan(total1):
        nothing = np.full(before.shape, np.nan)
        return SplitResult(total0, total1, nothing, nothing.copy())
    rate0 = np.where(share0 != 0, before, np.where(share1 != 0, after, 0.0))
    rate1 = np.where(share1 != 0, after, rate0)
    rate = (share0 + share1) / 2 * (rate1 - rate0)
    mix = ((rate0 + rate1) / 2 - (total0 + total1) / 2) * (share1 - share0)
    return SplitResult(total0, total1, rate, mix)


def _counts(volume: Floats) -> Bools:
    known: Bools = ~np.isnan(volume) & (volume != 0)
    return known


def _weight_shares(rates: Floats, weights: Floats) -> Floats:
    """Each member's part of all weights, 0 where it does not count; all NaN where they add up to 0."""
    counted = np.where(~np.isnan(rates) & ~np.isnan(weights), weights, 0.0)
    whole = counted.sum()
    return counted / whole if whole != 0 else np.full(rates.shape, np.nan)


def _mean(rates: Floats, shares: Floats) -> float:
    return float((np.where(shares != 0, rates, 0.0) * shares).sum()) if shares.size else float("nan")


def _total(values: Floats, known: Bools) -> float:
    return float(values.sum()) if known.any() else float("nan")
