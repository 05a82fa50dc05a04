"""Item scores to a rater's score, raters to their source, sources to one score: raw, with its spread, and never guessed."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Bools, Codes, Floats, Ints
from hoshin.engine.reasons import Reason

LEAST_TRIMMED, TRIMMED_BY, LEAST_DAYS = 5, 5, 30.0


class RatingSource(IntEnum):
    """From where a rating comes, as the columns of every result here."""

    SELF = 0
    MANAGER = 1
    PEER = 2
    REPORT = 3
    OTHER = 4
    OUTSIDE = 5


@dataclass(frozen=True, slots=True)
class SourceRules:
    """By source: what it weighs in the overall score (self never counts) and how few raters it is shown from."""

    weights: tuple[float, ...] = (0.0, 0.5, 0.3, 0.2, 0.0, 0.0)
    least: tuple[int, ...] = (1, 1, 3, 3, 3, 3)
    least_days: float = LEAST_DAYS

    def __post_init__(self) -> None:
        if not len(self.weights) == len(self.least) == len(RatingSource):
            raise ValueError("each source has one weight and one least number of raters")
        if min(self.weights) < 0 or max(self.weights) == 0 or self.weights[RatingSource.SELF]:
            raise ValueError("weights are none at least, one is above 0, and a person's own rating has none")
        if min(self.least) < 1:
            raise ValueError("a source needs one rater at least")


@dataclass(frozen=True, slots=True)
class SourcesResult:
    """People by sources (P, S): raters `n`, their `mean`, `sd` (NaN for one), `low`, `high`, and from five on `trimmed`, the
    mean without the lowest and the highest fifth; NaN where `suppressed`: there are raters, and fewer than must be.
    `weights`: what each source weighs in the `overall` (P,), NaN with its `reason` (P,). `gap` (P,): own less managers'."""

    n: Ints
    mean: Floats
    sd: Floats
    low: Floats
    high: Floats
    trimmed: Floats
    suppressed: Bools
    weights: Floats
    overall: Floats
    reason: Codes
    gap: Floats


def weighted_items(items: npt.ArrayLike, weights: npt.ArrayLike, competency: npt.ArrayLike | None = None) -> Floats:
    """Each form's score (F,) of its items (F, I), ``Σ w·x/Σ w`` over those answered; by ``competency`` (I,) as (F, C).

    Cannot judge is NaN and counts for nothing; NaN where nothing was answered or what was weighs nothing. ValueError for
    weights below 0.

    >>> weighted_items([[4, np.nan, 2], [np.nan] * 3], [1, 1, 3]).tolist()
    [2.5, nan]
    >>> weighted_items([[4, 5, 2]], [1, 1, 1], [0, 0, 1]).tolist()
    [[4.5, 2.0]]
    """
    given, share = np.atleast_2d(np.asarray(items, np.float64)), np.asarray(weights, np.float64)
    if (share < 0).any() or share.shape != (given.shape[1],):
        raise ValueError("each item has one weight, 0 or more")
    of = np.zeros(share.shape, np.intp) if competency is None else np.asarray(competency, np.intp)
    belongs = (of[:, None] == np.arange(of.max(initial=0) + 1)) * share[:, None]
    known = ~np.isnan(given)
    total, weight = np.where(known, given, 0.0) @ belongs, known @ belongs
    scores = np.divide(total, weight, out=np.full(total.shape, np.nan), where=weight > 0)
    return np.asarray(scores[:, 0] if competency is None else scores)


def aggregate(
    person: npt.ArrayLike,
    source: npt.ArrayLike,
    score: npt.ArrayLike,
    *,
    people: int,
    rules: SourceRules | None = None,
    days: npt.ArrayLike | None = None,
) -> SourcesResult:
    """Raters' scores (F,) of a person and source each, to means of sources and ``Σ w·x̄/Σ w`` over those large enough.

    A score of NaN counts for nobody; nor does a rater who worked with the person for fewer than 30 ``days`` (NaN: not
    known, and taken). Nothing of a suppressed source is in any figure but `n`.

    >>> found = aggregate([0, 0, 0, 0], [1, 2, 2, 2], [4.0, 3.0, 4.0, 5.0], people=1)
    >>> found.overall.tolist(), found.weights.round(3).tolist()
    ([4.0], [[0.0, 0.625, 0.375, 0.0, 0.0, 0.0]])
    """
    rules = rules or SourceRules()
    of, kind, value = np.asarray(person, np.intp), np.asarray(source, np.intp), np.asarray(score, np.float64)
    if not of.shape == kind.shape == value.shape:
        raise ValueError("each score has one person and one source")
    kept = ~np.isnan(value)
    if days is not None:
        kept &= ~(np.asarray(days, np.float64) < rules.least_days)
    cells, value = (of * len(RatingSource) + kind)[kept], value[kept]
    figures = _by_cell(cells, value, people * len(RatingSource))
    n, mean, sd, low, high, trimmed = (one.reshape(people, len(RatingSource)) for one in figures)
    count = n.astype(np.int64)
    enough = count >= np.array(rules.least)
    mean, sd, low, high, trimmed = (np.where(enough, one, np.nan) for one in (mean, sd, low, high, trimmed))
    weight = np.where(enough, np.array(rules.weights), 0.0)
    total = weight.sum(axis=1, keepdims=True)
    weight = np.divide(weight, total, out=np.zeros(weight.shape), where=total > 0)
    overall = np.where(total[:, 0] > 0, (np.where(enough, mean, 0.0) * weight).sum(axis=1), np.nan)
    return SourcesResult(
        n=count,
        mean=mean,
        sd=sd,
        low=low,
        high=high,
        trimmed=trimmed,
        suppressed=(count > 0) & ~enough,
        weights=weight,
        overall=overall,
        reason=_reasons(count, enough, np.array(rules.weights) > 0),
        gap=mean[:, RatingSource.SELF] - mean[:, RatingSource.MANAGER],
    )


def _by_cell(cells: npt.NDArray[np.intp], value: Floats, size: int) -> tuple[Floats, ...]:
    """n, mean, sd, least, greatest and trimmed mean of the values of each cell; NaN where it has none."""
    order = np.lexsort((value, cells))
    cells, value = cells[order], value[order]
    n = np.bincount(cells, minlength=size).astype(np.float64)
    begins = np.concatenate([[0.0], np.cumsum(n)[:-1]]).astype(np.intp)
    has = n > 0
    mean = _means(cells, value, n)
    off = value - mean[cells]
    spread = np.bincount(cells, off * off, minlength=size)
    sd = np.sqrt(np.divide(spread, n - 1, out=np.full(size, np.nan), where=n > 1))
    low, high = np.full(size, np.nan), np.full(size, np.nan)
    low[has], high[has] = value[begins[has]], value[(begins + n.astype(np.intp) - 1)[has]]
    place = np.arange(len(value)) - begins[cells]
    cut = n[cells] // TRIMMED_BY
    inside = (place >= cut) & (place < n[cells] - cut)
    kept = np.bincount(cells[inside], minlength=size).astype(np.float64)
    trimmed = np.where(n >= LEAST_TRIMMED, _means(cells[inside], value[inside], kept), np.nan)
    return n, mean, sd, low, high, trimmed


def _means(cells: npt.NDArray[np.intp], value: Floats, n: Floats) -> Floats:
    total = np.bincount(cells, value, minlength=len(n))
    return np.asarray(np.divide(total, n, out=np.full(len(n), np.nan), where=n > 0))


def _reasons(n: Ints, enough: Bools, weighs: Bools) -> Codes:
    """Why a person has no overall score: nobody rated, those who did are too few, or what they are weighs nothing."""
    is_there = (enough & weighs).any(axis=1)
    too_few = ((n > 0) & ~enough & weighs).any(axis=1)
    weightless = (n > 0).any(axis=1)
    found = np.where(too_few, Reason.SUPPRESSED, np.where(weightless, Reason.WEIGHTS_ZERO, Reason.NO_DATA))
    return np.where(is_there, Reason.NONE, found).astype(np.uint8)
