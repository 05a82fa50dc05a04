"""Holds the share of false alarms among many tests: what is released, and the probabilities that this rests on."""

from collections.abc import Sequence

import numpy as np

from hoshin.engine.arrays import Bools, Floats, Indices

RATE = 0.10


def adjusted(p: Floats, *, dependent: bool = False) -> Floats:
    """Probabilities (K,) adjusted for being many; NaN stays NaN and counts for nothing.

    ``min_{j≥k} K·p_(j)/j`` in the order of p, times ``Σ 1/i`` for tests that depend on each other, at most 1. What
    lies at or below a rate q is released with at most that share of false ones. Source: Benjamini and Hochberg 1995;
    Benjamini and Yekutieli 2001.

    >>> adjusted(np.array([.0003, .004, .012, .021, .04, .11, .20, .34, .50, .81])).round(4).tolist()[:5]
    [0.003, 0.02, 0.04, 0.0525, 0.08]
    """
    known = np.flatnonzero(~np.isnan(p))
    order: Indices = known[np.argsort(p[known], kind="stable")]
    count = len(order)
    result = np.full(p.shape, np.nan)
    if not count:
        return result
    places = np.arange(1, count + 1)
    factor = float((1.0 / places).sum()) if dependent else 1.0
    raised = p[order] * count * factor / places
    result[order] = np.minimum(np.minimum.accumulate(raised[::-1])[::-1], 1.0)
    return result


def simes(p: Floats) -> float:
    """One probability for the hypothesis that all of several tests are chance: ``min K·p_(k)/k``; NaN without any.

    >>> round(simes(np.array([0.01, 0.04, 0.03])), 3)
    0.03
    """
    raised = adjusted(p)
    return float(np.nanmin(raised)) if not np.isnan(raised).all() else float("nan")


def released(
    p: Floats, groups: Sequence[object] | None = None, *, rate: float = RATE, dependent: bool = False
) -> Bools:
    """Which of many tests (K,) may speak: at most ``rate`` of what is said is false.

    With ``groups`` (one for each test, such as its unit) the groups are tested first, each by the probability of
    Simes, then the tests inside those that are released: one group that fails is one story. Source: as in
    :func:`adjusted`; Simes 1986.

    >>> released(np.array([0.001, 0.2, 0.04, 0.9]), ["A", "A", "B", "B"]).tolist()
    [True, False, True, False]
    """
    if groups is None:
        return np.asarray(adjusted(p, dependent=dependent) <= rate)
    names = list(dict.fromkeys(groups))
    number = {name: place for place, name in enumerate(names)}
    members = np.array([number[name] for name in groups], np.int64)
    of_group = np.array([simes(p[members == place]) for place in range(len(names))])
    spoken = np.zeros(p.shape, np.bool_)
    for place in np.flatnonzero(adjusted(of_group, dependent=dependent) <= rate):
        inside = members == place
        spoken[inside] = adjusted(p[inside], dependent=dependent) <= rate
    return spoken
