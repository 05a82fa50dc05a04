"""Exact tests of small counts: a table of two by two, and hits where each is as likely as not."""

from math import comb

import numpy as np

from hoshin.engine.arrays import Floats

# Two outcomes are as likely as each other where only the rounding of logarithms tells them apart.
_SAME = 1.0 + 1e-7


def at_least(hits: int, of: int) -> float:
    """The chance of so many hits or more where each is as likely as not: the exact one-sided binomial test.

    >>> round(at_least(14, 16), 4)
    0.0021
    """
    return float(sum(comb(of, hit) for hit in range(hits, of + 1)) / 2**of)


def fisher(hits: int, of: int, other_hits: int, other_of: int) -> tuple[float, float]:
    """Fisher's exact test of two shares, two-sided, and its mid-p: of all tables with these margins those no likelier.

    ``p = Σ P(t) over P(t) ≤ P(seen)``, ``mid-p = p − P(seen)/2`` with P hypergeometric. 1 and 0.5 where the margins leave
    but one table. Source: Fisher 1935; Lancaster 1961. O(margin).

    >>> [round(p, 3) for p in fisher(48, 80, 12, 30)]
    [0.085, 0.07]
    """
    chances, seen = _tables(hits, of, other_hits, other_of)
    p = min(float(chances[chances <= seen * _SAME].sum()), 1.0)
    return p, p - seen / 2.0


def fisher_more(hits: int, of: int, other_hits: int, other_of: int) -> float:
    """The chance of so many hits or more in the first of two groups with these margins: Fisher's test of one side.

    >>> round(fisher_more(8, 10, 3, 12), 4)
    0.015
    """
    chances, _seen = _tables(hits, of, other_hits, other_of)
    least = max(0, hits + other_hits - other_of)
    return min(float(chances[hits - least :].sum()), 1.0)


def _tables(hits: int, of: int, other_hits: int, other_of: int) -> tuple[Floats, float]:
    """The chance of each number of hits that the margins allow, from the fewest on, and that of the number seen."""
    if not (0 <= hits <= of and 0 <= other_hits <= other_of):
        raise ValueError("hits are none at least and all at most")
    from scipy.special import gammaln

    total, among = hits + other_hits, of + other_of
    least = max(0, total - other_of)
    count = np.arange(least, min(of, total) + 1, dtype=np.float64)

    def ways(n: float, k: Floats) -> Floats:
        return np.asarray(gammaln(n + 1.0) - gammaln(k + 1.0) - gammaln(n - k + 1.0))

    logs = ways(of, count) + ways(other_of, total - count) - ways(among, np.full(1, float(total)))
    chances = np.exp(logs)
    return chances, float(chances[hits - least])
