"""Attainment from milestones: what is finished, and what should be by a date."""

from dataclasses import dataclass

import numpy as np

from hoshin.engine.arrays import Bools, Codes, Floats
from hoshin.engine.reasons import Reason
from hoshin.engine.scoring.columns import ColumnLike, finite_column


@dataclass(frozen=True, slots=True)
class MilestoneResult:
    """Attainment 0–1 or NaN with a reason, and whether cancelled milestones changed the scope, each (n,)."""

    attainment: Floats
    reason: Codes
    scope_changed: Bools


def milestone_attainment(
    completion: ColumnLike, weights: ColumnLike = 1.0, *, cancelled: Bools | None = None
) -> MilestoneResult:
    """The weighted share of the work that is done: ``Σ w·p / Σ w`` over each row of milestones.

    ``completion`` (n, m) holds shares 0–1, ``weights`` broadcast to it; a NaN completion is no milestone,
    a cancelled one leaves both sums and sets ``scope_changed``. All weights 0: ``WEIGHTS_ZERO``; no
    milestone: ``NO_DATA``. Completions outside 0–1 and negative weights raise ``ValueError``. Lateness is
    not part of it. Method: own.

    >>> milestone_attainment([[1.0, 0.5, 0.0]], [[2.0, 3.0, 5.0]]).attainment.tolist()
    [0.35]
    """
    share = np.atleast_2d(finite_column("completion", completion))
    if ((share < 0.0) | (share > 1.0)).any():
        raise ValueError("completion must lie between 0 and 1")
    weight = _weights(weights, share.shape)
    dropped = np.zeros(share.shape, np.bool_) if cancelled is None else np.broadcast_to(cancelled, share.shape)
    counted = ~np.isnan(share) & ~dropped
    total = np.where(counted, weight, 0.0).sum(axis=1)
    done = np.where(counted, weight * share, 0.0).sum(axis=1)
    attainment = np.divide(done, total, out=np.full(total.shape, np.nan), where=total > 0.0)
    empty = np.where(counted.any(axis=1), Reason.WEIGHTS_ZERO, Reason.NO_DATA)
    reason = np.where(total > 0.0, Reason.NONE, empty).astype(np.uint8)
    return MilestoneResult(attainment, reason, np.asarray((dropped & ~np.isnan(share)).any(axis=1)))


def milestones_expected(due: ColumnLike, weights: ColumnLike, date: float) -> Floats:
    """The share of the work due by a date: ``Σ w·[due ≤ date] / Σ w`` over each row.

    ``due`` (n, m) and ``date`` are day numbers, a NaN due date is no milestone; rows without weight give
    NaN. Returns (n,) ratios. Method: own.

    >>> milestones_expected([[10.0, 20.0, 30.0]], [[2.0, 3.0, 5.0]], 20.0).tolist()
    [0.5]
    """
    days = np.atleast_2d(finite_column("due", due))
    weight = np.where(np.isnan(days), 0.0, _weights(weights, days.shape))
    total = weight.sum(axis=1)
    passed = np.where(days <= date, weight, 0.0).sum(axis=1)
    return np.asarray(np.divide(passed, total, out=np.full(total.shape, np.nan), where=total > 0.0))


def _weights(weights: ColumnLike, shape: tuple[int, ...]) -> Floats:
    weight = np.broadcast_to(finite_column("weights", weights), shape)
    if (weight < 0.0).any():
        raise ValueError("weights must not be negative")
    return weight
