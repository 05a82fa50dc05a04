"""How sure an intraclass correlation of ratings with gaps is: ratees are drawn again, their sums and not their ratings."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Floats
from hoshin.engine.reviews.design import Design, design_of

DRAWS, CELLS_AT_ONCE, LEAST_KNOWN = 1_000, 1_000_000, 0.9
# Two rows of a table of expectations that are so much alike tell nothing apart.
ALIKE = 1e-9


@dataclass(frozen=True, slots=True)
class IntervalResult:
    """The correlation by moments, and bounds of 95 % around the one that was given; NaN where nothing can be said."""

    moments: float
    low: float
    high: float


def icc_interval(
    ratee: npt.ArrayLike,
    rater: npt.ArrayLike,
    rating: npt.ArrayLike,
    *,
    ratees: int,
    raters: int,
    around: float,
    seed: int,
    draws: int = DRAWS,
) -> IntervalResult:
    """Bounds of 95 % of ``around``, the correlation by the variances of REML, with ratees drawn again for the same raters.

    REML for each draw would take hours. Drawn is the estimate by moments, which sums of ratees and raters give: squares
    within ratees are ``(N − I)σ² + (N − Σ n_ij²/n_i)σ_δ²``, within raters ``(N − J)σ² + (N − Σ n_ij²/n_j)σ_θ²``, within
    components ``(N − C)σ² + Σ_c (n_c − Σ n_i²/n_c)σ_θ² + Σ_c (n_c − Σ n_j²/n_c)σ_δ²``. How far draws lie off it is how far
    REML lies off. Ratings of NaN count for nothing. NaN where variances are not told apart, in all or in a tenth of the
    draws. For a table without gaps it is the ICC(2,1) of :func:`icc` with its bounds. Source: Henderson 1953, method I,
    within components; Efron 1979. O(draws · ratings).

    >>> table = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]])
    >>> of, by = np.divmod(np.arange(24), 4)
    >>> round(icc_interval(of, by, table.ravel(), ratees=6, raters=4, around=0.29, seed=1).moments, 3)
    0.29
    """
    design = design_of(ratee, rater, rating, ratees, raters)
    present = np.flatnonzero(design.ratee_count > 0)
    nothing = IntervalResult(float("nan"), float("nan"), float("nan"))
    if len(present) < 2:
        return nothing
    parts = _parts(design, present)
    moments = float(_correlations(parts, np.ones((1, len(present))))[0])
    rng = np.random.default_rng(seed)
    size = max(len(present), raters)
    drawn: list[Floats] = []
    for begin in range(0, draws, at_once := max(CELLS_AT_ONCE // size, 1)):
        picked = rng.integers(0, len(present), (min(at_once, draws - begin), len(present)))
        drawn.append(_correlations(parts, _times(picked)))
    found = np.concatenate(drawn) if drawn else np.zeros(0)
    known = found[~np.isnan(found)]
    if np.isnan(moments + around) or not known.size or known.size < LEAST_KNOWN * draws:
        return nothing
    low, high = np.quantile(known, (0.025, 0.975)) - moments + around
    return IntervalResult(moments, max(float(low), -1.0), min(float(high), 1.0))


@dataclass(frozen=True, slots=True)
class _Parts:
    """Of the ratees who were rated (I,): ratings, their squares, and those within the ratee; of each with each rater (I, J)
    ratings, their squared number where there are several of a pair, and their sum; who is of which component."""

    count: Floats
    squares: Floats
    within: Floats
    often: Floats
    by_rater: Any
    squared_by_rater: Any | None
    sums_by_rater: Any
    component: Any
    rater_component: Any


def _parts(design: Design, present: npt.NDArray[np.intp]) -> _Parts:
    from scipy import sparse

    ratees, raters = design.counts.shape
    count = design.ratee_count
    of = np.bincount(design.ratee, design.values, minlength=ratees).astype(np.float64)
    squares = np.bincount(design.ratee, design.values**2, minlength=ratees).astype(np.float64)
    sums = sparse.csr_array((design.values, (design.ratee, design.rater)), shape=(ratees, raters))
    component = design.ratee_component[present]
    has = np.flatnonzero(design.rater_component >= 0)
    counts = design.counts.tocsr()[present]
    squared = counts.power(2)
    return _Parts(
        count[present],
        squares[present],
        (squares - of * of / np.maximum(count, 1))[present],
        squared.sum(axis=1) / count[present],
        counts,
        squared if counts.data.max() > 1 else None,
        sums.tocsr()[present],
        sparse.csr_array(
            (np.ones(len(present)), (np.arange(len(present)), component)), shape=(len(present), design.components)
        ),
        sparse.csr_array((np.ones(len(has)), (has, design.rater_component[has])), shape=(raters, design.components)),
    )


def _times(picked: npt.NDArray[np.int64]) -> Floats:
    """How often each ratee was drawn, for draws (D, I)."""
    draws, size = picked.shape
    places = picked + size * np.arange(draws)[:, None]
    return np.bincount(places.ravel(), minlength=draws * size).reshape(draws, size).astype(np.float64)


def _correlations(parts: _Parts, times: Floats) -> Floats:
    """The correlation of each draw (D, I) by moments; NaN where a draw tells nothing apart."""
    n, squares = times @ parts.count, times @ parts.squares
    of_raters, sums = times @ parts.by_rater, times @ parts.sums_by_rater
    of_components = of_raters @ parts.rater_component
    sums_of_components = sums @ parts.rater_component
    seen = np.stack(
        [
            times @ parts.within,
            squares - _over(sums * sums, of_raters),
            squares - _over(sums_of_components**2, of_components),
        ],
        axis=1,
    )
    repeated = (times * parts.count**2) @ parts.component
    often = (of_raters**2) @ parts.rater_component
    squared = of_raters if parts.squared_by_rater is None else times @ parts.squared_by_rater
    zero, raters = np.zeros(len(n)), (of_raters > 0).sum(axis=1)
    expected = np.stack(
        [
            np.stack([zero, n - times @ parts.often, n - times.sum(axis=1)], axis=1),
            np.stack([n - _over(squared, of_raters), zero, n - raters], axis=1),
            np.stack(
                [
                    n - _over(repeated, of_components),
                    n - _over(often, of_components),
                    n - (of_components > 0).sum(axis=1),
                ],
                axis=1,
            ),
        ],
        axis=1,
    )
    scale = np.maximum(n, 1.0) ** 3
    able = np.abs(np.linalg.det(expected)) > ALIKE * scale
    found = np.full(len(n), np.nan)
    variances = np.linalg.solve(expected[able], seen[able][:, :, None])[:, :, 0]
    total = variances.sum(axis=1)
    found[able] = np.divide(variances[:, 0], total, out=np.full(total.shape, np.nan), where=total > 0)
    return found


def _over(top: Floats, bottom: Floats) -> Floats:
    """The sum of what each draw has by what it has of it, of whatever it has."""
    return np.asarray(np.divide(top, bottom, out=np.zeros(top.shape), where=bottom > 0).sum(axis=1))
