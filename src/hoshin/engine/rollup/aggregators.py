"""Ways in which a parent's score follows from its children's, apart from the weighted mean."""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from hoshin.engine.arrays import Bools, Codes, Floats
from hoshin.engine.dust import without_dust

IdArray = NDArray[np.int32]
IndexArray = NDArray[np.int64]


class Aggregator(IntEnum):
    MEAN = 0
    MIN = 1
    KTH_WORST = 2
    PRODUCT = 3
    GATE = 4
    GEOMEAN = 5


def special_scores(
    x: Floats,
    acting: Floats,
    critical: Bools,
    start: IndexArray,
    aggregator: Codes,
    kth: IdArray,
    mean: Floats,
) -> Floats:
    """Scores (r,) of rows whose aggregator is not the mean, from their children's scores (e,), 0–100.

    Only counted children act: those whose `acting` weight is above zero; rows without any are NaN.
    The k-th worst of fewer than k children is the best of them. The geometric mean is weighted, and 0 where a child is
    at 0. Source: own; weighted geometric mean.
    """
    counted = acting > 0
    counts = np.diff(start, append=np.int64(x.size))
    valid = np.add.reduceat(counted.astype(np.int64), start)
    score = mean.copy()
    lowest = np.minimum.reduceat(np.where(counted, x, np.inf), start)
    cap = np.minimum.reduceat(np.where(counted & critical, x, np.inf), start)
    row = np.repeat(np.arange(start.size), counts)
    values = np.where(counted, x, np.inf)
    # In the order of size, equals in that of weight, so that the order of the children does not show in the last digit.
    by_size = np.lexsort((acting, values, row))
    ordered = values[by_size]
    position = np.clip(np.minimum(kth, valid) - 1, 0, None)
    worst = ordered[start + position]
    product = 100.0 * np.multiply.reduceat(np.where(np.isinf(ordered), 1.0, ordered / 100.0), start)
    for kind, result in (
        (Aggregator.MIN, lowest),
        (Aggregator.KTH_WORST, worst),
        (Aggregator.PRODUCT, product),
        (Aggregator.GATE, np.minimum(mean, cap)),
        (Aggregator.GEOMEAN, _geometric_mean(ordered, acting[by_size], start)),
    ):
        score = np.where(aggregator == kind, result, score)
    return np.where(valid > 0, score, np.nan)


def _geometric_mean(ordered: Floats, acting: Floats, start: IndexArray) -> Floats:
    """Weighted geometric means (r,) of rows in the order of size, infinite where a child does not count."""
    counted = acting > 0
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.where(counted, acting * np.log(np.maximum(ordered, 0.0)), 0.0)
        mean = without_dust(np.exp(np.add.reduceat(logs, start) / np.add.reduceat(acting, start)))
    # A mean of equal scores is that score, whatever the logarithms round.
    lowest = np.minimum.reduceat(ordered, start)
    highest = np.maximum.reduceat(np.where(counted, ordered, -np.inf), start)
    return np.clip(mean, lowest, highest)


def geometric_mean(x: Floats, shares: Floats) -> float:
    """Of the scores (k,) of one parent's children that count, with their shares of its weight; 0 where one is at 0."""
    return 0.0 if x.min() <= 0.0 else float(np.exp(shares @ np.log(x)))
