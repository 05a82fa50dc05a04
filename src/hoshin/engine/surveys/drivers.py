"""Scores of drivers, favourable shares, and how sure either is."""

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Bools, Codes, Floats
from hoshin.engine.surveys.enps import Z

UNFAVOURABLE, NEUTRAL, FAVOURABLE, UNANSWERED = 0, 1, 2, 255


def rescaled(
    answers: npt.ArrayLike, low: npt.ArrayLike, high: npt.ArrayLike, is_reversed: npt.ArrayLike = False
) -> Floats:
    """Answers (R, I) on scales low..high as 0–100, reversed items turned round first; NaN stays NaN.

    ``x' = 100·(x − min)/(max − min)``

    >>> rescaled([[4, 2.0]], [1, 1], [5, 5], [False, True]).tolist()
    [[75.0, 75.0]]
    """
    given, least, most = (np.asarray(values, np.float64) for values in (answers, low, high))
    if (most <= least).any():
        raise ValueError("a scale must end above where it begins")
    if ((given < least) | (given > most)).any():
        raise ValueError("an answer lies off its scale")
    share = (given - least) / (most - least)
    return np.asarray(100.0 * np.where(np.asarray(is_reversed, np.bool_), 1.0 - share, share))


def driver_scores(items: Floats) -> Floats:
    """Each respondent's score (R,) of a driver: the mean of rescaled items (R, I), of which half at least are answered.

    >>> driver_scores(np.array([[75.0, 50.0, np.nan], [100.0, np.nan, np.nan]])).tolist()
    [62.5, nan]
    """
    known = ~np.isnan(items)
    count = known.sum(axis=1)
    total = np.where(known, items, 0.0).sum(axis=1)
    enough = (count > 0) & (2 * count >= items.shape[1])
    return np.where(enough, total / np.maximum(count, 1), np.nan)


def leanings(items: Floats) -> Codes:
    """Whether each rescaled answer is favourable, neutral or unfavourable.

    Favourable are the top two of five and 7–10 of 0–10: what lies above 62.5. Unfavourable is their mirror, below 37.5.

    >>> leanings(np.array([[75.0, 50.0, 25.0, 70.0, 60.0, 30.0]])).tolist()
    [[2, 1, 0, 2, 1, 0]]
    """
    codes = np.where(items > 62.5, FAVOURABLE, np.where(items < 37.5, UNFAVOURABLE, NEUTRAL))
    return np.where(np.isnan(items), UNANSWERED, codes).astype(np.uint8)


def wilson(successes: npt.ArrayLike, n: npt.ArrayLike, z: float = Z) -> tuple[Floats, Floats]:
    """The interval of a share, 0–1; NaN without answers.

    ``c = (p + z²/2n)/(1+z²/n)``, ``half = z·sqrt(p(1−p)/n + z²/4n²)/(1+z²/n)``. Source: Wilson 1927.

    >>> low, high = wilson([7], [8])
    >>> round(float(low[0]), 3), round(float(high[0]), 3)
    (0.529, 0.978)
    """
    hits, count = (np.atleast_1d(np.asarray(values, np.float64)) for values in (successes, n))
    if ((hits < 0) | (hits > count)).any():
        raise ValueError("a share lies between none and all")
    with np.errstate(divide="ignore", invalid="ignore"):
        p, factor = hits / count, 1.0 + z * z / count
        centre = (p + z * z / (2 * count)) / factor
        half = z * np.sqrt(p * (1 - p) / count + z * z / (4 * count * count)) / factor
    return np.maximum(centre - half, 0.0), np.minimum(centre + half, 1.0)


def mean_interval(mean: npt.ArrayLike, sd: npt.ArrayLike, n: npt.ArrayLike) -> tuple[Floats, Floats]:
    """The 95 % t interval of a mean: ``x̄ ± t·sd/sqrt(n)``; NaN for fewer than two answers.

    >>> low, high = mean_interval([65.0], [28.504], [5])
    >>> round(float(low[0]), 1), round(float(high[0]), 1)
    (29.6, 100.4)
    """
    from scipy.special import stdtrit

    centre, spread, count = (np.atleast_1d(np.asarray(values, np.float64)) for values in (mean, sd, n))
    enough: Bools = np.asarray(count >= 2)
    half = stdtrit(np.maximum(count - 1, 1), 0.975) * spread / np.sqrt(np.maximum(count, 1))
    return np.where(enough, centre - half, np.nan), np.where(enough, centre + half, np.nan)
