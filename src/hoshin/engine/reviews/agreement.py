"""Whether several raters see the same: intraclass correlations and Krippendorff's alpha."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Floats
from hoshin.engine.reviews.design import Variances

DRAWS, CELLS_AT_ONCE, DUST = 1_000, 2_000_000, 1e-12


class AgreementBand(StrEnum):
    """How an intraclass correlation is read; a poor one bears no comparison of people by their ratings."""

    POOR = "poor"
    MODERATE = "moderate"
    GOOD = "good"
    EXCELLENT = "excellent"


class ScaleLevel(StrEnum):
    """What may be said of two values of a scale: the same or not, more or less, or by how much."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"


@dataclass(frozen=True, slots=True)
class IccResult:
    """Of one rater, `single`, and of the mean of all, `average`, each (3,): ICC(1,·), ICC(2,·), ICC(3,·), with bounds of
    95 % in rows (2, 3). Mean squares: `bms` of ratees, `jms` of raters, `ems` what is left, `wms` within ratees. NaN where
    nothing varies. Below 0 is as it is, and read as 0."""

    single: Floats
    average: Floats
    single_bounds: Floats
    average_bounds: Floats
    bms: float
    jms: float
    ems: float
    wms: float


def icc(ratings: npt.ArrayLike, *, seed: int, draws: int = DRAWS) -> IccResult:
    """The intraclass correlations of ratees by raters (n, k) without a gap; the bounds by drawing ratees again.

    ``ICC(2,1) = (BMS − EMS)/(BMS + (k−1)·EMS + k·(JMS − EMS)/n)`` and so on: ICC(2,·) takes raters as a sample and asks for
    the same values, ICC(3,·) for the same order. NaN for fewer than two of either. ValueError for a gap: then
    :func:`icc_of_variances`. Source: Shrout and Fleiss 1979. O(draws · n · k).

    >>> found = icc([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], seed=1)
    >>> found.single.round(2).tolist(), found.average.round(2).tolist()
    ([0.17, 0.29, 0.71], [0.44, 0.62, 0.91])
    """
    x = np.asarray(ratings, np.float64)
    if x.ndim != 2 or np.isnan(x).any():
        raise ValueError("every rater rated every ratee")
    n, k = x.shape
    if min(n, k) < 2:
        none = np.full(3, np.nan)
        return IccResult(none, none, np.full((2, 3), np.nan), np.full((2, 3), np.nan), *[float("nan")] * 4)
    squares = _mean_squares(x[None])
    single, average = _correlations(squares, n, k)
    rng = np.random.default_rng(seed)
    drawn: list[Floats] = []
    for begin in range(0, draws, at_once := max(CELLS_AT_ONCE // (n * k), 1)):
        picked = rng.integers(0, n, (min(at_once, draws - begin), n))
        drawn.append(np.stack(_correlations(_mean_squares(x[picked]), n, k)))
    bounds = _bounds(np.concatenate(drawn, axis=1)) if drawn else np.full((2, 2, 3), np.nan)
    return IccResult(single[0], average[0], bounds[:, 0], bounds[:, 1], *(float(one[0]) for one in squares))


def _mean_squares(x: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Of ratees, raters, what is left, and within ratees, of tables (draws, n, k)."""
    _, n, k = x.shape
    middle = x.mean(axis=(1, 2))[:, None]
    between = k * ((x.mean(axis=2) - middle) ** 2).sum(axis=1)
    of_raters = n * ((x.mean(axis=1) - middle) ** 2).sum(axis=1)
    within = ((x - x.mean(axis=2)[:, :, None]) ** 2).sum(axis=(1, 2))
    # Nothing is left of equal rows but the rounding of their means.
    dust = DUST * (between + within)
    between, left = np.where(between > dust, between, 0.0), np.where(within - of_raters > dust, within - of_raters, 0.0)
    return between / (n - 1), of_raters / (k - 1), left / ((n - 1) * (k - 1)), within / (n * (k - 1))


def _correlations(squares: tuple[Floats, Floats, Floats, Floats], n: int, k: int) -> tuple[Floats, Floats]:
    bms, jms, ems, wms = squares
    raters = (jms - ems) / n
    with np.errstate(divide="ignore", invalid="ignore"):
        single = [
            (bms - wms) / (bms + (k - 1) * wms),
            (bms - ems) / (bms + (k - 1) * ems + k * raters),
            (bms - ems) / (bms + (k - 1) * ems),
        ]
        average = [(bms - wms) / bms, (bms - ems) / (bms + raters), (bms - ems) / bms]
    one, mean = (np.stack(forms, axis=1) for forms in (single, average))
    return np.where(np.isfinite(one), one, np.nan), np.where(np.isfinite(mean), mean, np.nan)


def _bounds(drawn: Floats) -> Floats:
    """The middle 95 % of draws (2, draws, 3), those without a correlation left out, as (2, 2, 3)."""
    bounds = np.full((2, 2, 3), np.nan)
    for of in range(2):
        for form in range(3):
            known = drawn[of, ~np.isnan(drawn[of, :, form]), form]
            if known.size:
                bounds[:, of, form] = np.quantile(known, [0.025, 0.975])
    return bounds


def icc_of_variances(variances: Variances) -> float:
    """The same of ratings with gaps, by the variances of the model of raters: ``σ_θ²/(σ_θ² + σ_δ² + σ²)``.

    >>> round(icc_of_variances(Variances(ratee=0.3, rater=0.15, residual=0.1)), 3)
    0.545
    """
    return variances.ratee / (variances.ratee + variances.rater + variances.residual)


def agreement_band(value: float) -> AgreementBand | None:
    """How a correlation is read: poor below 0.5, moderate below 0.75, good below 0.9. Source: Koo and Li 2016.

    >>> agreement_band(0.62).value, agreement_band(float("nan"))
    ('moderate', None)
    """
    if value != value:
        return None
    cuts = ((0.5, AgreementBand.POOR), (0.75, AgreementBand.MODERATE), (0.9, AgreementBand.GOOD))
    return next((band for cut, band in cuts if value < cut), AgreementBand.EXCELLENT)


def krippendorff(ratings: npt.ArrayLike, level: ScaleLevel = ScaleLevel.ORDINAL) -> float:
    """Krippendorff's alpha of raters by units (m, n), NaN where a rater gave none: 1 for the same, 0 for chance.

    ``α = 1 − (N−1)·Σ o_ck δ²_ck/Σ n_c n_k δ²_ck`` over units with two ratings at least. NaN without such units, or where all
    ratings are one value. Source: Krippendorff 2011. O(ratings + values²).

    >>> round(krippendorff([[1, 2, 3, 3], [1, 2, 3, 4], [np.nan, 2, 3, 3]], ScaleLevel.INTERVAL), 3)
    0.896
    """
    given = np.asarray(ratings, np.float64)
    if given.ndim != 2:
        raise ValueError("ratings are raters by units")
    known = ~np.isnan(given)
    known &= known.sum(axis=0) > 1
    if not known.any():
        return float("nan")
    values, place = np.unique(given[known], return_inverse=True)
    size = len(values)
    unit = np.broadcast_to(np.arange(given.shape[1]), given.shape)[known]
    counts = np.bincount(unit * size + place, minlength=given.shape[1] * size).reshape(-1, size).astype(np.float64)
    counts = counts[counts.sum(axis=1) > 0]
    weight = 1.0 / (counts.sum(axis=1) - 1.0)
    coincidences = counts.T @ (counts * weight[:, None]) - np.diag(weight @ counts)
    n = counts.sum(axis=0)
    apart = _apart(values, n, level)
    expected = float(n @ apart @ n)
    return 1.0 - (float(n.sum()) - 1.0) * float((coincidences * apart).sum()) / expected if expected else float("nan")


def _apart(values: Floats, n: Floats, level: ScaleLevel) -> Floats:
    """``δ²`` of each two values."""
    if level == ScaleLevel.NOMINAL:
        return 1.0 - np.eye(len(values))
    if level == ScaleLevel.INTERVAL:
        return np.asarray((values[:, None] - values) ** 2)
    place = np.cumsum(n) - n / 2.0
    return np.asarray((place[:, None] - place) ** 2)
