"""Attainment of a target: from a baseline, or as a ratio where no baseline is known."""

import numpy as np

from hoshin.engine.arrays import Floats
from hoshin.engine.reasons import Reason
from hoshin.engine.scoring.columns import (
    ColumnLike,
    MethodScores,
    ScoreFlag,
    attainment_flags,
    clipped_percent,
    first_reason,
    same_shape,
)
from hoshin.engine.scoring.result import ScoreResult, complete

MAINTENANCE_SHARE = 0.1


def attainment(
    value: ColumnLike,
    baseline: ColumnLike,
    target: ColumnLike,
    *,
    direction: ColumnLike = 1,
    tolerance: ColumnLike = np.nan,
) -> ScoreResult:
    """Score the way from baseline to target: ``a = (v − B) / (T − B)``, score ``100·clip(a, 0, 1)``.

    All columns broadcast to one shape, in the unit of the measure. Where ``T = B`` the target is held:
    ``a = 1`` at or beyond it, else ``max(0, 1 − |v − T| / tolerance)`` with ``0.1·|T|`` as the default.
    A missing baseline falls back to :func:`ratio_to_target`; a missing value or target gives NaN with a
    reason, a held target of 0 without a tolerance ``ZERO_SCALE``. Method: baseline-to-target progress.

    >>> attainment([46.0, -3.0], [40.0, -10.0], [60.0, 5.0]).attainment.round(4).tolist()
    [0.3, 0.4667]
    >>> attainment([62.0, 57.0], 60.0, 60.0, tolerance=6.0).score.tolist()
    [100.0, 50.0]
    """
    named = same_shape(direction, value=value, baseline=baseline, target=target, tolerance=tolerance)
    with np.errstate(all="ignore"):
        return complete(score_attainment(*named))


def ratio_to_target(
    value: ColumnLike, target: ColumnLike, *, direction: ColumnLike = 1, scale: ColumnLike = np.nan
) -> ScoreResult:
    """Score against a target alone: ``a = 1 + d·(v − T) / σ`` with ``σ = |T|`` unless a scale is given.

    All columns broadcast to one shape. A missing value or target gives NaN with a reason; a target of 0
    without a scale ``ZERO_TARGET``, a scale of 0 or less ``ZERO_SCALE``. Method: own.

    >>> ratio_to_target([90.0, -12.0], [100.0, -10.0]).attainment.round(4).tolist()
    [0.9, 0.8]
    >>> ratio_to_target(3.0, 0.0, direction=-1, scale=20.0).score.tolist()
    [85.0]
    """
    named = same_shape(direction, value=value, target=target, scale=scale)
    with np.errstate(all="ignore"):
        return complete(score_ratio(*named))


def score_attainment(
    value: Floats, baseline: Floats, target: Floats, tolerance: Floats, direction: Floats
) -> MethodScores:
    """The rows of :func:`attainment`, columns already checked and of one shape."""
    span = target - baseline
    reached = value - baseline
    np.divide(reached, span, out=reached)
    held = span == 0.0
    if held.any():
        reached[held] = _held(value[held], target[held], tolerance[held], direction[held])
    unanchored = np.isnan(baseline)
    if unanchored.any():
        reached[unanchored] = _ratio(
            value[unanchored], target[unanchored], tolerance[unanchored], direction[unanchored]
        )
    score = clipped_percent(reached)
    reason = first_reason(
        score,
        (np.isnan(value), Reason.NO_DATA),
        (np.isnan(target), Reason.NO_TARGET),
        (unanchored & np.isnan(tolerance), Reason.ZERO_TARGET),
        otherwise=Reason.ZERO_SCALE,
    )
    flags = attainment_flags(reached, can_regress=True)
    flags[unanchored] &= ~np.uint8(ScoreFlag.REGRESSED)
    return MethodScores(score, reached, reason, flags)


def score_ratio(value: Floats, target: Floats, scale: Floats, direction: Floats) -> MethodScores:
    """The rows of :func:`ratio_to_target`, columns already checked and of one shape."""
    reached = _ratio(value, target, scale, direction)
    score = clipped_percent(reached)
    reason = first_reason(
        score,
        (np.isnan(value), Reason.NO_DATA),
        (np.isnan(target), Reason.NO_TARGET),
        (np.isnan(scale), Reason.ZERO_TARGET),
        otherwise=Reason.ZERO_SCALE,
    )
    return MethodScores(score, reached, reason, attainment_flags(reached, can_regress=False))


def _held(value: Floats, target: Floats, tolerance: Floats, direction: Floats) -> Floats:
    tol = np.where(np.isnan(tolerance), MAINTENANCE_SHARE * np.abs(target), tolerance)
    reached = np.maximum(0.0, 1.0 - np.abs(value - target) / tol)
    reached[direction * (value - target) >= 0.0] = 1.0
    reached[~(tol > 0.0)] = np.nan
    return reached


def _ratio(value: Floats, target: Floats, scale: Floats, direction: Floats) -> Floats:
    sigma = np.abs(target)
    explicit = ~np.isnan(scale)
    if explicit.any():
        sigma = np.where(explicit, scale, sigma)
    reached: Floats = value - target
    reached *= direction
    np.divide(reached, sigma, out=reached)
    reached += 1.0
    reached[~(sigma > 0.0)] = np.nan
    return reached
