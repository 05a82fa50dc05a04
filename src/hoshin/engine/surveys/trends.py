"""What two waves, or a group and its parent, really differ by."""

import math

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Floats
from hoshin.engine.surveys.drivers import wilson

SHRINKAGE, LEAST_GROUPS, MOST_SHRINKAGE = 20.0, 5, 1_000.0


def newcombe(before: tuple[float, float], after: tuple[float, float]) -> tuple[float, float, float]:
    """How a share changed from (hits, n) to (hits, n), with its interval: change, low, high, as 0–1.

    ``Δ − sqrt((p₁−l₁)²+(u₂−p₂)²) … Δ + sqrt((u₁−p₁)²+(p₂−l₂)²)`` from the limits of Wilson, with p₁ the share after.
    Source: Newcombe 1998, method 10.

    >>> [round(100 * one, 1) for one in newcombe((18, 25), (13, 25))]
    [-20.0, -43.0, 6.6]
    """
    (hits_2, n_2), (hits_1, n_1) = before, after
    if not (n_1 and n_2):
        return math.nan, math.nan, math.nan
    p_1, p_2 = hits_1 / n_1, hits_2 / n_2
    low, high = wilson([hits_1, hits_2], [n_1, n_2])
    change = p_1 - p_2
    down = math.hypot(p_1 - float(low[0]), float(high[1]) - p_2)
    up = math.hypot(float(high[0]) - p_1, p_2 - float(low[1]))
    return change, change - down, change + up


def enps_change(centre_before: float, se_before: float, centre_after: float, se_after: float) -> tuple[float, float]:
    """How far two scores of 7.1 lie apart in standard errors, with the two-sided probability of chance.

    ``z = Δ/sqrt(se₁²+se₂²)`` on the adjusted form.

    >>> z, p = enps_change(-6.7, 13.9, 21.4, 14.4)
    >>> round(z, 1), round(p, 2)
    (1.4, 0.16)
    """
    spread = math.hypot(se_before, se_after)
    if not spread:
        return math.nan, math.nan
    z = (centre_after - centre_before) / spread
    return z, math.erfc(abs(z) / math.sqrt(2.0))


def welch(before: tuple[float, float, float], after: tuple[float, float, float]) -> tuple[float, float]:
    """t and its two-sided probability for two means, each as (mean, sd, n), of spreads that may differ.

    ``t = (x̄₁ − x̄₂)/sqrt(s₁²/n₁ + s₂²/n₂)`` with the degrees of freedom of Welch and Satterthwaite. NaN for fewer than two.

    >>> t, p = welch((62.0, 20.0, 30), (70.0, 18.0, 28))
    >>> round(t, 2), round(p, 3)
    (1.6, 0.115)
    """
    from scipy.special import stdtr

    (mean_2, sd_2, n_2), (mean_1, sd_1, n_1) = before, after
    if min(n_1, n_2) < 2:
        return math.nan, math.nan
    v_1, v_2 = sd_1**2 / n_1, sd_2**2 / n_2
    if not v_1 + v_2:
        return math.nan, math.nan
    t = (mean_1 - mean_2) / math.sqrt(v_1 + v_2)
    freedom = (v_1 + v_2) ** 2 / (v_1**2 / (n_1 - 1) + v_2**2 / (n_2 - 1))
    return t, float(2.0 * stdtr(freedom, -abs(t)))


def shrunken(values: npt.ArrayLike, n: npt.ArrayLike, parent: npt.ArrayLike, k: float = SHRINKAGE) -> Floats:
    """Values of groups drawn towards their parent's, the more the fewer answered: ``(n·x + K·parent)/(n+K)``.

    >>> shrunken([24.0], [25], [10.0]).round(1).tolist()
    [17.8]
    """
    value, count, above = (np.asarray(given, np.float64) for given in (values, n, parent))
    return np.asarray((count * value + k * above) / (count + k))


def shrinkage(values: npt.ArrayLike, sd: npt.ArrayLike, n: npt.ArrayLike) -> float:
    """K of `shrunken` from groups that lie apart: the variance within them over that between them; 20 for fewer than five.

    ``within = Σ(n−1)s²/(N−G)``, ``between = (Σn(x−x̄)²/(G−1) − within)/n₀``, ``n₀ = (N − Σn²/N)/(G−1)``. At most 1,000:
    groups that differ by no more than chance. Source: Searle, Casella and McCulloch 1992, Variance components.

    >>> shrinkage([50, 60, 70, 80, 90], [20] * 5, [10] * 5).__round__(2)
    1.9
    """
    x, s, count = (np.asarray(given, np.float64) for given in (values, sd, n))
    groups, total = len(x), float(count.sum())
    if groups < LEAST_GROUPS or total <= groups:
        return SHRINKAGE
    within = float(((count - 1) * s**2).sum()) / (total - groups)
    spread = float((count * (x - (count * x).sum() / total) ** 2).sum()) / (groups - 1)
    between = (spread - within) * (groups - 1) / (total - float((count**2).sum()) / total)
    return min(within / between, MOST_SHRINKAGE) if between > 0 else MOST_SHRINKAGE


def detectable_difference(n: npt.ArrayLike, p: float = 0.7) -> Floats:
    """The least change of a share, 0–1, that two waves of n answers find four times of five: ``2.8·sqrt(2p(1−p)/n)``.

    At most 1; NaN for no answers.

    >>> detectable_difference([25]).round(2).tolist()
    [0.36]
    """
    count = np.atleast_1d(np.asarray(n, np.float64))
    with np.errstate(divide="ignore"):
        return np.where(count > 0, np.minimum(2.8 * np.sqrt(2.0 * p * (1.0 - p) / count), 1.0), np.nan)
