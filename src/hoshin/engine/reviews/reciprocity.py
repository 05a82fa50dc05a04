"""Whether peers who rate each other rate each other higher than they are rated, and rate, otherwise."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Bools, Floats, Indices, Ints
from hoshin.engine.reviews.design import Variances, design_of
from hoshin.engine.reviews.equations import equations
from hoshin.engine.reviews.variances import estimated, sums

LEAST_EXCESS, P_OF_RECIPROCITY, DRAWS = 0.5, 0.01, 2_000


@dataclass(frozen=True, slots=True)
class ReciprocityResult:
    """Per person (P,): in how many mutual `pairs` they are; by how much both sides rate each other above what others say of
    either and either of others, `excess` in points of the scale; `p` of as much by chance; NaN without a pair or without
    others. `flagged`: p below 0.01 and half a point. `overall` and `overall_p` of all pairs."""

    pairs: Ints
    excess: Floats
    p: Floats
    flagged: Bools
    overall: float
    overall_p: float


def reciprocity(
    ratee: npt.ArrayLike,
    rater: npt.ArrayLike,
    rating: npt.ArrayLike,
    *,
    people: int,
    seed: int,
    draws: int = DRAWS,
) -> ReciprocityResult:
    """Ratings (R,) among people, who have one number as ratee and as rater; a pair's score is the mean of both sides.

    The excess is what the model of raters, fitted without mutual ratings, leaves of these. Chance: what the model of all
    ratings leaves is dealt anew among those whom each rater rated. Source: own. O(draws · R log R).
    """
    of, by, y = np.asarray(ratee, np.intp), np.asarray(rater, np.intp), np.asarray(rating, np.float64)
    kept = ~np.isnan(y) & (of != by)
    order = np.flatnonzero(kept)[np.argsort(by[kept], kind="stable")]
    of, by, y = of[order], by[order], y[order]
    mutual = np.isin(of.astype(np.int64) * people + by, by.astype(np.int64) * people + of)
    pairs = np.bincount(by[mutual], minlength=people)
    variances = estimated(design_of(of, by, y, people, people), seed)
    blank = np.full(people, np.nan)
    if variances is None or not mutual.any() or mutual.all():
        return ReciprocityResult(pairs, blank, blank, np.zeros(people, np.bool_), float("nan"), float("nan"))
    outside = _left(of, by, y, ~mutual, people, variances)
    known = mutual & ~np.isnan(outside)
    excess = np.append(*_of_pairs(of[known], by[known], outside[known], people))
    left = _left(of, by, y, np.ones(len(y), np.bool_), people, variances)
    p = _chance(of, by, left, mutual, people, np.random.default_rng(seed), draws)
    p = np.where(np.isnan(excess), np.nan, p)
    flagged = (p < P_OF_RECIPROCITY) & (excess > LEAST_EXCESS)
    return ReciprocityResult(pairs, excess[:-1], p[:-1], flagged[:-1], float(excess[-1]), float(p[-1]))


def _left(of: Indices, by: Indices, y: Floats, used: Bools, people: int, variances: Variances) -> Floats:
    """What the model of the ratings that are used leaves of each; NaN of whoever has none of them."""
    design = design_of(of[used], by[used], y[used], people, people)
    effects, _stays = equations(design, variances).solve(sums(design, design.values[:, None]))
    whole = design.centre + (effects.middle[design.ratee_component] + effects.ratee)[:, 0]
    expected = np.where(design.ratee_count > 0, whole, np.nan)[of] + effects.rater[by, 0]
    return np.asarray(y - expected)


def _chance(
    of: Indices, by: Indices, left: Floats, mutual: Bools, people: int, rng: np.random.Generator, draws: int
) -> Floats:
    """How likely each person's pairs, and all of them at last, leave as much where it is dealt within each rater."""
    partners, partners_of = of[mutual], by[mutual]

    def means(dealt: Floats) -> Floats:
        return np.append(*_of_pairs(partners, partners_of, dealt[mutual], people))

    seen, as_much = means(left), np.zeros(people + 1)
    for _ in range(draws):
        as_much += means(left[np.lexsort((rng.random(len(left)), by))]) >= seen - 1e-9
    return np.asarray((as_much + 1.0) / (draws + 1.0))


def _of_pairs(of: Indices, by: Indices, left: Floats, people: int) -> tuple[Floats, float]:
    """Each person's mean over what they said of partners and partners of them, and the mean of all."""
    said = np.bincount(by, left, minlength=people) + np.bincount(of, left, minlength=people)
    n = np.bincount(by, minlength=people) + np.bincount(of, minlength=people)
    means = np.divide(said, n, out=np.full(people, np.nan), where=n > 0)
    return means, float(left.mean()) if left.size else float("nan")
