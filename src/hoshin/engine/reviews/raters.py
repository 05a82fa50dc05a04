"""How lenient raters are, and what ratings are without that: an additive mixed model, and who may not be compared."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Codes, Floats, Ints
from hoshin.engine.reasons import Reason
from hoshin.engine.reviews.design import Design, Variances, design_of
from hoshin.engine.reviews.equations import Sides, equations
from hoshin.engine.reviews.variances import estimated, prediction_variances, sums

LEAST_RATEES, LEAST_RATERS, LARGEST_ERROR, MOST_MOVED = 5, 3, 0.5, 0.5


@dataclass(frozen=True, slots=True)
class RatersResult:
    """Per ratee (I,): the `raw` mean, the model's `fitted` rating μ + θ̂ with its standard error `se`, and `adjusted`: what
    may be shown, at most 0.5 from raw, NaN with its `reason`. Per rater (J,): `leniency` δ̂ with `leniency_se`, NaN with its
    `leniency_reason`. Who differs in `ratee_component` and `rater_component` (−1: no rating) can't be compared.
    `variances` as they were estimated or given; None where the ratings do not tell them apart."""

    raw: Floats
    fitted: Floats
    se: Floats
    adjusted: Floats
    reason: Codes
    leniency: Floats
    leniency_se: Floats
    leniency_reason: Codes
    ratee_component: Ints
    rater_component: Ints
    variances: Variances | None


def rater_effects(
    ratee: npt.ArrayLike,
    rater: npt.ArrayLike,
    rating: npt.ArrayLike,
    *,
    ratees: int,
    raters: int,
    seed: int,
    variances: Variances | None = None,
) -> RatersResult:
    """The model ``y = μ + θ_ratee + δ_rater + ε`` of ratings (R,), with a μ of its own for each connected component.

    Henderson's equations with ``λ = σ²/σ_θ²`` and ``σ²/σ_δ²``; the variances, where not given, by REML over all components.
    Ratings of NaN count for nothing. An adjusted rating is shown where each of a ratee's raters has 5 ratees, the component
    3 raters, and the error is below 0.5; the raw rating stays the record. ``seed``: for errors where there are too many for
    an inverse. Source: Henderson 1975; Scullen, Mount and Goff 2000. O(ratings · iterations).

    >>> who, by = [1, 2, 3, 1, 2, 4, 3, 4, 5, 6, 5], [0, 0, 0, 1, 1, 1, 2, 2, 2, 0, 1]
    >>> y = [4.5, 4.0, 4.2, 3.6, 3.1, 2.8, 3.9, 3.3, 3.6, 4.4, 3.2]
    >>> known = Variances(ratee=0.30, rater=0.15, residual=0.10)
    >>> found = rater_effects(who, by, y, ratees=7, raters=3, seed=0, variances=known)
    >>> found.leniency.round(3).tolist(), found.fitted[1:].round(3).tolist()
    ([0.369, -0.385, 0.015], [4.009, 3.58, 3.837, 3.303, 3.603, 3.952])
    """
    design = design_of(ratee, rater, rating, ratees, raters)
    if variances is None:
        variances = estimated(design, seed)
    right, count = sums(design, design.values[:, None]), design.ratee_count
    raw = design.centre + np.divide(right.ratee[:, 0], count, out=np.full(ratees, np.nan), where=count > 0)
    found = _predicted(design, right, variances, seed) if variances else _nothing(ratees, raters)
    reason = _ratee_reasons(design, found.se)
    moved = np.clip(found.fitted - raw, -MOST_MOVED, MOST_MOVED)
    return RatersResult(
        raw=raw,
        fitted=found.fitted,
        se=found.se,
        adjusted=np.where(reason == Reason.NONE, raw + moved, np.nan),
        reason=reason,
        leniency=found.leniency,
        leniency_se=found.leniency_se,
        leniency_reason=_rater_reasons(design, found.leniency),
        ratee_component=design.ratee_component,
        rater_component=design.rater_component,
        variances=variances,
    )


class _Predicted(NamedTuple):
    fitted: Floats
    se: Floats
    leniency: Floats
    leniency_se: Floats


def _nothing(ratees: int, raters: int) -> _Predicted:
    of_ratees, of_raters = np.full(ratees, np.nan), np.full(raters, np.nan)
    return _Predicted(of_ratees, of_ratees, of_raters, of_raters)


def _predicted(design: Design, right: Sides, variances: Variances, seed: int) -> _Predicted:
    """What the model says of whoever has ratings, and of the leniency of whoever is not alone in a component."""
    if not design.observations:
        return _nothing(*design.counts.shape)
    effects, _stays = equations(design, variances).solve(right)
    of_ratees, of_raters = prediction_variances(design, variances, seed)
    whole = design.centre + (effects.middle[design.ratee_component] + effects.ratee)[:, 0]
    is_rated, is_compared = design.ratee_count > 0, design.raters_beside() > 1
    return _Predicted(
        np.where(is_rated, whole, np.nan),
        np.where(is_rated, np.sqrt(of_ratees), np.nan),
        np.where(is_compared, effects.rater[:, 0], np.nan),
        np.where(is_compared, np.sqrt(of_raters), np.nan),
    )


def _ratee_reasons(design: Design, se: Floats) -> Codes:
    """Why an adjusted rating is not shown; the first that holds."""
    beside = design.raters_of_ratees()
    few = design.fewest_ratees_of_raters() < LEAST_RATEES
    found = np.select(
        [design.ratee_count == 0, beside < 2, (beside < LEAST_RATERS) | few | ~(se < LARGEST_ERROR)],
        [Reason.NO_DATA, Reason.DISCONNECTED, Reason.TOO_FEW_POINTS],
        Reason.NONE,
    )
    return found.astype(np.uint8)


def _rater_reasons(design: Design, leniency: Floats) -> Codes:
    found = np.select(
        [design.rater_count == 0, design.raters_beside() < 2, np.isnan(leniency)],
        [Reason.NO_DATA, Reason.DISCONNECTED, Reason.TOO_FEW_POINTS],
        Reason.NONE,
    )
    return found.astype(np.uint8)
