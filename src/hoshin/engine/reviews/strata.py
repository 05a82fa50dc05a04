"""Whether a difference between two groups holds within strata, such as job families and levels, or comes from them."""

from dataclasses import dataclass
from enum import StrEnum
from math import erfc, exp, inf, log, nan, sqrt

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Floats

ALPHA, Z = 0.05, 1.959963984540054
# What is left of the logarithm of an odds ratio within strata, where the pooled one is said to come from them.
LEFT = 0.5


class StrataVerdict(StrEnum):
    """How the pooled difference and the one within strata go together."""

    NONE_DETECTED = "none_detected"
    HOLDS = "holds"
    VANISHES = "vanishes"
    APPEARS = "appears"
    TURNS = "turns"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class StrataResult:
    """The odds of the group by those of the reference: `pooled`, and `common` to all strata with its interval `low`–`high`;
    the two-sided probabilities of chance `pooled_p` and `common_p`; in how many `strata` both are found with either outcome.
    NaN where there is none, infinite where the reference has no odds."""

    pooled: float
    common: float
    low: float
    high: float
    pooled_p: float
    common_p: float
    strata: int
    verdict: StrataVerdict


def within_strata(
    hits: npt.ArrayLike, of: npt.ArrayLike, reference_hits: npt.ArrayLike, reference_of: npt.ArrayLike
) -> StrataResult:
    """The common odds ratio of Mantel and Haenszel over strata (S,), with the test of Cochran, Mantel and Haenszel.

    ``OR = Σ a·d/n / Σ b·c/n``, ``χ² = (Σ a − E a)²/Σ Var a`` without correction, the interval by Robins, Breslow and
    Greenland. A pooled difference *vanishes* that is significant where the common one is not and is at most half as far
    from 1 on the logarithm; it *appears* the other way round, and *turns* where both are significant and of two signs.
    Source: Mantel and Haenszel 1959; Robins, Breslow and Greenland 1986; what vanishes: own.

    >>> found = within_strata([8, 36], [80, 60], [2, 54], [20, 90])
    >>> round(found.pooled, 2), round(found.common, 2), found.verdict.value
    (0.44, 1.0, 'vanishes')
    """
    given = (np.atleast_1d(np.asarray(counts, np.float64)) for counts in (hits, of, reference_hits, reference_of))
    a, n_1, c, n_2 = given
    if ((a < 0) | (a > n_1) | (c < 0) | (c > n_2)).any():
        raise ValueError("hits are none at least and all at most")
    b, d = n_1 - a, n_2 - c
    pooled, pooled_p = _odds(a.sum(), b.sum(), c.sum(), d.sum()), _chance(*(x.sum(keepdims=True) for x in (a, b, c, d)))
    used = (n_1 > 0) & (n_2 > 0) & (a + c > 0) & (b + d > 0)
    if not used.any():
        return StrataResult(pooled, nan, nan, nan, pooled_p, nan, 0, StrataVerdict.NOT_APPLICABLE)
    a, b, c, d = a[used], b[used], c[used], d[used]
    common, low, high = _common(a, b, c, d)
    common_p = _chance(a, b, c, d)
    verdict = _verdict(pooled, pooled_p, common, common_p)
    return StrataResult(pooled, common, low, high, pooled_p, common_p, int(used.sum()), verdict)


def _odds(a: float, b: float, c: float, d: float) -> float:
    top, bottom = float(a * d), float(b * c)
    if bottom:
        return top / bottom
    return inf if top else nan


def _chance(a: Floats, b: Floats, c: Floats, d: Floats) -> float:
    """The two-sided probability of as much over all strata, by the normal distribution."""
    n = a + b + c + d
    spread = float(((a + b) * (c + d) * (a + c) * (b + d) / (n * n * np.maximum(n - 1, 1))).sum()) if n.all() else 0.0
    if not spread:
        return 1.0
    off = float((a - (a + b) * (a + c) / n).sum())
    return erfc(abs(off) / sqrt(2.0 * spread))


def _common(a: Floats, b: Floats, c: Floats, d: Floats) -> tuple[float, float, float]:
    n = a + b + c + d
    R, S = a * d / n, b * c / n
    P, Q = (a + d) / n, (b + c) / n
    r, s = float(R.sum()), float(S.sum())
    if not (r and s):
        return (inf if r else 0.0 if s else nan), nan, nan
    variance = float((P * R).sum()) / (2 * r * r) + float((P * S + Q * R).sum()) / (2 * r * s)
    variance += float((Q * S).sum()) / (2 * s * s)
    reach = Z * sqrt(variance)
    return r / s, r / s * exp(-reach), r / s * exp(reach)


def _verdict(pooled: float, pooled_p: float, common: float, common_p: float) -> StrataVerdict:
    is_pooled, is_common = pooled_p < ALPHA, common_p < ALPHA
    off_pooled, off_common = _off(pooled), _off(common)
    if is_pooled and is_common:
        return StrataVerdict.HOLDS if off_pooled * off_common > 0 else StrataVerdict.TURNS
    if is_pooled:
        return StrataVerdict.VANISHES if abs(off_common) <= LEFT * abs(off_pooled) else StrataVerdict.HOLDS
    return StrataVerdict.APPEARS if is_common else StrataVerdict.NONE_DETECTED


def _off(odds: float) -> float:
    """``ln OR``, endless where one side has no odds at all."""
    return log(odds) if 0 < odds < inf else inf if odds == inf else -inf if odds == 0 else 0.0
