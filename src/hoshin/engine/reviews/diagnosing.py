"""What a rater may want to know of their own ratings, before anybody else does; each is a question and no verdict."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Floats, Indices, Ints
from hoshin.engine.reviews.raters import RatersResult

LEAST_Z, LEAST_LENIENCY = 2.0, 0.4
LEAST_RATINGS, LEAST_SPREAD, LEAST_HALO = 8, 0.5, 0.25
LEAST_ITEMS, MOST_SAME = 10, 0.9
LEAST_CITED, LATE_FROM, MOST_LATE = 8, 0.75, 0.7


class RaterFlag(StrEnum):
    """What is unusual in somebody's ratings."""

    LENIENT = "lenient"
    SEVERE = "severe"
    CENTRAL = "central"
    HALO = "halo"
    SAME_ANSWER = "same_answer"
    RECENT = "recent"


@dataclass(frozen=True, slots=True)
class DiagnosticsResult:
    """Per rater (J,), NaN where there is too little to say: `z` of leniency; `spread`: sd by that of the component; `halo`:
    mean correlation of competencies less the component's; `same`: share of answers that are a form's most frequent one;
    `recent`: share of cited evidence from the last quarter of the period. `flags` name what lies beyond its bound."""

    z: Floats
    spread: Floats
    halo: Floats
    same: Floats
    recent: Floats
    flags: tuple[tuple[RaterFlag, ...], ...]


def diagnose(
    effects: RatersResult,
    *,
    rater: npt.ArrayLike,
    rating: npt.ArrayLike,
    competencies: npt.ArrayLike,
    items: npt.ArrayLike,
    cited_by: npt.ArrayLike = (),
    cited_at: npt.ArrayLike = (),
) -> DiagnosticsResult:
    """The diagnostics of raters from their forms (F,): ``rating``, ``competencies`` (F, C), ``items`` (F, I), NaN for none.

    ``cited_by`` and ``cited_at`` (E,): who cited something, and at which share (0–1) of the period it lies. Raters are
    numbered as in ``effects``, whose components are what they are held against. Source: own bounds, after Saal, Downey
    and Lahey 1980.
    """
    by, component = np.asarray(rater, np.intp), effects.rater_component
    size = len(component)
    given = np.asarray(rating, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = effects.leniency / effects.leniency_se
    spread = _spread(by, given, component)
    halo = _halo(by, np.asarray(competencies, np.float64), component)
    same = _same(by, np.asarray(items, np.float64), size)
    recent = _recent(np.asarray(cited_by, np.intp), np.asarray(cited_at, np.float64), size)
    is_far = np.abs(effects.leniency) > LEAST_LENIENCY
    held = (
        (RaterFlag.LENIENT, (z > LEAST_Z) & is_far),
        (RaterFlag.SEVERE, (z < -LEAST_Z) & is_far),
        (RaterFlag.CENTRAL, spread < LEAST_SPREAD),
        (RaterFlag.HALO, halo > LEAST_HALO),
        (RaterFlag.SAME_ANSWER, same > MOST_SAME),
        (RaterFlag.RECENT, recent > MOST_LATE),
    )
    flags = tuple(tuple(flag for flag, holds in held if holds[at]) for at in range(size))
    return DiagnosticsResult(z, spread, halo, same, recent, flags)


def _spread(by: Indices, rating: Floats, component: Ints) -> Floats:
    known = ~np.isnan(rating)
    by, rating = by[known], rating[known]
    own, n = _sd(by, rating, len(component))
    beside, _ = _sd(component[by], rating, int(component.max(initial=-1)) + 1)
    held = np.where(component >= 0, np.append(beside, np.nan)[component], np.nan)
    enough = (n >= LEAST_RATINGS) & (held > 0)
    return np.asarray(np.divide(own, held, out=np.full(own.shape, np.nan), where=enough))


def _sd(groups: Indices | Ints, values: Floats, size: int) -> tuple[Floats, Floats]:
    n = np.bincount(groups, minlength=size).astype(np.float64)
    mean = np.bincount(groups, values, minlength=size) / np.maximum(n, 1)
    squares = np.bincount(groups, (values - mean[groups]) ** 2, minlength=size)
    return np.sqrt(np.divide(squares, n - 1, out=np.full(size, np.nan), where=n > 1)), n


def _halo(by: Indices, competencies: Floats, component: Ints) -> Floats:
    """The mean correlation of each two competencies over a rater's complete forms, less the mean of their component."""
    found = np.full(len(component), np.nan)
    complete = ~np.isnan(competencies).any(axis=1)
    order = np.flatnonzero(complete)[np.argsort(by[complete], kind="stable")]
    raters, begins = np.unique(by[order], return_index=True)
    if competencies.shape[1] < 2:
        return found
    for rater, forms in zip(raters, np.split(order, begins[1:])):
        if len(forms) >= LEAST_RATINGS:
            found[rater] = _mean_correlation(competencies[forms])
    known = ~np.isnan(found)
    sums = np.bincount(component[known], found[known], minlength=1)
    counts = np.bincount(component[known], minlength=1)
    found[known] -= (sums / np.maximum(counts, 1))[component[known]]
    return found


def _mean_correlation(scores: Floats) -> float:
    varied = scores[:, scores.std(axis=0) > 0]
    if varied.shape[1] < 2:
        return float("nan")
    among = np.atleast_2d(np.corrcoef(varied.T))
    return float(among[np.triu_indices(len(among), 1)].mean())


def _same(by: Indices, items: Floats, size: int) -> Floats:
    answered = (~np.isnan(items)).sum(axis=1)
    most = np.zeros(len(items))
    for value in np.unique(items[~np.isnan(items)]):
        most = np.maximum(most, (items == value).sum(axis=1))
    n = np.bincount(by, answered, minlength=size)
    most_of = np.bincount(by, most, minlength=size)
    return np.asarray(np.divide(most_of, n, out=np.full(size, np.nan), where=n >= LEAST_ITEMS))


def _recent(by: Indices, at: Floats, size: int) -> Floats:
    n = np.bincount(by, minlength=size).astype(np.float64)
    late = np.bincount(by, at >= LATE_FROM, minlength=size)
    return np.asarray(np.divide(late, n, out=np.full(size, np.nan), where=n >= LEAST_CITED))
