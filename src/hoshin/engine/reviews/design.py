"""Who rated whom, as counts and sums, and which of them are connected through others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Floats, Indices, Ints


@dataclass(frozen=True, slots=True)
class Variances:
    """Of ratees σ_θ², of raters σ_δ² and what neither explains, σ²; each above 0."""

    ratee: float
    rater: float
    residual: float

    def __post_init__(self) -> None:
        if not all(0.0 < one < np.inf for one in (self.ratee, self.rater, self.residual)):
            raise ValueError("variances are above 0 and finite")


def pooled_variances(parts: Sequence[tuple[Variances, float]]) -> Variances:
    """The means of variances of several rounds, each weighed by its number of ratings. ValueError without any.

    >>> pooled_variances([(Variances(0.3, 0.1, 0.2), 300), (Variances(0.5, 0.2, 0.2), 100)])
    Variances(ratee=0.35, rater=0.125, residual=0.2)
    """
    ratings = sum(weight for _one, weight in parts)
    if not ratings > 0:
        raise ValueError("there is a round with ratings")
    ratee, rater, residual = (
        sum(getattr(one, name) * weight for one, weight in parts) / ratings for name in ("ratee", "rater", "residual")
    )
    return Variances(ratee, rater, residual)


@dataclass(frozen=True, slots=True)
class Design:
    """Ratings (R,) by the numbers of ratee and rater, less `centre`; `counts`: how often each ratee was rated by each rater
    (I, J), sparse. Components are numbered from 0, −1: without a rating."""

    ratee: Indices
    rater: Indices
    centre: float
    values: Floats
    counts: Any
    ratee_component: Ints
    rater_component: Ints
    components: int

    @property
    def observations(self) -> int:
        return len(self.values)

    @property
    def ratee_count(self) -> Floats:
        return np.bincount(self.ratee, minlength=self.counts.shape[0]).astype(np.float64)

    @property
    def rater_count(self) -> Floats:
        return np.bincount(self.rater, minlength=self.counts.shape[1]).astype(np.float64)

    def raters_beside(self) -> Ints:
        """Per rater: how many raters their component has, with them; 0 without a rating."""
        return self._by_component(self.rater_component, self._raters())

    def raters_of_ratees(self) -> Ints:
        """Per ratee: how many raters their component has; 0 without a rating."""
        return self._by_component(self.ratee_component, self._raters())

    def fewest_ratees_of_raters(self) -> Floats:
        """Per ratee: how many different ratees that rater of theirs has who has the fewest."""
        ratees = np.diff(self.counts.tocsc().indptr)
        fewest = np.full(self.counts.shape[0], np.inf)
        np.minimum.at(fewest, self.ratee, ratees[self.rater].astype(np.float64))
        return fewest

    def _raters(self) -> Ints:
        used = self.rater_component[self.rater_component >= 0]
        return np.bincount(used, minlength=self.components + 1)

    def _by_component(self, component: Ints, sizes: Ints) -> Ints:
        return np.where(component >= 0, sizes[component], 0)


def design_of(ratee: npt.ArrayLike, rater: npt.ArrayLike, rating: npt.ArrayLike, ratees: int, raters: int) -> Design:
    """The design of ratings (R,); NaN counts for nothing. ValueError for numbers that nobody has."""
    from scipy import sparse
    from scipy.sparse.csgraph import connected_components

    of, by, value = np.asarray(ratee, np.intp), np.asarray(rater, np.intp), np.asarray(rating, np.float64)
    if not of.shape == by.shape == value.shape or of.ndim != 1:
        raise ValueError("each rating has one ratee and one rater")
    if of.size and (min(of.min(), by.min()) < 0 or of.max() >= ratees or by.max() >= raters):
        raise ValueError("ratees and raters are numbered from 0")
    known = ~np.isnan(value)
    of, by, value = of[known], by[known], value[known]
    counts = sparse.csr_array((np.ones(len(value)), (of, by)), shape=(ratees, raters))
    counts.sum_duplicates()
    both = sparse.block_array([[None, counts], [counts.T, None]], format="csr") if ratees + raters else counts
    label = connected_components(both, directed=False)[1] if ratees + raters else np.zeros(0, np.int64)
    used = np.zeros(ratees + raters, np.bool_)
    used[of], used[ratees + by] = True, True
    component = np.full(ratees + raters, -1)
    names, component[used] = np.unique(label[used], return_inverse=True)
    centre = float(value.mean()) if value.size else 0.0
    return Design(of, by, centre, value - centre, counts, component[:ratees], component[ratees:], len(names))
