"""Counts of events and shares of cases: how far they stray by chance alone is known from how many there are."""

from dataclasses import dataclass, field

import numpy as np

from hoshin.engine.arrays import Floats
from hoshin.engine.watching.limits import TAIL, LimitsResult, binomial_limits, poisson_limits

# A mean of counts from which on their ranges say as much as the distribution.
MOST_MEAN = 5.0
# Counts that stray more or less than by chance (events in heaps, a fixed number each time) are charted by their ranges.
_DISPERSION = 0.01
_REACH, _HALF, _LEAST = 3.0, 0.5, 1e-300
# What lies within its limits is at most as far as they are, whatever the middle of its probability says.
_WITHIN, _BEYOND = float(np.nextafter(_REACH, 0.0)), float(np.nextafter(_REACH, 4.0))


@dataclass(frozen=True, slots=True)
class CountedValues:
    """That the values (n,) of a series count events; or, with the ``cases`` (n,) of which each is a share, that they do.

    ``scale``: what a share of one is in the values, 1 or 100. Cases are NaN where the value is missing.
    """

    cases: Floats | None = None
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class CountedBaseline:
    """A baseline of counts or shares: so many ``events`` among ``size`` periods or cases, of ``count`` values.

    ``limits`` hold its centre and the usual limits of counts, the spread of one value, and no more than three sigmas of
    reach: what is told by few values is in the tails themselves.
    """

    events: float
    size: float
    count: int
    counted: CountedValues
    limits: LimitsResult
    known: dict[float, "_Tails"] = field(default_factory=dict)

    def lines(self, values: Floats, times: Floats, i: int) -> tuple[float, float, float, float, float]:
        """The centre at ``i``, the limits by the distribution, and those beyond which a new value is an alarm."""
        tails, scale = self._tails(i), self._per_event(i)
        centre = self.counted.scale * self.events / self.size
        return centre, tails.low * scale, tails.high * scale, tails.first * scale, tails.last * scale

    def judge(self, values: Floats, i: int) -> tuple[float, float]:
        """How far a value lies from what is expected, in sigmas as if it were normal, and its two-sided probability."""
        return self._tails(i).judge(round(float(values[i]) / self._per_event(i)))

    def expected(self, values: Floats, times: Floats, i: int) -> float:
        """What is expected at ``i``, whatever came before it."""
        return self.limits.centre

    def sigma(self, times: Floats, i: int) -> float:
        """How far one value strays from what is expected."""
        rate, cases = self.events / self.size, self._cases(i)
        return self.counted.scale * float(np.sqrt(rate if cases is None else rate * (1.0 - rate) / cases))

    def _cases(self, i: int) -> float | None:
        cases = self.counted.cases
        if cases is None:
            return None
        return float(cases[i]) if cases[i] > 0 else self.size / self.count

    def _per_event(self, i: int) -> float:
        cases = self._cases(i)
        return 1.0 if cases is None else self.counted.scale / round(cases)

    def _tails(self, i: int) -> "_Tails":
        cases = self._cases(i)
        key = 1.0 if cases is None else float(round(cases))
        if key not in self.known:
            self.known[key] = self._of_counts() if cases is None else self._of_shares(key)
        return self.known[key]

    def _of_counts(self) -> "_Tails":
        """The next count after ``S`` events in ``m`` periods: negative binomial, ``P(X ≤ k) = I(m/(m+1); S + ½, k + 1)``."""
        from scipy.special import betainc

        rate = self.events / self.size
        counts = np.arange(int(rate + 20.0 * np.sqrt(rate * (1.0 + 1.0 / self.size)) + 60.0))
        below = betainc(self.events + _HALF, counts + 1.0, self.size / (self.size + 1.0))
        above = betainc(np.maximum(counts, 1.0), self.events + _HALF, 1.0 / (self.size + 1.0))
        return _Tails.of(0, below, np.where(counts > 0, above, 1.0), *poisson_limits(rate))

    def _of_shares(self, cases: float) -> "_Tails":
        """The next events among ``n`` cases after ``K`` among ``N``: beta-binomial with ``K + ½`` and ``N − K + ½``."""
        from scipy.special import betaln

        yes, no = self.events + _HALF, self.size - self.events + _HALF
        rate = yes / (yes + no)
        spread = np.sqrt(cases * rate * (1.0 - rate) * (1.0 + cases / self.size))
        first = max(0, int(cases * rate - 20.0 * spread - 60.0))
        k = np.arange(first, min(int(cases), int(cases * rate + 20.0 * spread + 60.0)) + 1)
        ways = -np.log(cases + 1.0) - betaln(k + 1.0, cases - k + 1.0)
        each = np.exp(ways + betaln(yes + k, no + cases - k) - betaln(yes, no))
        below, above = np.minimum(np.cumsum(each), 1.0), np.minimum(np.cumsum(each[::-1])[::-1], 1.0)
        low, high = binomial_limits(self.events / self.size, np.array([cases]))
        return _Tails.of(first, below, above, float(low[0] * cases), float(high[0] * cases))


@dataclass(frozen=True, slots=True)
class _Tails:
    """The distribution of one value: ``below`` are P(X ≤ k) and ``above`` P(X ≥ k) from k = ``start`` on; between which
    counts it lies as if its rate were known (``low``, ``high``), and as far as few values tell (``first``, ``last``)."""

    start: int
    below: Floats
    above: Floats
    low: float
    high: float
    first: float
    last: float

    @classmethod
    def of(cls, start: int, below: Floats, above: Floats, low: float, high: float) -> "_Tails":
        first, last = float(np.argmax(below > TAIL)), float(np.argmax(below >= 1.0 - TAIL))
        return cls(start, below, above, low, high, min(start + first, low), max(start + last, high))

    def judge(self, k: int) -> tuple[float, float]:
        """Sigmas of a normal value that is as unusual, by the middle of its probability, and the two-sided probability."""
        from scipy.special import ndtri

        at = min(max(k - self.start, 0), len(self.below) - 1)
        at_most, at_least = float(self.below[at]), float(self.above[at])
        itself = max(at_most + at_least - 1.0, 0.0)
        shorter = min(at_most, at_least)
        z = float(np.sign(at_most - at_least)) * -float(ndtri(max(shorter - 0.5 * itself, _LEAST)))
        if self.first <= k <= self.last:
            z = float(np.clip(z, -_WITHIN, _WITHIN))
        else:
            z = max(z, _BEYOND) if k > self.last else min(z, -_BEYOND)
        return z, min(1.0, 2.0 * max(shorter, _LEAST))


def counted_baseline(values: Floats, first: int, last: int, counted: CountedValues) -> CountedBaseline | None:
    """The baseline that values ``first`` to ``last`` (not itself) make as counts; None where they are not such.

    They are where they are whole, and stray as by chance: ``Σ (x − λ)²/λ``, of shares ``Σ (k − np)²/(np(1 − p))``, is
    not in the lower 1 % of χ² with m − 1 degrees nor, without its largest term, in the upper 1 %: one value that stands
    out is what the chart is there to see. Counts with a mean of 5 and more are left to their ranges. Source: Montgomery,
    control charts for attributes; Jeffreys' prior for the rate.
    """
    from scipy.special import chdtr

    y = values[first:last] / counted.scale
    cases = np.where(np.isnan(y), np.nan, 1.0) if counted.cases is None else counted.cases[first:last]
    known = ~np.isnan(y) & (cases > 0)
    events, sizes = y[known] * cases[known], cases[known]
    total, size, m = float(events.sum()), float(sizes.sum()), int(known.sum())
    if m < 2 or total <= 0.0 or (np.abs(events - np.round(events)) > 1e-6 * np.maximum(events, 1.0)).any():
        return None
    rate = total / size
    is_share = counted.cases is not None
    if (is_share and rate >= 1.0) or (not is_share and rate >= MOST_MEAN) or (events < 0.0).any():
        return None
    variances = sizes * rate * ((1.0 - rate) if is_share else 1.0)
    terms = (events - sizes * rate) ** 2 / variances
    too_little, too_much = (float(chdtr(m - 1, float(part))) for part in (terms.sum(), terms.sum() - terms.max()))
    if too_little <= _DISPERSION or too_much >= 1.0 - _DISPERSION:
        return None
    typical = np.array([size / m])
    low, high = binomial_limits(rate, np.round(typical)) if is_share else map(np.atleast_1d, poisson_limits(rate))
    sigma = float(np.sqrt(rate * (1.0 - rate) / typical[0] if is_share else rate)) * counted.scale
    limits = LimitsResult(
        rate * counted.scale,
        float(low[0]) * counted.scale,
        float(high[0]) * counted.scale,
        float("nan"),
        sigma,
        m,
        False,
        _REACH,
    )
    return CountedBaseline(round(total), size, m, counted, limits)
