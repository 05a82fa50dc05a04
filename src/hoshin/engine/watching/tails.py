"""How probable a value or a pattern is by chance, where its limits rest on few values."""

from functools import lru_cache
from math import factorial, pi

import numpy as np

from hoshin.engine.arrays import Floats
from hoshin.engine.watching.limits import MEAN_RANGE, MEDIAN_RANGE, factor_for
from hoshin.engine.watching.rules import RunRule

# How much more the median of normal values varies than their mean.
_OF_MEDIAN = float(np.pi / 2)
_TAIL_AT_LIMIT = 0.99865
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(15)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()
_SHARES = (np.arange(15) + 0.5) / 15
_PATTERNS = {RunRule.NEAR_LIMIT: (3, 4), RunRule.TWO_OF_THREE: (2, 3), RunRule.FOUR_OF_FIVE: (4, 5)}


def value_tail(deviations: Floats, count: int, robust: bool = False) -> Floats:
    """Two-sided probability of values in sigmas from a centre, both found from ``count`` values; 0.27 % at calibrated
    limits.

    A t distribution, with as many degrees of freedom as bring that about. Method: own.

    >>> value_tail(np.array([3.504 * 1.128]), 16).round(4).tolist()
    [0.0027]
    """
    from scipy.special import stdtr

    freedom, width = _shape(count, robust)
    return np.asarray(2.0 * stdtr(freedom, -np.abs(deviations) / width), np.float64)


def run_tail(lengths: Floats, count: int, robust: bool = False) -> Floats:
    """Probability that so many values in a row lie on one side of a centre found from ``count`` values.

    >>> run_tail(np.array([8.0]), 1_000_000).round(4).tolist()
    [0.0078]
    """
    from scipy.special import ndtr

    sides = ndtr(_NODES * _centre_error(count, robust))
    return np.asarray(np.minimum(2.0 * _weighed(sides ** lengths[..., None]), 1.0), np.float64)


def pattern_tail(depths: Floats, rule: RunRule, count: int, robust: bool = False) -> Floats:
    """Probability that of the last few values as many as the rule asks for lie this many sigmas away on one side.

    >>> pattern_tail(np.array([2.0]), RunRule.TWO_OF_THREE, 1_000_000).round(4).tolist()
    [0.0031]
    """
    from scipy.special import chdtri, ndtr

    most, of = _PATTERNS[rule]
    freedom, _ = _shape(count, robust)
    spreads = np.sqrt(chdtri(freedom, 1.0 - _SHARES) / freedom)
    shares = ndtr(_NODES[:, None] * _centre_error(count, robust) - depths[..., None, None] * spreads)
    if most == of - 1:
        chance = of * shares**most * (1.0 - shares) + shares**of
    return np.asarray(np.minimum(2.0 * _weighed(chance.mean(axis=-1)), 1.0), np.float64)


def slope_tail(steps: int) -> float:
    """Probability that so many steps in a row all rise, or all fall.

    >>> round(slope_tail(5), 5)
    0.00278
    """
    return 2.0 / factorial(min(steps, 100) + 1)


def turns_tail(turns: int) -> float:
    """Probability that so many steps turn back in a row, by the share of permutations that alternate.

    >>> round(turns_tail(12), 4)
    0.0046
    """
    return min(float(4.0 * (2.0 / pi) ** (turns + 3)), 1.0)


def counts_tail(count: float, expected: float, dispersion: float = 1.0) -> float:
    """Probability of so many events or more where so many are ``expected``; ``dispersion``: variance by mean, at least 1.

    ``P(X ≥ k) = P(k/φ, λ/φ)``, the regularised incomplete gamma function: Poisson, widened for events that come in heaps.

    >>> round(counts_tail(20, 10.0), 5), round(counts_tail(20, 10.0, 2.0), 4)
    (0.00345, 0.0318)
    """
    from scipy.special import gammainc

    return float(gammainc(count / dispersion, expected / dispersion)) if count > 0 else 1.0


@lru_cache(maxsize=4096)
def _shape(count: int, robust: bool) -> tuple[float, float]:
    """Degrees of freedom and width of the t distribution that has 0.27 % beyond the calibrated limits."""
    from scipy.special import stdtridf

    width = (1.0 + (_OF_MEDIAN if robust else 1.0) / count) ** 0.5
    limit = factor_for(count, robust) * (MEDIAN_RANGE if robust else MEAN_RANGE)
    freedom = float(stdtridf(_TAIL_AT_LIMIT, limit / width)) if limit / width > 3.001 else 1e6
    return (freedom if 1.0 <= freedom < 1e6 else 1e6), width


def _weighed(shares: Floats) -> Floats:
    """The mean over the nodes (…, 15). No product of matrices: its last bit depends on how many rows there are, and so would
    what is said of a value on the values after it."""
    return np.asarray((shares * _WEIGHTS).sum(axis=-1), np.float64)


def _centre_error(count: int, robust: bool) -> float:
    return float(((_OF_MEDIAN if robust else 1.0) / count) ** 0.5)
