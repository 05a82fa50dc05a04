"""Scores from a red line and a green line, and the percent-of-target preset of the same."""

import numpy as np

from hoshin.engine.arrays import Bools, Codes, Floats
from hoshin.engine.reasons import Reason
from hoshin.engine.scoring.columns import ColumnLike, MethodScores, ScoreFlag, first_reason, same_shape
from hoshin.engine.scoring.cuts import DEFAULT_CUTS, Cuts
from hoshin.engine.scoring.result import ScoreResult, complete

PERCENT_TOLERANCE = 0.10

NOT_MONOTONE = "anchors_not_monotone"
DIRECTION_OF_ANCHORS = "direction_disagrees_with_anchors"
DIRECTION_OF_TARGET = "direction_disagrees_with_target"


def threshold_score(
    value: ColumnLike,
    red: ColumnLike,
    green: ColumnLike,
    *,
    worst: ColumnLike = np.nan,
    best: ColumnLike = np.nan,
    direction: ColumnLike = 1,
    cuts: Cuts = DEFAULT_CUTS,
) -> ScoreResult:
    """Score piecewise linearly through (worst, 0) (red, c_r) (green, c_g) (best, 100), clipped to 0–100.

    Columns broadcast to one shape, in the unit of the measure; ``green < red`` is lower-is-better. A
    missing end point continues the slope between the lines. Equal lines give a step (flag STEP) read with
    ``direction``. A value on a line takes the better colour. Missing value or line: NaN with a reason;
    anchors out of order: ``NOT_APPLICABLE``. Method: red-flag and goal scoring as in scorecard products.

    >>> threshold_score([600.0, 700.0, 100.0], 500.0, 700.0).score.tolist()
    [55.0, 70.0, 0.0]
    >>> threshold_score([7.0, 15.0], 10.0, 6.0).score.tolist()
    [62.5, 2.5]
    """
    named = same_shape(direction, value=value, red=red, green=green, worst=worst, best=best)
    with np.errstate(all="ignore"):
        return complete(score_thresholds(*named, cuts=cuts))


def percent_of_target(
    value: ColumnLike,
    target: ColumnLike,
    *,
    direction: ColumnLike = 1,
    tolerance: ColumnLike = np.nan,
    share: float = PERCENT_TOLERANCE,
    cuts: Cuts = DEFAULT_CUTS,
) -> ScoreResult:
    """Score with green at the target and red a tolerance behind it: ``R = T − d·tolerance``.

    Columns broadcast to one shape; ``tolerance`` is absolute and ``share·|T|`` where missing. Missing
    value or target: NaN with a reason; a target of 0 without a tolerance: ``ZERO_TARGET``; a tolerance of
    0 or less: ``ZERO_SCALE``. Method: percent-of-target colours as in strategy-reporting tools.

    >>> percent_of_target(-10.5, -10.0).score.tolist()
    [55.0]
    """
    named = same_shape(direction, value=value, target=target, tolerance=tolerance)
    with np.errstate(all="ignore"):
        return complete(score_percent(*named, cuts=cuts, share=share))


def score_thresholds(
    value: Floats, red: Floats, green: Floats, worst: Floats, best: Floats, direction: Floats, *, cuts: Cuts
) -> MethodScores:
    """The rows of :func:`threshold_score`, columns already checked and of one shape."""
    along = np.sign(green - red)
    score = _through_lines(value, red, green, along, cuts)
    bent_below = _bend_below(score, value, red, worst, along, cuts)
    bent_above = _bend_above(score, value, green, best, along, cuts)
    if bent_below or bent_above:
        score[(along * (red - worst) < 0.0) | (along * (best - green) < 0.0)] = np.nan
    np.maximum(score, 0.0, out=score)
    np.minimum(score, 100.0, out=score)
    flags: Codes | None = None
    step = along == 0.0
    if step.any():
        met = direction * (value - green) >= 0.0
        score[step] = np.where(np.isnan(value), np.nan, np.where(met, 100.0, 0.0))[step]
        flags = step.view(np.uint8) * np.uint8(ScoreFlag.STEP)
    reason = first_reason(
        score,
        (np.isnan(value), Reason.NO_DATA),
        (np.isnan(along), Reason.NO_TARGET),
        otherwise=Reason.NOT_APPLICABLE,
    )
    return MethodScores(score, None, reason, flags)


def score_percent(
    value: Floats,
    target: Floats,
    tolerance: Floats,
    direction: Floats,
    *,
    cuts: Cuts,
    share: float = PERCENT_TOLERANCE,
) -> MethodScores:
    """The rows of :func:`percent_of_target`, columns already checked and of one shape."""
    behind = np.abs(target)
    behind *= share
    explicit = ~np.isnan(tolerance)
    if explicit.any():
        behind = np.where(explicit, tolerance, behind)
    behind[~(behind > 0.0)] = np.nan
    ahead = value - target
    ahead *= direction
    ahead /= behind
    score = np.where(
        ahead >= 0.0,
        cuts.green + (cuts.green - cuts.red) * ahead,
        cuts.red + (cuts.green - cuts.red) * (1.0 + ahead),
    )
    np.maximum(score, 0.0, out=score)
    np.minimum(score, 100.0, out=score)
    reason = first_reason(
        score,
        (np.isnan(value), Reason.NO_DATA),
        (np.isnan(target), Reason.NO_TARGET),
        (~explicit, Reason.ZERO_TARGET),
        otherwise=Reason.ZERO_SCALE,
    )
    return MethodScores(score, None, reason, None)


def check_thresholds(
    *,
    red: ColumnLike = np.nan,
    green: ColumnLike = np.nan,
    worst: ColumnLike = np.nan,
    best: ColumnLike = np.nan,
    direction: ColumnLike = 1,
    baseline: ColumnLike = np.nan,
    target: ColumnLike = np.nan,
) -> list[tuple[str, ...]]:
    """The problems of each row's settings as stable words, empty where there are none.

    Columns broadcast to one shape. ``anchors_not_monotone``: worst, red, green and best do not strictly
    follow one another; ``direction_disagrees_with_anchors`` and ``direction_disagrees_with_target``: the
    declared direction is not the sign of green − red or of target − baseline. What is missing is not judged.

    >>> check_thresholds(red=[500.0, 10.0], green=[700.0, 6.0], worst=[600.0, 20.0])
    [('anchors_not_monotone',), ('direction_disagrees_with_anchors',)]
    """
    names = ("red", "green", "worst", "best", "baseline", "target")
    r, g, w, x, b, t, d = same_shape(
        direction, **dict(zip(names, (red, green, worst, best, baseline, target), strict=True))
    )
    along = np.sign(g - r)
    along = np.where((along == 0.0) | np.isnan(along), d, along)
    problems: tuple[tuple[str, Bools], ...] = (
        (NOT_MONOTONE, _disordered(along, w, r, g, x)),
        (DIRECTION_OF_ANCHORS, (g - r) * d < 0.0),
        (DIRECTION_OF_TARGET, (t - b) * d < 0.0),
    )
    return [tuple(word for word, wrong in problems if wrong.flat[row]) for row in range(problems[0][1].size)]


def _through_lines(value: Floats, red: Floats, green: Floats, along: Floats, cuts: Cuts) -> Floats:
    """The unclipped line through red and green, exact on both so that equality takes the better colour."""
    rise = cuts.green - cuts.red
    slope = rise / (green - red)
    score = value - red
    score *= slope
    score += cuts.red
    beyond = value - green
    green_side = beyond * along >= 0.0
    beyond *= slope
    beyond += cuts.green
    np.copyto(score, beyond, where=green_side)
    return score


def _bend_below(score: Floats, value: Floats, red: Floats, worst: Floats, along: Floats, cuts: Cuts) -> bool:
    given = ~np.isnan(worst)
    bent = bool(given.any())
    if bent:
        below = given & (along * (value - red) < 0.0)
        w, r = worst[below], red[below]
        score[below] = np.where(r == w, 0.0, cuts.red * ((value[below] - w) / (r - w)))
    return bent


def _bend_above(score: Floats, value: Floats, green: Floats, best: Floats, along: Floats, cuts: Cuts) -> bool:
    given = ~np.isnan(best)
    bent = bool(given.any())
    if bent:
        above = given & (along * (value - green) > 0.0)
        x, g = best[above], green[above]
        score[above] = np.where(x == g, 100.0, cuts.green + (100.0 - cuts.green) * ((value[above] - g) / (x - g)))
    return bent


def _disordered(along: Floats, *anchors: Floats) -> Bools:
    wrong = np.zeros(along.shape, dtype=np.bool_)
    for first in range(len(anchors)):
        for later in range(first + 1, len(anchors)):
            gap = along * (anchors[later] - anchors[first])
            equal_lines = first == 1 and later == 2
            wrong |= (gap < 0.0) if equal_lines else (gap <= 0.0)
    return wrong
