"""Columns of numbers as the scoring methods take them, and the shape of what they return."""

from enum import IntFlag
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Bools, Codes, Floats
from hoshin.engine.reasons import Reason

ColumnLike = npt.ArrayLike


class ScoreFlag(IntFlag):
    """Bits that travel beside a score: what a reader should know about it."""

    REGRESSED = 1
    STEP = 2
    OVER = 4
    ESTIMATED = 8


class MethodScores(NamedTuple):
    """What one method says about its rows; ``None`` stands for a column of the neutral value."""

    score: Floats
    attainment: Floats | None = None
    reason: Codes | None = None
    flags: Codes | None = None


def finite_column(name: str, values: ColumnLike) -> Floats:
    """The column as float64; NaN passes as missing, an infinity raises ``ValueError`` naming its index."""
    column = np.asarray(values, dtype=np.float64)
    infinite = np.isinf(column)
    if infinite.any():
        where = tuple(int(i) for i in np.argwhere(infinite)[0])
        raise ValueError(f"{name} is infinite at index {where[0] if len(where) == 1 else where}")
    return column


def direction_column(direction: npt.ArrayLike) -> npt.NDArray[np.int8]:
    """Directions as int8; anything but +1 (higher is better) and -1 raises ``ValueError``."""
    column = np.asarray(direction)
    wrong = np.abs(column) != 1
    if wrong.any():
        where = tuple(int(i) for i in np.argwhere(wrong)[0])
        raise ValueError(f"direction must be +1 or -1, not so at index {where[0] if len(where) == 1 else where}")
    return column.astype(np.int8, copy=False)


def same_shape(direction: npt.ArrayLike, **named: ColumnLike) -> list[Any]:
    """The checked columns in the order given, then the direction, in one shape; a scalar is one row."""
    columns: list[Any] = [np.atleast_1d(finite_column(name, values)) for name, values in named.items()]
    return list(np.broadcast_arrays(*columns, direction_column(direction)))


def first_reason(score: Floats, *candidates: tuple[Bools, Reason], otherwise: Reason) -> Codes | None:
    """The first applicable reason of each NaN score, or ``None`` when every score is a number."""
    missing = np.nonzero(np.isnan(score))
    if not missing[0].size:
        return None
    found = np.full(missing[0].size, otherwise, np.uint8)
    for mask, code in reversed(candidates):
        found[mask[missing]] = code
    reason = np.zeros(score.shape, np.uint8)
    reason[missing] = found
    return reason


def clipped_percent(attainment: Floats) -> Floats:
    """``100 * clip(a, 0, 1)``; NaN stays NaN."""
    score: Floats = np.multiply(attainment, 100.0)
    np.maximum(score, 0.0, out=score)
    np.minimum(score, 100.0, out=score)
    return score


def attainment_flags(attainment: Floats, can_regress: bool) -> Codes:
    """OVER where a > 1 and, where a baseline exists, REGRESSED where a < 0."""
    flags: Codes = (attainment > 1.0).view(np.uint8) * np.uint8(ScoreFlag.OVER)
    if can_regress:
        flags |= (attainment < 0.0).view(np.uint8)
    return flags
