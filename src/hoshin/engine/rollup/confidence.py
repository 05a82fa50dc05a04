"""How far a score can be trusted: freshness and source of its data, and measurement error."""

from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from hoshin.engine.arrays import Codes, Floats
from hoshin.engine.rollup.graph import Graph

HALF_LIFE_DAYS = 30.0
AUTOMATIC, MANUAL_WITH_EVIDENCE, MANUAL, ESTIMATED = 1.0, 0.8, 0.5, 0.3
THREE_BARS, TWO_BARS = 0.75, 0.5


def leaf_confidence(
    quality: ArrayLike, age_days: ArrayLike, due_days: ArrayLike, half_life_days: float = HALF_LIFE_DAYS
) -> Floats:
    """Confidence 0–1 of leaf values, (n,): data quality, halved for each half-life beyond the due interval.

    NaN in, NaN out. Source: own.

    >>> leaf_confidence([0.8], [40.0], [30.0]).round(3)
    array([0.635])
    """
    late = np.maximum(0.0, np.asarray(age_days, np.float64) - np.asarray(due_days, np.float64))
    return np.asarray(np.asarray(quality, np.float64) * np.exp2(-late / half_life_days))


def roll_up_confidence(graph: Graph, leaf_confidences: ArrayLike) -> Floats:
    """Confidence 0–1 of every node (n,) by id, from leaves' (n,); missing leaves count 0.

    A node whose weights are all zero has 0. Source: own.
    """
    given = np.asarray(leaf_confidences, np.float64)[graph.order]
    level = np.where(np.isnan(given), 0.0, given)
    starts = graph.level_start.tolist()
    for lo, hi in pairwise(starts[1:]):
        first, end = graph.ptr[lo], graph.ptr[hi]
        carried = graph.whole_weight[first:end] * level[graph.child[first:end]]
        total = graph.weight_total[lo:hi]
        level[lo:hi] = np.add.reduceat(carried, graph.ptr[lo:hi] - first) / np.where(total > 0, total, 1.0)
    by_id: Floats = level[graph.rank]
    return by_id


def confidence_bars(confidence: ArrayLike) -> Codes:
    """Bars to show (n,): 3 from 0.75, 2 from 0.5, else 1; 0 for NaN."""
    level = np.asarray(confidence, np.float64)
    bars = 1 + (level >= TWO_BARS).astype(np.uint8) + (level >= THREE_BARS)
    return np.where(np.isnan(level), 0, bars).astype(np.uint8)


def score_variance(contribution: ArrayLike, standard_error: ArrayLike) -> float:
    """Variance of the top score in points², from leaf multipliers (n,) and standard errors (n,).

    Independent errors; a leaf without a standard error adds nothing. Source: propagation of error.
    """
    spread = np.asarray(contribution, np.float64) * np.nan_to_num(np.asarray(standard_error, np.float64))
    return float(spread @ spread)
