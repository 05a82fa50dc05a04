"""Grades of key results on 0.0–1.0, for aspirational and committed ones."""

import numpy as np

from hoshin.engine.arrays import Codes, Floats
from hoshin.engine.scoring.columns import ColumnLike, MethodScores, finite_column
from hoshin.engine.scoring.cuts import DEFAULT_CUTS, Cuts
from hoshin.engine.scoring.status import status_of
from hoshin.engine.scoring.targets import score_attainment

ASPIRATIONAL_ANCHORS = (0.40, 0.70)
COMMITTED_ANCHORS = (0.70, 0.995)

TOO_EASY = "targets_too_easy"
TOO_HARD = "targets_too_hard"
EASY_MEAN = 0.85
HARD_MEAN = 0.35
PORTFOLIO_MINIMUM = 20


def okr_grade(attainment: ColumnLike) -> Floats:
    """The grade shown for an attainment: ``clip(a, 0, 1)`` rounded half up to one decimal, NaN kept.

    Takes and returns arrays of one shape, ratios 0–1; infinities raise ``ValueError``. For display only:
    the colour is decided on the attainment itself. Method: graded key results.

    >>> okr_grade([0.75, 1.3, -0.2]).tolist()
    [0.8, 1.0, 0.0]
    """
    clipped = np.clip(np.atleast_1d(finite_column("attainment", attainment)), 0.0, 1.0)
    return np.asarray(np.floor(clipped * 10.0 + 0.5) / 10.0)


def objective_grade(attainments: ColumnLike, weights: ColumnLike = 1.0) -> float:
    """The weighted mean of the clipped attainments of one objective's key results, ratio 0–1.

    Missing key results leave the mean; NaN when none is left or all weights are 0. Negative weights raise
    ``ValueError``. Method: graded key results.

    >>> objective_grade([0.3, 0.7, 1.0], [1.0, 1.0, 2.0])
    0.75
    """
    a = np.atleast_1d(finite_column("attainments", attainments))
    w = np.where(np.isnan(a), 0.0, np.broadcast_to(finite_column("weights", weights), a.shape))
    if (w < 0.0).any():
        raise ValueError("weights must not be negative")
    total = float(w.sum())
    return float(np.where(w > 0.0, w * np.clip(a, 0.0, 1.0), 0.0).sum() / total) if total > 0.0 else float("nan")


def portfolio_check(attainments: ColumnLike) -> str:
    """Whether aspirational targets were too easy or too hard over at least 20 key results, else "".

    Reads ratios, missing ones left out. Method: graded key results.

    >>> portfolio_check([0.9] * 20)
    'targets_too_easy'
    """
    a = np.atleast_1d(finite_column("attainments", attainments))
    a = np.clip(a[~np.isnan(a)], 0.0, 1.0)
    if a.size < PORTFOLIO_MINIMUM:
        return ""
    mean = float(a.mean())
    return TOO_EASY if mean > EASY_MEAN else TOO_HARD if mean < HARD_MEAN else ""


def grade_score(attainment: ColumnLike, *, committed: bool, cuts: Cuts) -> Floats:
    """The attainment on the 0–100 scale, so that its own amber and green limits fall on the cut points.

    Anchors ``(0, 0) (amber, c_r) (green, c_g) (1, 100)`` with amber and green 0.40 and 0.70 for
    aspirational, 0.70 and 0.995 for committed key results; NaN stays NaN. Method: graded key results.

    >>> grade_score([0.85], committed=True, cuts=Cuts()).round(1).tolist()
    [55.3]
    """
    a = np.atleast_1d(finite_column("attainment", attainment))
    amber, green = COMMITTED_ANCHORS if committed else ASPIRATIONAL_ANCHORS
    return np.asarray(np.interp(a, (0.0, amber, green, 1.0), (0.0, cuts.red, cuts.green, 100.0)))


def score_grade(
    value: Floats,
    baseline: Floats,
    target: Floats,
    tolerance: Floats,
    direction: Floats,
    *,
    cuts: Cuts,
    committed: bool,
) -> MethodScores:
    """Graded key results: the attainment of the target, then :func:`grade_score`."""
    reached = score_attainment(value, baseline, target, tolerance, direction)
    assert reached.attainment is not None
    return reached._replace(score=grade_score(reached.attainment, committed=committed, cuts=cuts))


def attainment_of_score(score: ColumnLike, cuts: Cuts = DEFAULT_CUTS) -> Floats:
    """The attainment that a score 0–100 stands for, NaN kept: what has lines, a band or levels has no other.

    The inverse of :func:`grade_score` for aspirational key results: the cut points are 0.40 and 0.70.

    >>> attainment_of_score([20.0, 40.0, 70.0, 100.0]).round(2).tolist()
    [0.2, 0.4, 0.7, 1.0]
    """
    s = np.atleast_1d(finite_column("score", score))
    return np.asarray(np.interp(s, (0.0, cuts.red, cuts.green, 100.0), (0.0, *ASPIRATIONAL_ANCHORS, 1.0)))


def grade_status(attainment: ColumnLike, *, committed: bool) -> Codes:
    """How an attainment stands among its kind, as codes of `Status`; decided on the unrounded number.

    Aspirational: on track from 0.70, at risk from 0.40; committed: from 0.995 and 0.70. NaN is no data. Method: graded
    key results.

    >>> grade_status([0.75, 0.69, 0.995], committed=False).tolist(), grade_status([0.85, 0.995], committed=True).tolist()
    ([3, 2, 3], [2, 3])
    """
    amber, green = COMMITTED_ANCHORS if committed else ASPIRATIONAL_ANCHORS
    return status_of(np.atleast_1d(finite_column("attainment", attainment)), cuts=Cuts(amber, green))
