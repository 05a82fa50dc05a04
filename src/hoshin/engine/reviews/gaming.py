"""Patterns in results of which an owner should be asked; each has innocent answers, and none is held against anybody.

What needs the history of one measure (targets eased late, figures corrected, events that bunch) is found by the signals.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Bools, Floats, Ints
from hoshin.engine.exact import at_least, fisher_more

LEAST_GOALS, MOST_EASY, CERTAIN = 8, 0.8, 0.9
NEAR, LEAST_NEAR, P_OF_PATTERNS = 0.02, 16, 0.01


@dataclass(frozen=True, slots=True)
class PatternResult:
    """Per owner (O,): of `n` cases `hits` show the pattern; their `share`, NaN without cases; `p`: how likely so many are by
    chance, NaN where a share alone is looked at; whether it is `flagged`."""

    n: Ints
    hits: Ints
    share: Floats
    p: Floats
    flagged: Bools


def sandbagging(
    owner: npt.ArrayLike, attainment: npt.ArrayLike, probability: npt.ArrayLike, *, owners: int
) -> PatternResult:
    """Goals (G,) that were reached (attainment ≥ 1) and had been all but certain when they were set (P > 0.9).

    Flagged above 80 % of eight at least. A goal of which either is not known (NaN) is no case.

    >>> sandbagging([0] * 10, [1.0] * 9 + [0.4], [0.95] * 10, owners=1).flagged.tolist()
    [True]
    """
    of, reached, likely = np.asarray(owner, np.intp), np.asarray(attainment, float), np.asarray(probability, float)
    known = ~np.isnan(reached + likely)
    n, hits, share = _counted(of, known, (reached >= 1.0) & (likely > CERTAIN), owners)
    return PatternResult(n, hits, share, np.full(owners, np.nan), (n >= LEAST_GOALS) & (share > MOST_EASY))


def target_hugging(
    owner: npt.ArrayLike, value: npt.ArrayLike, target: npt.ArrayLike, direction: npt.ArrayLike, *, owners: int
) -> PatternResult:
    """Results (R,) within 2 % of their target: how many lie on the good side, where half would by chance.

    ``direction``: 1 where more is better, −1 where less is. The cases are those near the target; a target of 0 or NaN has
    none. Flagged below p = 0.01 of 16 at least. Source: the exact binomial test, one-sided.

    >>> found = target_hugging([0] * 16, [101.0] * 14 + [99.0] * 2, [100.0] * 16, [1] * 16, owners=1)
    >>> round(float(found.p[0]), 4), bool(found.flagged[0])
    (0.0021, True)
    """
    of, seen, wanted = np.asarray(owner, np.intp), np.asarray(value, float), np.asarray(target, float)
    by = (seen - wanted) * np.asarray(direction, float)
    near = (np.abs(by) <= NEAR * np.abs(wanted)) & (wanted != 0)
    n, hits, share = _counted(of, near, by >= 0, owners)
    p = _each(at_least, hits, n)
    return PatternResult(n, hits, share, p, (n >= LEAST_NEAR) & (p < P_OF_PATTERNS))


def missing_when_bad(
    owner: npt.ArrayLike, was_adverse: npt.ArrayLike, went_missing: npt.ArrayLike, *, owners: int
) -> PatternResult:
    """Periods (R,) that followed a bad signal: how many of those were not reported, beside those that followed none.

    Flagged below p = 0.01. NaN where all or none of the periods followed one. Source: Fisher's exact test, one-sided.

    >>> bad, gap = [True] * 10 + [False] * 30, [True] * 7 + [False] * 3 + [True] * 2 + [False] * 28
    >>> found = missing_when_bad([0] * 40, bad, gap, owners=1)
    >>> round(float(found.p[0]), 5), bool(found.flagged[0])
    (0.0002, True)
    """
    of, bad = np.asarray(owner, np.intp), np.asarray(was_adverse, np.bool_)
    gap = np.asarray(went_missing, np.bool_)
    n, hits, share = _counted(of, bad, gap, owners)
    other_n, other_hits, _ = _counted(of, ~bad, gap, owners)
    p = _each(fisher_more, hits, n, other_hits, other_n)
    p[(n == 0) | (other_n == 0)] = np.nan
    return PatternResult(n, hits, share, p, p < P_OF_PATTERNS)


def _counted(of: npt.NDArray[np.intp], case: Bools, hit: Bools, owners: int) -> tuple[Ints, Ints, Floats]:
    n = np.bincount(of[case], minlength=owners)
    hits = np.bincount(of[case & hit], minlength=owners)
    share = np.divide(hits, n, out=np.full(owners, np.nan), where=n > 0)
    return n.astype(np.int64), hits.astype(np.int64), share


def _each(chance: Callable[..., float], *counts: Ints) -> Floats:
    rows = zip(*(one.tolist() for one in counts), strict=True)
    return np.array([chance(*row) for row in rows], np.float64)
