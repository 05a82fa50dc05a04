"""How many answered, whether some groups hardly did, and weights that make up for it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Bools, Floats, Indices

LEAST_RATE, LEAST_RATIO = 0.5, 0.5
LOWEST_WEIGHT, HIGHEST_WEIGHT, ROUNDS = 0.5, 2.0, 200


@dataclass(frozen=True, slots=True)
class ResponseResult:
    """The `rate` of all, 0–1, whether it `is_low`, and which cells answered at less than half of it (`is_behind`)."""

    rate: float
    is_low: bool
    is_behind: Bools


def response(completed: npt.ArrayLike, invited: npt.ArrayLike, rate: float | None = None) -> ResponseResult:
    """The share of those invited who answered, over cells (C,). Warns below a half, and of cells below half the rate.

    ``rate``: that of all, where the cells lie in each other or are not all there are.

    >>> round(response([20, 5], [24, 8]).rate, 3)
    0.781
    """
    done, asked = (np.atleast_1d(np.asarray(values, np.float64)) for values in (completed, invited))
    if ((done < 0) | (done > asked)).any():
        raise ValueError("more answers than invitations")
    if rate is None:
        total = float(asked.sum())
        rate = float(done.sum()) / total if total else float("nan")
    behind = (asked > 0) & (done < LEAST_RATIO * rate * asked)
    return ResponseResult(rate, rate < LEAST_RATE, np.asarray(behind))


def raked(cells: Sequence[Indices], targets: Sequence[Floats], smallest: int) -> Floats:
    """Weights (R,) of respondents, of mean 1, by which each margin comes near its known shares; trimmed to [0.5, 2].

    ``cells`` holds for each margin the category of each respondent, ``targets`` the known members of each category. A
    category of fewer than ``smallest`` respondents is never weighted up. Source: Deming and Stephan 1940.

    >>> raked([np.array([0] * 6 + [1] * 12)], [np.array([9.0, 9.0])], 5).round(3).tolist()[::17]
    [1.5, 0.75]
    """
    size = len(cells[0])
    weights = np.ones(size)
    for _ in range(ROUNDS):
        before = weights.copy()
        for margin, target in zip(cells, targets, strict=True):
            count = np.bincount(margin, minlength=len(target))
            held = np.bincount(margin, weights, minlength=len(target))
            wanted = target / max(float(target[count > 0].sum()), 1e-300) * size
            factor = np.divide(wanted, held, out=np.ones(len(target)), where=held > 0)
            weights = weights * factor[margin]
            weights = np.where(count[margin] < smallest, np.minimum(weights, 1.0), weights)
        weights = np.clip(weights * size / weights.sum(), LOWEST_WEIGHT, HIGHEST_WEIGHT)
        for margin, target in zip(cells, targets, strict=True):
            few = np.bincount(margin, minlength=len(target))[margin] < smallest
            weights = np.where(few, np.minimum(weights, 1.0), weights)
        if np.abs(weights - before).max() < 1e-12:
            break
    return weights


def effective_size(weights: Floats) -> float:
    """How many equal answers weighted ones are worth: ``(Σw)²/Σw²``. Source: Kish 1965.

    >>> round(effective_size(np.array([1.0, 1.0, 2.0])), 2)
    2.67
    """
    return float(weights.sum() ** 2 / (weights**2).sum()) if len(weights) else 0.0
