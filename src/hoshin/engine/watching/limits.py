"""Natural limits of a series of single values (XmR), of counts and of proportions."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from hoshin.engine.arrays import Bools, Floats

# Mean and median of the range of two standard normal values, and what three standard deviations come to by them.
MEAN_RANGE, MEDIAN_RANGE = 1.128, 0.954
MEAN_FACTOR, MEDIAN_FACTOR = 2.660, 3.145
MEAN_RANGE_FACTOR, MEDIAN_RANGE_FACTOR = 3.268, 3.865
# By simulation: with these a new value lies beyond the limits in 0.27 % of cases, whatever the length of the baseline.
_LENGTHS = (8, 10, 12, 16, 20, 24, 30, 40, 60)
_CALIBRATED_MEAN = (4.716, 4.179, 3.850, 3.504, 3.303, 3.192, 3.068, 2.960, 2.853)
_CALIBRATED_MEDIAN = (8.057, 6.647, 5.852, 5.029, 4.568, 4.311, 4.041, 3.801, 3.569)
SHORTEST_BASELINE, LONGEST_BASELINE = 8, 48
TAIL = 0.00135


class LimitForm(StrEnum):
    """How limits are found: from mean or median ranges with the usual factors, or with those for small samples."""

    MEAN = "mean"
    MEDIAN = "median"
    CALIBRATED = "calibrated"


@dataclass(frozen=True, slots=True)
class LimitsResult:
    """Limits of one series: its ``centre``, ``low`` and ``high``, the upper limit of moving ranges, ``sigma`` by the
    ranges, how many values ``count`` they rest on, and whether medians were taken (``robust``). ``low`` and ``high``
    lie ``reach`` sigmas from the centre: 3 by the usual factors, more by those for small samples."""

    centre: float
    low: float
    high: float
    range_limit: float
    sigma: float
    count: int
    robust: bool
    reach: float


def moving_ranges(values: Floats, follows: Bools | None = None) -> Floats:
    """Distances of neighbours (n−1,); NaN beside a missing value and where ``follows`` says that there is a gap between.

    >>> moving_ranges(np.array([1.0, 4.0, np.nan, 2.0])).tolist()
    [3.0, nan, nan]
    """
    ranges = np.abs(np.diff(values))
    return ranges if follows is None else np.where(follows[1:], ranges, np.nan)


def xmr_limits(values: Floats, form: LimitForm = LimitForm.CALIBRATED, *, follows: Bools | None = None) -> LimitsResult:
    """The limits that a baseline (n,) sets for values after it; missing values are passed over, with their ranges.

    ``x̄ ± 2.660·R̄`` (ranges up to ``3.268·R̄``), or by medians ``x̃ ± 3.145·R̃`` (``3.865·R̃``). Calibrated: by
    medians where any range lies beyond its limit, else by means, and wider the fewer values there are. Without two
    neighbours all is NaN. Source: Wheeler 2000; factors for small samples by simulation.

    >>> found = xmr_limits(np.array([52., 49, 55, 51, 48, 53, 50, 54, 51, 49, 52, 50, 47, 53, 51, 50]), LimitForm.MEAN)
    >>> round(found.low, 2), round(found.centre, 4), round(found.high, 2), round(found.range_limit, 2)
    (42.07, 50.9375, 59.8, 10.89)
    """
    kept = values[~np.isnan(values)]
    ranges = moving_ranges(values, follows)
    ranges = ranges[~np.isnan(ranges)]
    if not len(ranges):
        nan = float("nan")
        return LimitsResult(nan, nan, nan, nan, nan, len(kept), False, nan)
    mean_range = float(ranges.mean())
    robust = form is LimitForm.MEDIAN or (
        form is LimitForm.CALIBRATED and bool((ranges > MEAN_RANGE_FACTOR * mean_range).any())
    )
    typical = float(np.median(ranges)) if robust else mean_range
    if robust and typical == 0.0 and form is LimitForm.CALIBRATED:
        robust, typical = False, mean_range
    centre = float(np.median(kept)) if robust else float(kept.mean())
    factor = factor_for(len(kept), robust) if form is LimitForm.CALIBRATED else _USUAL[robust]
    sigma = typical / (MEDIAN_RANGE if robust else MEAN_RANGE)
    range_limit = typical * (MEDIAN_RANGE_FACTOR if robust else MEAN_RANGE_FACTOR)
    return LimitsResult(
        centre,
        centre - factor * typical,
        centre + factor * typical,
        range_limit,
        sigma,
        len(kept),
        robust,
        3.0 * factor / _USUAL[robust],
    )


_USUAL = {False: MEAN_FACTOR, True: MEDIAN_FACTOR}


def factor_for(count: int, robust: bool) -> float:
    """What a typical range is multiplied with, so that a new value lies outside in 0.27 % of cases; linear in 1/count.

    >>> factor_for(16, False), factor_for(16, True), round(factor_for(14, False), 4)
    (3.504, 5.029, 3.6523)
    """
    table = (*(_CALIBRATED_MEDIAN if robust else _CALIBRATED_MEAN), _USUAL[robust])
    inverse = [*(1.0 / length for length in _LENGTHS), 0.0]
    return float(np.interp(1.0 / max(count, 1), inverse[::-1], table[::-1]))


def poisson_limits(mean: float) -> tuple[float, float]:
    """Counts between which a Poisson variable of this mean lies but for 0.135 % on either side, themselves inside.

    >>> poisson_limits(2.0)
    (0.0, 7.0)
    """
    from scipy.special import pdtr

    counts = np.arange(int(mean + 12.0 * np.sqrt(mean) + 20.0))
    return _between(pdtr(counts, mean))


def binomial_limits(share: float, denominators: Floats) -> tuple[Floats, Floats]:
    """Shares between which a proportion lies but for 0.135 % on either side, for each denominator (n,).

    >>> [limits.round(3).tolist() for limits in binomial_limits(0.1, np.array([50.0, 400.0]))]
    [[0.0, 0.058], [0.24, 0.148]]
    """
    from scipy.special import bdtr

    pairs = [_between(bdtr(np.arange(int(size) + 1), int(size), share)) for size in denominators]
    low, high = np.array(pairs).reshape(-1, 2).T
    return low / denominators, high / denominators


def _between(cumulative: Floats) -> tuple[float, float]:
    """The least counts whose cumulative probability is over 0.135 % and at least 99.865 %."""
    return float(np.argmax(cumulative > TAIL)), float(np.argmax(cumulative >= 1.0 - TAIL))
