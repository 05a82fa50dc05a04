"""How good forecasts were: of a normal distribution, of an ensemble, of a band, of a probability."""

from math import comb

import numpy as np

from hoshin.engine.arrays import Floats
from hoshin.engine.forecasting.normal import normal_cdf


def crps_normal(mean: Floats, sd: Floats, actual: Floats) -> Floats:
    """``σ[z(2Φ(z)−1) + 2φ(z) − 1/√π]`` in the unit of the values, less is better. Source: Gneiting and Raftery (2007).

    >>> crps_normal(np.array([15.0]), np.array([1.2]), np.array([16.0])).round(3).tolist()
    [0.595]
    """
    z = (actual - mean) / sd
    bell = np.exp(-0.5 * z * z) / np.sqrt(2.0 * np.pi)
    return np.asarray(sd * (z * (2.0 * normal_cdf(z) - 1.0) + 2.0 * bell - 1.0 / np.sqrt(np.pi)))


def crps_ensemble(draws: Floats, actual: float, fair: bool = True) -> float:
    """``mean|x_i − y| − Σ|x_i − x_j|/(2M(M−1))``; plain divides by 2M². At least two draws. Source: Ferro (2014).

    >>> x = np.array([13.5, 14.5, 15.0, 16.0, 17.0])
    >>> round(crps_ensemble(x, 16.0), 2), round(crps_ensemble(x, 16.0, fair=False), 2)
    (0.35, 0.52)
    """
    count = len(draws)
    if count < 2:
        raise ValueError("an ensemble has at least two draws")
    between = float(np.abs(draws[:, None] - draws[None, :]).sum())
    return float(np.abs(draws - actual).mean()) - between / (2.0 * count * (count - 1 if fair else count))


def interval_score(low: Floats, high: Floats, actual: Floats, outside: float = 0.2) -> Floats:
    """``(u−l) + (2/α)(l−y)⁺ + (2/α)(y−u)⁺`` with α the share promised outside. Source: Gneiting and Raftery (2007).

    >>> interval_score(np.array([1.0]), np.array([3.0]), np.array([4.0])).tolist()
    [12.0]
    """
    return np.asarray(high - low + 2.0 / outside * (np.maximum(low - actual, 0.0) + np.maximum(actual - high, 0.0)))


def coverage_p_value(inside: int, count: int, promised: float = 0.8) -> float:
    """The exact two-sided binomial test of how often bands held: outcomes no likelier than this one, together.

    >>> round(coverage_p_value(26, 40), 3)
    0.027
    """
    odds = [comb(count, k) * promised**k * (1.0 - promised) ** (count - k) for k in range(count + 1)]
    return min(1.0, sum(part for part in odds if part <= odds[inside] * (1.0 + 1e-9)))


def brier(probability: Floats, happened: Floats) -> float:
    """``mean (p − o)²``. Source: Brier (1950).

    >>> round(brier(np.array([0.9, 0.7, 0.4, 0.2]), np.array([1.0, 1.0, 0.0, 0.0])), 3)
    0.075
    """
    return float(np.mean((probability - happened) ** 2))
