"""The employee net promoter score with an interval that holds for few answers."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Bools, Floats

Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class EnpsResult:
    """Per group, −100 to 100: the `score`, its interval `low` to `high` about the adjusted `centre`, the adjusted standard
    error `se`; NaN without answers. Where `all_answered`, there is nothing to be unsure of and no interval."""

    score: Floats
    centre: Floats
    se: Floats
    low: Floats
    high: Floats
    all_answered: Bools


def enps(
    promoters: npt.ArrayLike,
    passives: npt.ArrayLike,
    detractors: npt.ArrayLike,
    members: npt.ArrayLike | None = None,
) -> EnpsResult:
    """``100·(p − d)/n`` of answers 9–10, 7–8 and 0–6, with the adjusted Wald interval.

    ¾ are added to promoters and detractors and 3 to n; ``e = p̃ − d̃``, ``Var = p̃ + d̃ − e²``, ``se = sqrt(Var/(n+3))``,
    ``e ± 1.96·se``. With ``members`` the interval describes those alone: se times ``sqrt((N−n)/(N−1))``. Source: Rocks
    2016, Interval estimation for the net promoter score; Bonett and Price.

    >>> found = enps([11], [9], [5], members=[32])
    >>> round(float(found.score[0]), 1), round(float(found.low[0]), 1), round(float(found.high[0]), 1)
    (24.0, 8.0, 34.8)
    """
    up, middle, down = (np.atleast_1d(np.asarray(count, np.float64)) for count in (promoters, passives, detractors))
    n = up + middle + down
    with np.errstate(divide="ignore", invalid="ignore"):
        score = np.where(n > 0, (up - down) / n, np.nan)
        p, d = (up + 0.75) / (n + 3), (down + 0.75) / (n + 3)
        se = np.where(n > 0, np.sqrt((p + d - (p - d) ** 2) / (n + 3)), np.nan)
        everybody = np.zeros(n.shape, np.bool_)
        if members is not None:
            size = np.atleast_1d(np.asarray(members, np.float64))
            if (size < n).any():
                raise ValueError("more answers than members")
            everybody = (size == n) & (n > 0)
            se = se * np.where(size > 1, np.sqrt((size - n) / np.maximum(size - 1, 1)), 0.0)
    centre = np.where(n > 0, p - d, np.nan)
    reach = np.where(everybody, np.nan, Z * se)
    return EnpsResult(100 * score, 100 * centre, 100 * se, 100 * (centre - reach), 100 * (centre + reach), everybody)
