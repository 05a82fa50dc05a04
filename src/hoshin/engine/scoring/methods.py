"""Every scoring method behind one call over columns of mixed methods."""

from dataclasses import dataclass, fields
from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Floats
from hoshin.engine.reasons import Reason
from hoshin.engine.scoring.bands import score_flat, score_tent
from hoshin.engine.scoring.columns import (
    ColumnLike,
    MethodScores,
    ScoreFlag,
    attainment_flags,
    clipped_percent,
    direction_column,
    finite_column,
    first_reason,
)
from hoshin.engine.scoring.cuts import DEFAULT_CUTS, Cuts
from hoshin.engine.scoring.grades import score_grade
from hoshin.engine.scoring.result import ScoreResult
from hoshin.engine.scoring.targets import score_attainment, score_ratio
from hoshin.engine.scoring.thresholds import score_percent, score_thresholds

# Rows scored at a time: small enough for the temporaries of one method to stay in the processor's cache.
BLOCK_ROWS = 65_536


class Method(IntEnum):
    """How a measure's value becomes a score; ``label`` is the stable name stored and exchanged."""

    UNSCORED = 0
    ATTAINMENT = 1
    RATIO = 2
    THRESHOLDS = 3
    PERCENT_OF_TARGET = 4
    BAND_FLAT = 5
    BAND_TENT = 6
    GRADE_ASPIRATIONAL = 7
    GRADE_COMMITTED = 8
    BINARY = 9

    @property
    def label(self) -> str:
        return self.name.lower()

    @property
    def settings(self) -> tuple[str, ...]:
        """The numbers of a target that the method reads.

        >>> Method.RATIO.settings
        ('target', 'tolerance')
        """
        return tuple(name for name in _READS[self] if name not in ("value", "direction"))


METHOD_NAMES: tuple[str, ...] = tuple(method.label for method in Method)

# The columns each method reads, in the order its kernel takes them.
_READS: dict[Method, tuple[str, ...]] = {
    Method.UNSCORED: ("value",),
    Method.ATTAINMENT: ("value", "baseline", "target", "tolerance", "direction"),
    Method.RATIO: ("value", "target", "tolerance", "direction"),
    Method.THRESHOLDS: ("value", "red", "green", "worst", "best", "direction"),
    Method.PERCENT_OF_TARGET: ("value", "target", "tolerance", "direction"),
    Method.BAND_FLAT: ("value", "low", "high", "tolerance"),
    Method.BAND_TENT: ("value", "low", "high", "worst", "best", "tolerance"),
    Method.GRADE_ASPIRATIONAL: ("value", "baseline", "target", "tolerance", "direction"),
    Method.GRADE_COMMITTED: ("value", "baseline", "target", "tolerance", "direction"),
    Method.BINARY: ("value",),
}


@dataclass(frozen=True, slots=True)
class ScoreInputs:
    """The columns of :func:`score_values`, each an array or a scalar that stands for all rows.

    ``method`` holds ``Method`` codes, ``direction`` +1 or −1, the others numbers in the unit of the
    measure with NaN for missing. ``tolerance`` is the tolerance of a held target, the scale of a ratio, the
    absolute tolerance of percent-of-target colours or the width around a band. ``low`` and ``high`` are a
    band's edges; for ``BAND_TENT``, ``worst`` and ``best`` are its lower and upper red limits. For
    ``BINARY``, ``value`` is completion 0–1. ``estimated`` marks values that were filled in.
    """

    method: npt.ArrayLike
    value: ColumnLike
    direction: npt.ArrayLike = 1
    baseline: ColumnLike = np.nan
    target: ColumnLike = np.nan
    low: ColumnLike = np.nan
    high: ColumnLike = np.nan
    red: ColumnLike = np.nan
    green: ColumnLike = np.nan
    worst: ColumnLike = np.nan
    best: ColumnLike = np.nan
    tolerance: ColumnLike = np.nan
    estimated: npt.ArrayLike = False


def score_values(inputs: ScoreInputs, cuts: Cuts = DEFAULT_CUTS) -> ScoreResult:
    """Score every row with its own method; columns broadcast to one shape (n,) or (n, P).

    Returns scores 0–100, unclipped attainment, reasons and flags of that shape; a missing value or
    setting gives NaN and its reason, an unscored measure ``NOT_APPLICABLE``. Infinities, unknown methods
    and directions other than ±1 raise ``ValueError``. Method: see the function of each method.

    >>> score_values(ScoreInputs(method=[1, 2], value=[46.0, 90.0], baseline=[40.0, np.nan],
    ...                          target=[60.0, 100.0])).score.tolist()
    [30.0, 90.0]
    """
    shape, columns = _flat_columns(inputs)
    size = int(np.prod(shape))
    score, reached = np.empty(size), np.full(size, np.nan)
    reason, flags = np.zeros(size, np.uint8), np.zeros(size, np.uint8)
    with np.errstate(all="ignore"):
        for start in range(0, size, BLOCK_ROWS):
            block = slice(start, min(start + BLOCK_ROWS, size))
            outputs = (score[block], reached[block], reason[block], flags[block])
            _score_block({name: _part(column, block) for name, column in columns.items()}, outputs, cuts)
    _mark_estimated(flags, columns["estimated"])
    return ScoreResult(score.reshape(shape), reached.reshape(shape), reason.reshape(shape), flags.reshape(shape))


def _flat_columns(inputs: ScoreInputs) -> tuple[tuple[int, ...], dict[str, Any]]:
    """The common shape, and the columns as one-dimensional arrays of its size or as scalars."""
    columns: dict[str, Any] = {}
    for field in fields(inputs):
        column = getattr(inputs, field.name)
        if field.name == "method":
            columns[field.name] = _method_column(column)
        elif field.name == "direction":
            columns[field.name] = direction_column(column)
        elif field.name == "estimated":
            columns[field.name] = np.asarray(column, dtype=np.bool_)
        else:
            columns[field.name] = finite_column(field.name, column)
    shape = np.broadcast_shapes((1,), *(column.shape for column in columns.values()))
    for name, column in columns.items():
        if column.ndim:
            columns[name] = np.ascontiguousarray(np.broadcast_to(column, shape)).reshape(-1)
    if columns["value"].ndim == 0:
        columns["value"] = np.full(int(np.prod(shape)), columns["value"])
    return shape, columns


def _method_column(methods: npt.ArrayLike) -> npt.NDArray[np.uint8]:
    column = np.asarray(methods)
    if column.size and not (column.min() >= 0 and column.max() < len(Method)):
        raise ValueError(f"unknown scoring method code, known are 0 to {len(Method) - 1}")
    return column.astype(np.uint8, copy=False)


def _part(column: Any, rows: Any) -> Any:
    return column[rows] if column.ndim else column


def _score_block(columns: dict[str, Any], outputs: tuple[Any, ...], cuts: Cuts) -> None:
    method = columns["method"]
    for kind in Method:
        rows: Any = np.flatnonzero(method == kind)
        if not rows.size:
            continue
        if method.ndim == 0 or rows.size == method.size:
            rows = slice(None)
        picked = np.broadcast_arrays(*(_part(columns[name], rows) for name in _READS[kind]))
        for output, part in zip(outputs, _score_rows(kind, picked, cuts), strict=True):
            if part is not None:
                output[rows] = part


def _score_rows(method: Method, columns: Any, cuts: Cuts) -> MethodScores:
    match method:
        case Method.ATTAINMENT:
            return score_attainment(*columns)
        case Method.RATIO:
            return score_ratio(*columns)
        case Method.THRESHOLDS:
            return score_thresholds(*columns, cuts=cuts)
        case Method.PERCENT_OF_TARGET:
            return score_percent(*columns, cuts=cuts)
        case Method.BAND_FLAT:
            return score_flat(*columns)
        case Method.BAND_TENT:
            return score_tent(*columns, cuts=cuts)
        case Method.GRADE_ASPIRATIONAL | Method.GRADE_COMMITTED:
            return score_grade(*columns, cuts=cuts, committed=method is Method.GRADE_COMMITTED)
        case Method.BINARY:
            return _score_completion(*columns)
        case Method.UNSCORED:
            return _unscored(*columns)


def _score_completion(value: Floats) -> MethodScores:
    score = clipped_percent(value)
    reason = first_reason(score, otherwise=Reason.NO_DATA)
    return MethodScores(score, value, reason, attainment_flags(value, can_regress=False))


def _unscored(value: Floats) -> MethodScores:
    score = np.full(value.shape, np.nan)
    reason = first_reason(score, (np.isnan(value), Reason.NO_DATA), otherwise=Reason.NOT_APPLICABLE)
    return MethodScores(score, None, reason, None)


def _mark_estimated(flags: npt.NDArray[np.uint8], estimated: npt.NDArray[np.bool_]) -> None:
    if estimated.any():
        flags[np.broadcast_to(estimated, flags.shape)] |= np.uint8(ScoreFlag.ESTIMATED)
