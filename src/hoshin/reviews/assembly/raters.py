"""How raters of a cycle rate and whether they see the same (methods 6.2, 6.3, 6.6, 6.7): questions, and no verdicts.

What may not be shown enters nothing: ratings of a source with too few raters are left out of all of it. Whoever rated with
their name and without it is two raters here, so that what is said of the first tells nothing of the second.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np

from hoshin.engine.arrays import Floats, Indices
from hoshin.engine.reviews import (
    AgreementBand,
    RatersResult,
    ScaleLevel,
    Variances,
    agreement_band,
    diagnose,
    icc_interval,
    icc_of_variances,
    krippendorff,
    pooled_variances,
    rater_effects,
    reciprocity,
)
from hoshin.reviews.assembly.handed_in import RULES, SOURCES, HandedIn, form_items, form_scores
from hoshin.reviews.questions import RatedOf, ReviewQuestion, ReviewSource

# The same ratings give the same errors.
T = TypeVar("T")
SEED = 62
# Figures of the whole are told of so many people and raters or more.
LEAST_PEOPLE, LEAST_RATERS = 10, 5
# Of fewer ratings variances are known so badly that those of former cycles are taken with them.
ENOUGH_RATINGS = 200
VARIANCES = ("var_ratee", "var_rater", "var_residual")
# Dealing mutual ratings anew costs by their number.
FEW_RATINGS, DRAWS_OF_FEW, DRAWS_OF_MANY = 5_000, 2_000, 400


@dataclass(frozen=True, slots=True)
class RaterOutcome:
    """What is unusual in somebody's ratings with their name, or without it; None where there is too little to say."""

    person: int
    is_named: bool
    forms: int
    leniency: float | None
    leniency_error: float | None
    spread: float | None
    halo: float | None
    same: float | None
    recent: float | None
    flags: list[str]


@dataclass(frozen=True, slots=True)
class RatersOutcome:
    """Of a cycle: each rater; by person how far the model would move their score; how far raters see the same."""

    raters: list[RaterOutcome] = field(default_factory=list)
    moved: dict[int, float] = field(default_factory=dict)
    agreement: dict[str, float] = field(default_factory=dict)


def raters_of(
    forms: Sequence[HandedIn],
    questions: Sequence[ReviewQuestion],
    *,
    names_peers: bool = False,
    former: Sequence[Mapping[str, float]] = (),
) -> RatersOutcome:
    """What the ratings of a cycle tell of those who gave them. What people rate of themselves is left out, and so is what
    people outside do.

    `former`: the agreements of former cycles with the same ratings, whose variances a small cycle takes with its own.
    """
    scores = form_scores(forms, questions, RatedOf.PERFORMANCE)
    kept = _shown(forms, scores)
    if not kept:
        return RatersOutcome()
    forms, scores = [forms[at] for at in kept], scores[kept]
    people, of = _numbered([form.person for form in forms])
    keys = [(form.by, names_peers or form.source in (ReviewSource.MANAGER, ReviewSource.OTHER)) for form in forms]
    raters, by = _numbered(keys)
    numbers = {"ratees": len(people), "raters": len(raters), "seed": SEED}
    effects = rater_effects(of, by, scores, **numbers)
    agreement = _agreement(forms, scores, of, by, effects)
    pooled, cycles = _pooled(effects.variances, len(forms), former)
    if cycles:
        effects = rater_effects(of, by, scores, **numbers, variances=pooled)
        agreement = agreement and agreement | {"cycles": float(cycles)}
    outcomes = _outcomes(forms, questions, scores, by, raters, effects)
    moved = {
        person: float(effects.adjusted[at] - effects.raw[at])
        for person, at in people.items()
        if not np.isnan(effects.adjusted[at])
    }
    return RatersOutcome(outcomes, moved, agreement)


def agreement_bands_of(agreement: Mapping[str, float]) -> list[str]:
    """How the bounds of the agreement of a cycle are read, the lower first; nothing where they are not known."""
    found = [agreement_band(agreement.get(name, float("nan"))) for name in ("icc_low", "icc_high")]
    return [band.value for band in found if band is not None]


def agreement_band_of(agreement: Mapping[str, float]) -> str:
    """How the agreement of a cycle is read (poor, moderate, good, excellent); nothing where it is not known."""
    band = agreement_band(agreement.get("icc", float("nan")))
    return band.value if band is not None else ""


def may_compare_raters(agreement: Mapping[str, float]) -> bool:
    """A poor agreement bears no comparison of raters by their means."""
    return agreement_band_of(agreement) != AgreementBand.POOR.value


def _shown(forms: Sequence[HandedIn], scores: Floats) -> list[int]:
    """The places of forms that rate somebody else and are of a source large enough to be shown."""
    least, left_out = RULES.least, (ReviewSource.SELF, ReviewSource.OUTSIDE)
    rates = [not np.isnan(score) and form.source not in left_out for form, score in zip(forms, scores, strict=True)]
    count = Counter((form.person, form.source) for form, is_kept in zip(forms, rates, strict=True) if is_kept)
    return [
        at
        for at, form in enumerate(forms)
        if rates[at] and count[form.person, form.source] >= least[SOURCES[ReviewSource(form.source)]]
    ]


def _numbered(keys: Sequence[T]) -> tuple[dict[T, int], Indices]:
    places = {key: at for at, key in enumerate(dict.fromkeys(keys))}
    return places, np.array([places[key] for key in keys], np.intp)


def _outcomes(
    forms: Sequence[HandedIn],
    questions: Sequence[ReviewQuestion],
    scores: Floats,
    by: Indices,
    raters: Mapping[tuple[int, bool], int],
    effects: RatersResult,
) -> list[RaterOutcome]:
    items = form_items(forms, questions, RatedOf.PERFORMANCE)
    cited = [(rater, place) for form, rater in zip(forms, by, strict=True) for place in form.cited_at]
    found = diagnose(
        effects,
        rater=by,
        rating=scores,
        competencies=items,
        items=items,
        cited_by=[rater for rater, _place in cited],
        cited_at=[place for _rater, place in cited],
    )
    counts = np.bincount(by, minlength=len(raters))
    return [
        RaterOutcome(
            person,
            is_named,
            int(counts[at]),
            *(
                _known(values[at])
                for values in (
                    effects.leniency,
                    effects.leniency_se,
                    found.spread,
                    found.halo,
                    found.same,
                    found.recent,
                )
            ),
            [flag.value for flag in found.flags[at]],
        )
        for (person, is_named), at in raters.items()
    ]


def _pooled(own: Variances | None, ratings: int, former: Sequence[Mapping[str, float]]) -> tuple[Variances | None, int]:
    """The variances to take, and how many former cycles are in them: none where this one has ratings enough."""
    if ratings >= ENOUGH_RATINGS:
        return own, 0
    before = [
        (Variances(one["var_ratee"], one["var_rater"], one["var_residual"]), one["ratings"])
        for one in former
        if min(one.get(name, 0.0) for name in VARIANCES) > 0
    ]
    if not before:
        return own, 0
    return pooled_variances([*before, *([(own, float(ratings))] if own else [])]), len(before)


def _agreement(
    forms: Sequence[HandedIn], scores: Floats, of: Indices, by: Indices, effects: RatersResult
) -> dict[str, float]:
    """Figures of the whole cycle, where it is large enough for them; those that can't be told are left out."""
    raters, people = len({form.by for form in forms}), len(effects.raw)
    if people < LEAST_PEOPLE or raters < LEAST_RATERS:
        return {}
    found = {"ratings": float(len(forms)), "raters": float(raters), "people": float(people)}
    # Without two raters of one person their disagreement is not known, whatever the variances say.
    if effects.variances is not None and np.bincount(of, minlength=people).max() > 1:
        found |= _correlation(scores, of, by, effects, effects.variances)
    found["alpha"] = krippendorff(_side_by_side(of, scores, people), ScaleLevel.INTERVAL)
    found |= _mutual([(form, score) for form, score in zip(forms, scores, strict=True) if form.source == "peer"])
    return {name: round(value, 4) for name, value in found.items() if not np.isnan(value)}


def _correlation(
    scores: Floats, of: Indices, by: Indices, effects: RatersResult, variances: Variances
) -> dict[str, float]:
    """How much of ratings is the person rated, between what bounds, and the variances for cycles that are small."""
    icc = icc_of_variances(variances)
    sizes = {"ratees": len(effects.raw), "raters": len(effects.leniency)}
    bounds = icc_interval(of, by, scores, **sizes, around=icc, seed=SEED)
    found = {"icc": icc, "icc_low": max(bounds.low, 0.0), "icc_high": bounds.high}
    return found | dict(zip(VARIANCES, (variances.ratee, variances.rater, variances.residual), strict=True))


def _side_by_side(of: Indices, scores: Floats, people: int) -> Floats:
    """Ratings as raters by people, where who rated does not matter: as many rows as one person has raters at most."""
    order = np.argsort(of, kind="stable")
    begins = np.concatenate([[0], np.cumsum(np.bincount(of, minlength=people))[:-1]])
    place = np.arange(len(of)) - begins[of[order]]
    table = np.full((int(place.max(initial=0)) + 1, people), np.nan)
    table[place, of[order]] = scores[order]
    return table


def _mutual(rated: Sequence[tuple[HandedIn, float]]) -> dict[str, float]:
    """Whether peers who rate each other rate higher than both do otherwise, over all pairs together."""
    numbers, both = _numbered([person for form, _score in rated for person in (form.person, form.by)])
    if not rated:
        return {}
    draws = DRAWS_OF_FEW if len(rated) <= FEW_RATINGS else DRAWS_OF_MANY
    scores = [score for _form, score in rated]
    found = reciprocity(both[::2], both[1::2], scores, people=len(numbers), seed=SEED, draws=draws)
    return {"reciprocity": found.overall, "reciprocity_p": found.overall_p}


def _known(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 4)
