"""Scores for measures that belong inside a band: flat inside it, or best at its centre."""

import numpy as np

from hoshin.engine.arrays import Codes, Floats
from hoshin.engine.reasons import Reason
from hoshin.engine.scoring.columns import ColumnLike, MethodScores, first_reason, same_shape
from hoshin.engine.scoring.cuts import DEFAULT_CUTS, Cuts
from hoshin.engine.scoring.result import ScoreResult, complete


def band_score(value: ColumnLike, low: ColumnLike, high: ColumnLike, *, tolerance: ColumnLike = np.nan) -> ScoreResult:
    """Score a flat band: ``100 · max(0, 1 − distance from [low, high] / tolerance)``.

    Columns broadcast to one shape, in the unit of the measure; the tolerance is the band's width where
    missing. Missing value or edge: NaN with a reason; a width or tolerance of 0: ``ZERO_SCALE``; low
    above high: ``NOT_APPLICABLE``. Method: stabilising measures, own form.

    >>> band_score([36.0, 43.5, 40.0], 38.0, 42.0, tolerance=6.0).score.round(1).tolist()
    [66.7, 75.0, 100.0]
    """
    named = same_shape(1, value=value, low=low, high=high, tolerance=tolerance)
    with np.errstate(all="ignore"):
        return complete(score_flat(*named[:-1]))


def tent_score(
    value: ColumnLike,
    low: ColumnLike,
    high: ColumnLike,
    *,
    red_low: ColumnLike = np.nan,
    red_high: ColumnLike = np.nan,
    tolerance: ColumnLike = np.nan,
    cuts: Cuts = DEFAULT_CUTS,
) -> ScoreResult:
    """Score a tent: 100 at the band's centre, c_g on its edges, c_r on the red limits, then down to 0.

    Columns broadcast to one shape, in the unit of the measure. A missing red limit lies one tolerance
    outside its edge, the tolerance being the band's width where missing. Missing value or edge: NaN with
    a reason; no tolerance to be had: ``ZERO_SCALE``; edges or limits out of order: ``NOT_APPLICABLE``.
    Method: stabilising measures, own form.

    >>> tent_score([36.0, 41.0, 40.0], 38.0, 42.0, red_low=34.0, red_high=46.0).score.tolist()
    [55.0, 85.0, 100.0]
    """
    named = same_shape(1, value=value, low=low, high=high, red_low=red_low, red_high=red_high, tolerance=tolerance)
    with np.errstate(all="ignore"):
        return complete(score_tent(*named[:-1], cuts=cuts))


def score_flat(value: Floats, low: Floats, high: Floats, tolerance: Floats) -> MethodScores:
    """The rows of :func:`band_score`, columns already checked and of one shape."""
    tol = _width_or(tolerance, low, high)
    outside = low - value
    np.maximum(outside, value - high, out=outside)
    np.maximum(outside, 0.0, out=outside)
    outside /= tol
    score: Floats = np.subtract(1.0, outside, out=outside)
    np.maximum(score, 0.0, out=score)
    score *= 100.0
    score[low > high] = np.nan
    return MethodScores(score, None, _reason(score, value, low, high, tol))


def score_tent(
    value: Floats,
    low: Floats,
    high: Floats,
    red_low: Floats,
    red_high: Floats,
    tolerance: Floats,
    *,
    cuts: Cuts,
) -> MethodScores:
    """The rows of :func:`tent_score`, columns already checked and of one shape."""
    tol = _width_or(tolerance, low, high)
    foot_low = np.where(np.isnan(red_low), low - tol, red_low)
    foot_high = np.where(np.isnan(red_high), high + tol, red_high)
    centre = low + 0.5 * (high - low)
    rising = value < centre
    distance = np.where(rising, low - value, value - high)
    span = np.where(rising, low - foot_low, foot_high - high)
    score = np.where(
        distance <= 0.0,
        cuts.green - (100.0 - cuts.green) * distance / (0.5 * (high - low)),
        cuts.green - (cuts.green - cuts.red) * distance / span,
    )
    score[value == centre] = 100.0
    np.maximum(score, 0.0, out=score)
    np.minimum(score, 100.0, out=score)
    score[(low > high) | ~(foot_low <= low) | ~(foot_high >= high)] = np.nan
    scale = np.minimum(low - foot_low, foot_high - high)
    return MethodScores(score, None, _reason(score, value, low, high, scale))


def _width_or(tolerance: Floats, low: Floats, high: Floats) -> Floats:
    tol: Floats = high - low
    explicit = ~np.isnan(tolerance)
    if explicit.any():
        tol = np.where(explicit, tolerance, tol)
    tol[~(tol > 0.0)] = np.nan
    return tol


def _reason(score: Floats, value: Floats, low: Floats, high: Floats, scale: Floats) -> Codes | None:
    return first_reason(
        score,
        (np.isnan(value), Reason.NO_DATA),
        (np.isnan(low) | np.isnan(high), Reason.NO_TARGET),
        (low > high, Reason.NOT_APPLICABLE),
        (np.isnan(scale), Reason.ZERO_SCALE),
        otherwise=Reason.NOT_APPLICABLE,
    )
