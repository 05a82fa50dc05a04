"""Ways in which a parent's score follows from its children's, apart from the weighted mean."""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from hoshin.engine.arrays import Bools, Codes, Floats

IdArray = NDArray[np.int32]
IndexArray = NDArray[np.int64]


class Aggregator(IntEnum):
    MEAN = 0
    MIN = 1
    KTH_WORST = 2
    PRODUCT = 3
    GATE = 4


def special_scores(
    x: Floats,
    counted: Bools,
    critical: Bools,
    start: IndexArray,
    aggregator: Codes,
    kth: IdArray,
    mean: Floats,
) -> Floats:
    """Scores (r,) of rows whose aggregator is not the mean, from their children's scores (e,), 0–100.

    Only counted children act: those with a score and a weight above zero; rows without any are NaN.
    The k-th worst of fewer than k children is the best of them. Source: own.
    """
    counts = np.diff(start, append=np.int64(x.size))
    valid = np.add.reduceat(counted.astype(np.int64), start)
    score = mean.copy()
    lowest = np.minimum.reduceat(np.where(counted, x, np.inf), start)
    cap = np.minimum.reduceat(np.where(counted & critical, x, np.inf), start)
    row = np.repeat(np.arange(start.size), counts)
    values = np.where(counted, x, np.inf)
    ordered = values[np.lexsort((values, row))]
    position = np.clip(np.minimum(kth, valid) - 1, 0, None)
    worst = ordered[start + position]
    # Multiplied in the order of size, so that the order of the children does not show in the last digit.
    product = 100.0 * np.multiply.reduceat(np.where(np.isinf(ordered), 1.0, ordered / 100.0), start)
    for kind, result in (
        (Aggregator.MIN, lowest),
        (Aggregator.KTH_WORST, worst),
        (Aggregator.PRODUCT, product),
        (Aggregator.GATE, np.minimum(mean, cap)),
    ):
        score = np.where(aggregator == kind, result, score)
    return np.where(valid > 0, score, np.nan)
