"""Means of samples: how far they stray by chance is told by how far the values within each sample lie apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma, sqrt

import numpy as np

from hoshin.engine.arrays import Floats
from hoshin.engine.watching.baselines import ChartBaseline
from hoshin.engine.watching.limits import TAIL, LimitForm, LimitsResult

# Mean and standard deviation of the range of two to ten standard normal values; of more their deviation says more.
RANGE_MEANS = (1.12838, 1.69257, 2.05875, 2.32593, 2.53441, 2.70436, 2.84720, 2.97003, 3.07751)
_RANGE_DEVIATIONS = (0.85250, 0.88837, 0.87981, 0.86408, 0.84804, 0.83321, 0.81983, 0.80783, 0.79705)
_DRAWN = 3.0


@dataclass(frozen=True, slots=True)
class SampledValues:
    """That the values (n,) of a series are means of samples: each of so many (``sizes``), and how far one value strays by
    each sample (``spreads``), NaN where a sample has one value alone."""

    sizes: Floats
    spreads: Floats


@dataclass(frozen=True, slots=True)
class SampledBaseline(ChartBaseline):
    """A baseline of means: ``limits.sigma`` is that of one value, so that a mean strays the less the larger its sample.

    ``size``: values in all samples of the baseline; ``freedom``: degrees of freedom of the sigma that they tell.
    """

    sizes: Floats
    size: float
    freedom: float

    def sigma(self, times: Floats, i: int) -> float:
        """How far the mean at ``i`` strays."""
        return self.limits.sigma / sqrt(self.sizes[i])

    def judge(self, values: Floats, i: int) -> tuple[float, float]:
        """How far a mean lies from the centre in its sigmas, and how probable that is by a t distribution."""
        from scipy.special import stdtr

        z = (float(values[i]) - self.limits.centre) / self.sigma(values, i)
        return z, float(2.0 * stdtr(self.freedom, -abs(z) / sqrt(1.0 + self.sizes[i] / self.size)))


def samples_of(samples: Sequence[Floats]) -> tuple[Floats, SampledValues]:
    """Means (n,) of samples, and what these tell of how far one value strays; missing values are passed over.

    The range by its mean ``d₂`` for up to ten values, else the standard deviation by its mean ``c₄``. Without a value the
    mean is NaN.

    >>> means, sampled = samples_of([np.array([3.0, 5.0]), np.array([4.0])])
    >>> means.tolist(), sampled.sizes.tolist(), sampled.spreads.round(3).tolist()
    ([4.0, 4.0], [2.0, 1.0], [1.772, nan])
    """
    known = [sample[~np.isnan(sample)] for sample in samples]
    means = np.array([sample.mean() if len(sample) else np.nan for sample in known])
    sizes = np.array([len(sample) for sample in known], np.float64)
    return means, SampledValues(sizes, np.array([_spread(sample) for sample in known]))


def sampled_baseline(
    means: Floats, times: Floats, first: int, last: int, sampled: SampledValues, form: LimitForm
) -> SampledBaseline | None:
    """The baseline that samples ``first`` to ``last`` (not itself) make; None where no two tell how far values stray.

    ``x̿ ± 3·σ̂/√n`` with the mean of the samples' own estimates as σ̂; calibrated: wider the fewer samples there are, so
    that a new mean alarms in 0.27 % of cases. By medians there is nothing of the kind: they are taken as means. Source:
    Montgomery, control charts for x̄ and R; Patnaik 1950 for the degrees of freedom.
    """
    from scipy.special import stdtrit

    y, sizes, spreads = means[first:last], sampled.sizes[first:last], sampled.spreads[first:last]
    told, known = ~np.isnan(spreads), sizes > 0
    count = int(told.sum())
    sigma = float(spreads[told].mean()) if count else 0.0
    if count < 2 or sigma <= 0.0:
        return None
    size = float(sizes[known].sum())
    centre = float((y[known] * sizes[known]).sum()) / size
    freedom = count**2 / (2.0 * sum(_uncertainty(int(n)) for n in sizes[told]))
    m = int(known.sum())
    reach = _DRAWN
    if form is LimitForm.CALIBRATED:
        reach = float(stdtrit(freedom, 1.0 - TAIL)) * sqrt(1.0 + 1.0 / m)
    width = _DRAWN * sigma * sqrt(m / size)
    limits = LimitsResult(centre, centre - width, centre + width, float("nan"), sigma, m, False, reach)
    step = float(np.median(np.diff(times))) if len(times) > 1 else 1.0
    nothing = np.zeros(0)
    return SampledBaseline(
        first, last, limits, 0.0, 0.0, 1.0, nothing, 0.0, step, 0.0, 1.0, sampled.sizes, size, freedom
    )


def _spread(sample: Floats) -> float:
    n = len(sample)
    if n < 2:
        return float("nan")
    if n <= len(RANGE_MEANS) + 1:
        return float(sample.max() - sample.min()) / RANGE_MEANS[n - 2]
    return float(sample.std(ddof=1)) / _mean_deviation(n)


def _uncertainty(n: int) -> float:
    """Variance of what a sample of ``n`` tells of sigma, relative to its square."""
    if n <= len(RANGE_MEANS) + 1:
        return (_RANGE_DEVIATIONS[n - 2] / RANGE_MEANS[n - 2]) ** 2
    return 1.0 / _mean_deviation(n) ** 2 - 1.0


def _mean_deviation(n: int) -> float:
    """``c₄``: the mean of the standard deviation of ``n`` standard normal values."""
    return sqrt(2.0 / (n - 1)) * exp(lgamma(n / 2.0) - lgamma((n - 1) / 2.0))
