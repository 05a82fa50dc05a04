"""Whether an outcome falls to one group less often than to another: an early warning to people, no legal finding."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from math import erfc, exp, nan, sqrt

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Bools, Floats, Ints
from hoshin.engine.exact import fisher
from hoshin.engine.false_alarms import adjusted

ALPHA, RATE_OF_MANY, Z = 0.05, 0.10, 1.959963984540054
# Below these a group is hidden, is not judged, and is judged by exact tests.
LEAST_SHOWN, LEAST_JUDGED, LEAST_LARGE = 5, 10, 30
LEAST_SHARE, LEAST_EXPECTED = 0.02, 5.0


class ImpactVerdict(StrEnum):
    """What may be said of a group beside the reference."""

    REFERENCE = "reference"
    DISPARITY = "disparity"
    SMALL_NUMBERS = "disparity_small_numbers"
    WATCH = "watch"
    SMALL_BUT_REAL = "small_but_real"
    NONE_DETECTED = "none_detected"
    NOT_ENOUGH_DATA = "not_enough_data"
    SUPPRESSED = "suppressed"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class ImpactResult:
    """Per group (G,), NaN where nothing may be shown: its `rate` (0–1), the impact `ratio` to the group at `reference` (−1:
    none) with its interval `low`–`high`, `z` and its `z_p`, `fisher` and `mid_p` (two-sided), `p`: the one that counts here,
    `p_of_many`: that one among all comparisons of the same screening, `shortfall`: successes fewer than at the rate of both
    groups together, `flip`: the ratio with one success moved over (NaN: the reference has none left), and the `verdict`."""

    reference: int
    rate: Floats
    ratio: Floats
    low: Floats
    high: Floats
    z: Floats
    z_p: Floats
    fisher: Floats
    mid_p: Floats
    p: Floats
    p_of_many: Floats
    shortfall: Floats
    flip: Floats
    is_below: Bools
    is_flipped: Bools
    verdict: tuple[ImpactVerdict, ...]


def adverse_impact(successes: npt.ArrayLike, sizes: npt.ArrayLike, *, for_analyst: bool = False) -> ImpactResult:
    """The screen of one outcome over groups (G,): so many ``successes`` of so many members, whole numbers.

    ``IR = p_g/p_ref`` to the group of the highest rate with 2 % of all and 30 members (10, where none has), below four
    fifths in whole numbers; ``z`` of two shares where 5 are expected in every cell and the group has 30 members, otherwise
    the mid-p of Fisher. A group of fewer than 5 is hidden, one of fewer than 10 is not judged. Only the designated analyst
    (``for_analyst``) sees the figures of the latter and of a group in which all or none succeeded. Whatever is
    hidden enters no other figure. Source: 29 CFR 1607.4(D).

    >>> found = adverse_impact([48, 12], [80, 30])
    >>> found.verdict[1].value, *(round(float(one[1]), 3) for one in (found.ratio, found.p, found.flip))
    ('watch', 0.667, 0.061, 0.738)
    """
    return screened([(successes, sizes)], for_analyst=for_analyst)[0]


def screened(
    outcomes: Iterable[tuple[npt.ArrayLike, npt.ArrayLike]], *, for_analyst: bool = False
) -> tuple[ImpactResult, ...]:
    """The screen of several outcomes or kinds of groups, as :func:`adverse_impact` does each, with one bound on false
    alarms: a difference is significant below 0.05 and, among all that are judged, by Benjamini and Hochberg at 0.10.

    >>> [one.verdict[1].value for one in screened([([400, 340], [1000, 1000]), ([6, 1], [20, 6])])]
    ['small_but_real', 'not_enough_data']
    """
    found = [_compared(*_counts(*outcome), for_analyst) for outcome in outcomes]
    judged = [one.p[_to_judge(one)] for one in found]
    of_many = adjusted(np.concatenate(judged)) if judged else np.zeros(0)
    results, at = [], 0
    for one, part in zip(found, judged, strict=True):
        p_of_many = np.full(one.p.shape, nan)
        p_of_many[_to_judge(one)] = of_many[at : at + len(part)]
        at += len(part)
        results.append(_with_verdicts(replace(one, p_of_many=p_of_many)))
    return tuple(results)


def _counts(successes: npt.ArrayLike, sizes: npt.ArrayLike) -> tuple[Ints, Ints]:
    given = [np.atleast_1d(np.asarray(counts, np.float64)) for counts in (successes, sizes)]
    if given[0].shape != given[1].shape or given[0].ndim != 1:
        raise ValueError("each group has one number of successes and one of members")
    if any((counts != np.rint(counts)).any() for counts in given):
        raise ValueError("members are counted in whole numbers")
    hits, of = (counts.astype(np.int64) for counts in given)
    if ((hits < 0) | (hits > of)).any():
        raise ValueError("successes are none at least and all at most")
    return hits, of


def _compared(hits: Ints, of: Ints, for_analyst: bool) -> ImpactResult:
    """All figures of one outcome; the verdict says already who is hidden, not judged, or the reference."""
    shown = of >= (LEAST_SHOWN if for_analyst else LEAST_JUDGED)
    if not for_analyst:
        shown &= (hits > 0) & (hits < of)
    verdicts = [_standing(int(n), bool(is_shown)) for n, is_shown in zip(of, shown, strict=True)]
    reference = _reference(hits, of, shown)
    blank = {name: np.full(hits.shape, nan) for name in _FIGURES}
    blank["rate"] = np.where(shown, hits / np.maximum(of, 1), nan)
    below, flipped = np.zeros(hits.shape, np.bool_), np.zeros(hits.shape, np.bool_)
    if reference >= 0 and not hits[shown].any():
        verdicts = [ImpactVerdict.NOT_APPLICABLE if is_shown else old for is_shown, old in zip(shown, verdicts)]
        reference = -1
    if reference >= 0:
        verdicts[reference] = ImpactVerdict.REFERENCE
        for at in np.flatnonzero(shown):
            if at != reference:
                pair = (int(hits[at]), int(of[at]), int(hits[reference]), int(of[reference]))
                for name, value in _pair(*pair).items():
                    blank[name][at] = value
                below[at] = _is_below(*pair)
                flipped[at] = pair[2] <= 1 or not _is_below(pair[0] + 1, pair[1], pair[2] - 1, pair[3])
    return ImpactResult(
        reference=reference,
        p_of_many=np.full(hits.shape, nan),
        is_below=below,
        is_flipped=flipped,
        verdict=tuple(verdicts),
        **blank,
    )


_FIGURES = ("rate", "ratio", "low", "high", "z", "z_p", "fisher", "mid_p", "p", "shortfall", "flip")


def _standing(size: int, is_shown: bool) -> ImpactVerdict:
    if size < LEAST_SHOWN:
        return ImpactVerdict.SUPPRESSED
    if size < LEAST_JUDGED:
        return ImpactVerdict.NOT_ENOUGH_DATA
    return ImpactVerdict.NONE_DETECTED if is_shown else ImpactVerdict.SUPPRESSED


def _reference(hits: Ints, of: Ints, shown: Bools) -> int:
    """The group of the highest rate that is large enough to be held against; of equal ones the larger."""
    for least in (LEAST_LARGE, LEAST_JUDGED, LEAST_SHOWN):
        able = np.flatnonzero(shown & (of >= least) & (of >= LEAST_SHARE * of[shown].sum()))
        if able.size:
            return int(max(able, key=lambda at: (hits[at] / of[at], of[at])))
    return -1


def _is_below(hits: int, of: int, other_hits: int, other_of: int) -> bool:
    """``IR < 4/5`` in whole numbers: 4 of 10 beside 5 of 10 are four fifths, and not below."""
    return 5 * hits * other_of < 4 * other_hits * of


def _pair(hits: int, of: int, other_hits: int, other_of: int) -> dict[str, float]:
    rate, other = hits / of, other_hits / other_of
    both = (hits + other_hits) / (of + other_of)
    spread = sqrt(both * (1.0 - both) * (1.0 / of + 1.0 / other_of))
    z = (other - rate) / spread if spread else nan
    z_p = erfc(abs(z) / sqrt(2.0)) if spread else 1.0
    exact, mid = fisher(hits, of, other_hits, other_of)
    is_exact = of < LEAST_LARGE or min(of, other_of) * min(both, 1.0 - both) < LEAST_EXPECTED
    ratio = rate / other
    reach = Z * sqrt(1.0 / hits - 1.0 / of + 1.0 / other_hits - 1.0 / other_of) if hits else nan
    return {
        "ratio": ratio,
        "low": ratio * exp(-reach) if hits else nan,
        "high": ratio * exp(reach) if hits else nan,
        "z": z,
        "z_p": z_p,
        "fisher": exact,
        "mid_p": mid,
        "p": mid if is_exact else z_p,
        "shortfall": of * both - hits,
        "flip": ((hits + 1) / of) / ((other_hits - 1) / other_of) if other_hits > 1 else nan,
    }


def _to_judge(one: ImpactResult) -> Bools:
    """Who is compared with a reference and is large enough to be judged, as the reference is."""
    large = np.array([verdict == ImpactVerdict.NONE_DETECTED for verdict in one.verdict], np.bool_)
    return np.asarray(large & ~np.isnan(one.ratio))


def _with_verdicts(one: ImpactResult) -> ImpactResult:
    verdicts = list(one.verdict)
    for at in np.flatnonzero(_to_judge(one)):
        is_significant = bool(one.ratio[at] < 1 and one.p[at] < ALPHA and one.p_of_many[at] <= RATE_OF_MANY)
        verdicts[at] = _verdict(bool(one.is_below[at]), is_significant, bool(one.is_flipped[at]))
    return replace(one, verdict=tuple(verdicts))


def _verdict(is_below: bool, is_significant: bool, is_flipped: bool) -> ImpactVerdict:
    if not is_significant:
        return ImpactVerdict.WATCH if is_below else ImpactVerdict.NONE_DETECTED
    if not is_below:
        return ImpactVerdict.SMALL_BUT_REAL
    return ImpactVerdict.SMALL_NUMBERS if is_flipped else ImpactVerdict.DISPARITY
