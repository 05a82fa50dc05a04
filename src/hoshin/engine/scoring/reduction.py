"""The arithmetic of each way to aggregate, over many windows at once."""

from dataclasses import dataclass

import numpy as np

from hoshin.engine.arrays import Bools, Codes, Floats
from hoshin.engine.reasons import Reason
from hoshin.engine.scoring.aggregation_kinds import How
from hoshin.engine.scoring.windows import Windows, over_windows


@dataclass(frozen=True, slots=True)
class ReductionInputs:
    """What is reduced, all (n, P): values, which of them count, and their weights or denominators if any.

    Where the columns have no order of their own, as units have none, sums must not depend on it.
    """

    values: Floats
    valid: Bools
    weights: Floats | None = None
    denominators: Floats | None = None
    is_ordered: bool = True


def reduce_windows(how: How, parts: ReductionInputs, windows: Windows) -> tuple[Floats, Codes]:
    """The value of each window (n, G) and the reason of each NaN; what is not valid is left out.

    ``NO_DATA`` for windows without a valid value, ``DIV_ZERO`` and ``WEIGHTS_ZERO`` for sums of 0,
    ``NOT_APPLICABLE`` for growth below −100 %.
    """
    count = over_windows(np.add, parts.valid.astype(np.intp), windows, 0)
    fault, code = np.zeros(count.shape, np.bool_), Reason.NONE
    match how:
        case How.SUM:
            value = _sum(parts.values, parts, windows)
        case How.MEAN:
            value = _sum(parts.values, parts, windows) / count
        case How.LAST:
            value = _last(parts, windows)
        case How.MIN | How.MAX:
            value = _extreme(parts, windows, how)
        case How.RATIO_OF_SUMS:
            assert parts.denominators is not None
            below = _sum(parts.denominators, parts, windows)
            value = _sum(parts.values, parts, windows) / below
            fault, code = below == 0.0, Reason.DIV_ZERO
        case How.WEIGHTED_MEAN:
            weights = np.ones(parts.values.shape) if parts.weights is None else parts.weights
            total = _sum(weights, parts, windows)
            value = _sum(np.where(weights == 0.0, 0.0, weights * parts.values), parts, windows) / total
            fault, code = total == 0.0, Reason.WEIGHTS_ZERO
        case How.GEOMETRIC_GROWTH:
            value = _growth(parts, windows, count)
            impossible = np.where(parts.valid, parts.values < -1.0, False)
            fault, code = over_windows(np.logical_or, impossible, windows, False), Reason.NOT_APPLICABLE
    empty = count == 0
    reason = np.where(empty, np.uint8(Reason.NO_DATA), np.where(fault, np.uint8(code), np.uint8(0)))
    return np.where(empty | fault, np.nan, value), reason.astype(np.uint8)


def _sum(columns: Floats, parts: ReductionInputs, windows: Windows) -> Floats:
    counted = np.where(parts.valid, columns, 0.0)
    if not parts.is_ordered:
        counted = _by_size(counted, windows)
    return np.asarray(over_windows(np.add, counted, windows, 0.0))


def _by_size(columns: Floats, windows: Windows) -> Floats:
    """The columns of each window in ascending order of value."""
    window = np.full(columns.shape[1], -1)
    for number, (start, end) in enumerate(zip(windows.starts, windows.ends, strict=True)):
        window[start:end] = number
    order = np.lexsort((columns, np.broadcast_to(window, columns.shape)), axis=-1)
    return np.take_along_axis(columns, order, axis=1)


def _last(parts: ReductionInputs, windows: Windows) -> Floats:
    position = np.where(parts.valid, np.arange(parts.values.shape[1]), -1)
    latest = over_windows(np.maximum, position, windows, -1)
    return np.asarray(np.take_along_axis(parts.values, np.maximum(latest, 0), axis=1))


def _extreme(parts: ReductionInputs, windows: Windows, how: How) -> Floats:
    worst = np.inf if how is How.MIN else -np.inf
    operation = np.minimum if how is How.MIN else np.maximum
    return np.asarray(over_windows(operation, np.where(parts.valid, parts.values, worst), windows, worst))


def _growth(parts: ReductionInputs, windows: Windows, count: Floats) -> Floats:
    """The mean of the logarithms rather than the root of the product, which could overflow."""
    logs = np.log1p(np.where(parts.valid, parts.values, 0.0))
    return np.asarray(np.expm1(over_windows(np.add, logs, windows, 0.0) / count))
