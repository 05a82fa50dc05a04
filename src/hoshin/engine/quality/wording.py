"""Whether texts about people of one group are worded otherwise than those about others (methods.md 6.10).

Of counts alone: no text comes here, and nothing is inferred of anybody. A text weighs by its words, texts of one author
are not independent of each other, and groups that are small are left out altogether, also of what others are compared with.
"""

from dataclasses import dataclass
from math import copysign, erfc, inf, sqrt

import numpy as np
from numpy.typing import NDArray

LEAST_AUTHORS, LEAST_GROUP_TEXTS = 20, 50
# The share of differences told that may be chance.
FALSE_SHARE = 0.10


@dataclass(frozen=True, slots=True)
class WordingDifference:
    """How often a cue stands in 100 words of one group, and of all others; both as numbers of group and cue.

    ``q``: the share of false ones among all differences that are at least as clear. ``is_clear``: at most one in ten.
    """

    group: int
    cue: int
    rate: float
    others: float
    z: float
    p: float
    q: float

    @property
    def is_clear(self) -> bool:
        return self.q <= FALSE_SHARE


def compare_wording(
    counts: NDArray[np.float64], words: NDArray[np.float64], groups: NDArray[np.int64], authors: NDArray[np.int64]
) -> tuple[WordingDifference, ...]:
    """Compare each group of texts with all others, cue by cue: differences of rates, robust by author.

    ``counts`` has a row for each text and a column for each cue; ``words``, ``groups`` and ``authors`` a number for each.
    The rate is ``r = 100 Σc / Σw``. An author ``a`` adds ``u_a = Σ (c - r_1 w) / W_1`` over texts of the group less the same
    over the others, and with ``A`` authors ``var(r_1 - r_2) = A/(A-1) Σ u_a²``: the sandwich of a regression of rates on
    the group, weighted by words (Liang and Zeger 1986). ``p`` is that of a normal distribution, ``q`` by Benjamini and
    Hochberg over all that is compared. Only groups with twenty authors and fifty texts take part; of two, one is told.

    >>> rng = np.random.default_rng(6)
    >>> groups, authors = np.repeat([0, 1], 60), np.arange(120)
    >>> counts = (rng.random((120, 1)) < np.where(groups == 0, 0.31, 0.05)[:, None]).astype(float)
    >>> [(one.group, one.is_clear) for one in compare_wording(counts, np.full(120, 40.0), groups, authors)]
    [(0, True)]
    """
    taking_part = [group for group in np.unique(groups) if _is_large(group, groups, authors)]
    if len(taking_part) < 2:
        return ()
    kept = np.isin(groups, taking_part) & (words > 0)
    counts, words, groups = counts[kept], words[kept], groups[kept]
    clusters = np.unique(authors[kept], return_inverse=True)[1]
    compared = taking_part[:1] if len(taking_part) == 2 else taking_part
    found = []
    for group in compared:
        first = groups == group
        rates = [counts[side].sum(axis=0) / words[side].sum() for side in (first, ~first)]
        spread = _spread(counts, words, first, clusters, rates)
        for cue in range(counts.shape[1]):
            z = _in_errors(float(rates[0][cue] - rates[1][cue]), float(spread[cue]))
            found.append((int(group), cue, 100 * float(rates[0][cue]), 100 * float(rates[1][cue]), z, _two_sided(z)))
    shares = false_shares(np.array([one[-1] for one in found]))
    return tuple(WordingDifference(*one, float(q)) for one, q in zip(found, shares, strict=True))


def false_shares(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """By Benjamini and Hochberg (1995): ``q_(i) = min over j ≥ i of m p_(j) / j``, the p in their order.

    >>> false_shares(np.array([0.01, 0.04, 0.03])).round(3).tolist()
    [0.03, 0.04, 0.04]
    """
    order = np.argsort(p)
    raised = p[order] * len(p) / np.arange(1, len(p) + 1)
    shares = np.empty_like(p)
    shares[order] = np.minimum.accumulate(raised[::-1])[::-1].clip(max=1)
    return shares


def _is_large(group: int, groups: NDArray[np.int64], authors: NDArray[np.int64]) -> bool:
    inside = groups == group
    return bool(inside.sum() >= LEAST_GROUP_TEXTS and len(np.unique(authors[inside])) >= LEAST_AUTHORS)


def _spread(
    counts: NDArray[np.float64],
    words: NDArray[np.float64],
    first: NDArray[np.bool_],
    clusters: NDArray[np.int64],
    rates: list[NDArray[np.float64]],
) -> NDArray[np.float64]:
    """The standard error of the difference of two rates, by cue."""
    left = (counts - words[:, None] * rates[0]) / words[first].sum()
    right = (counts - words[:, None] * rates[1]) / words[~first].sum()
    pulls = np.where(first[:, None], left, -right)
    by_author = np.zeros((clusters.max() + 1, counts.shape[1]))
    np.add.at(by_author, clusters, pulls)
    many = len(by_author)
    spread: NDArray[np.float64] = np.sqrt(many / (many - 1) * (by_author**2).sum(axis=0))
    return spread


def _in_errors(difference: float, spread: float) -> float:
    """Where every author of a side writes alike there is no error: then any difference is sure."""
    if spread == 0:
        return copysign(inf, difference) if difference else 0.0
    return difference / spread


def _two_sided(z: float) -> float:
    return erfc(abs(z) / sqrt(2))
