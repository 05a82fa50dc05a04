"""Whether values of a measure count events, or are shares of cases."""

from collections.abc import Sequence

import numpy as np

from hoshin.engine.watching import CountedValues
from hoshin.measures.models import Aggregation

_SAME = 1e-9


def counted_values(
    aggregation: str, values: np.ndarray, parts: Sequence[tuple[float | None, float | None]]
) -> CountedValues | None:
    """What values (n,) of a measure count, NaN where one is missing; None where they do not.

    Events: what is summed over time, in whole numbers from zero on. Cases: a ratio of sums of which each value has its
    numerator and denominator, both in whole numbers; the values may be in percent.
    """
    known = ~np.isnan(values)
    if aggregation == Aggregation.SUM:
        return CountedValues() if _are_counts(values[known]) else None
    if aggregation != Aggregation.RATIO or len(parts) != len(values) or not known.any():
        return None
    events, cases = (np.array([np.nan if one is None else one for one in side]) for side in zip(*parts, strict=True))
    if np.isnan(events[known] + cases[known]).any() or not (cases[known] > 0).all():
        return None
    if not (_are_counts(events[known]) and _are_counts(cases[known]) and (events <= cases)[known].all()):
        return None
    scale = _scale_of(values[known], events[known] / cases[known])
    return None if scale is None else CountedValues(np.where(known, cases, np.nan), scale)


def part_of(counted: CountedValues | None, first: int, end: int) -> CountedValues | None:
    """The same of some of the values."""
    if counted is None or counted.cases is None:
        return counted
    return CountedValues(counted.cases[first:end], counted.scale)


def _are_counts(values: np.ndarray) -> bool:
    return bool((values >= 0).all() and (values == np.floor(values)).all())


def _scale_of(values: np.ndarray, shares: np.ndarray) -> float | None:
    """1 or 100: what a share of one is in these values; None where they are no such shares."""
    for scale in (1.0, 100.0):
        if (np.abs(values - scale * shares) <= _SAME * scale).all():
            return scale
    return None
