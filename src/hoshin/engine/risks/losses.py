"""What risks may cost in a year: how often each occurs times what each occurrence costs, drawn many times."""

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Floats

# So often an event may be expected in a year: what comes every day is no risk, it is a cost.
MOST_A_YEAR = 366.0
# The quantile of a normal distribution that leaves 5 % above: a range of 90 % lies between it and its negative.
_Z90 = 1.6448536269514722


def lognormal_of_range(low: npt.ArrayLike, high: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Mean and deviation of the logarithm of amounts of which 90 % lie between ``low`` and ``high``, both above 0.

    ``μ = (ln low + ln high)/2``, ``σ = (ln high − ln low)/(2 · 1.6449)``. ValueError: a range that is none. Source:
    Hubbard & Seiersen (2023), How to Measure Anything in Cybersecurity Risk, 2nd ed., chapter 3.

    >>> middle, spread = lognormal_of_range([10_000.0], [1_000_000.0])
    >>> round(float(np.exp(middle[0]))), round(float(spread[0]), 4)
    (100000, 1.3999)
    """
    lower, upper = np.asarray(low, np.float64), np.asarray(high, np.float64)
    if not (np.isfinite(lower).all() and np.isfinite(upper).all()) or (lower <= 0.0).any() or (upper < lower).any():
        raise ValueError("a range goes from an amount above 0 to one that is not smaller")
    return (np.log(lower) + np.log(upper)) / 2.0, (np.log(upper) - np.log(lower)) / (2.0 * _Z90)


def expected_loss(frequency: npt.ArrayLike, low: npt.ArrayLike, high: npt.ArrayLike) -> Floats:
    """What risks (n,) cost in a year on average: ``λ · exp(μ + σ²/2)``, in the currency of the ranges.

    >>> expected_loss([0.5], [100.0], [100.0]).round(9).tolist()
    [50.0]
    """
    middle, spread = lognormal_of_range(low, high)
    return np.asarray(_frequencies(frequency) * np.exp(middle + spread**2 / 2.0))


def simulate_years(
    frequency: npt.ArrayLike,
    low: npt.ArrayLike,
    high: npt.ArrayLike,
    *,
    keys: npt.ArrayLike,
    draws: int = 10_000,
    seed: int = 0,
) -> Floats:
    """What each risk (n,) costs in each of ``draws`` years: (n, draws), in the currency of the ranges.

    In a year an event occurs N ~ Poisson(λ) times, and each time costs X ~ Lognormal(μ, σ), all independent. Each risk
    draws from a stream of its own, named by ``seed`` and its ``keys``, so that another risk beside it changes nothing.
    ValueError: a range that is none, or a frequency outside of 0 to 366. Source: Klugman, Panjer & Willmot (2019), Loss
    Models, 5th ed., chapter 9 (the compound model for aggregate claims).

    >>> years = simulate_years([0.1], [1_000.0], [9_000.0], keys=[7], draws=1_000, seed=1)
    >>> years.shape, int((years > 0.0).sum())
    ((1, 1000), 103)
    """
    rates = np.atleast_1d(_frequencies(frequency))
    middle, spread = (np.atleast_1d(part) for part in lognormal_of_range(low, high))
    years = np.zeros((rates.size, draws))
    for at, key in enumerate(np.atleast_1d(np.asarray(keys, np.int64)).tolist()):
        stream = np.random.Generator(np.random.PCG64(np.random.SeedSequence(entropy=seed, spawn_key=(key,))))
        times = stream.poisson(rates[at], draws)
        costs = stream.lognormal(middle[at], spread[at], int(times.sum()))
        years[at] = np.bincount(np.repeat(np.arange(draws), times), weights=costs, minlength=draws)
    return years


def _frequencies(frequency: npt.ArrayLike) -> Floats:
    rates = np.asarray(frequency, np.float64)
    if not (np.isfinite(rates).all() and (rates >= 0.0).all() and (rates <= MOST_A_YEAR).all()):
        raise ValueError(f"an event occurs from 0 to {MOST_A_YEAR:.0f} times a year")
    return rates
