"""What the aggregation of a measure means to the engine, over time and across units."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Floats
from hoshin.measures.assembly import per_one
from hoshin.scorecards.assembly.specs import MeasureSpec

_KINDS = {
    "sum": ("flow", "sum"),
    "last": ("stock", "last"),
    "mean": ("average", "weighted_mean"),
    "weighted_mean": ("average", "weighted_mean"),
    "min": ("extremum", "min"),
    "max": ("extremum", "max"),
    "ratio": ("ratio", "ratio_of_sums"),
    "none": ("non_additive", None),
}
_POLICIES = {
    "flow": {"skip", "zero", "prorate"},
    "stock": {"skip", "zero", "carry", "interpolate"},
}
_ACROSS_UNITS = {
    "sum": ("stock", "sum"),
    "mean": ("average", "weighted_mean"),
    "min": ("extremum", "min"),
    "max": ("extremum", "max"),
    "ratio": ("ratio", "ratio_of_sums"),
    "none": ("non_additive", None),
}


class MeasuredCells(Protocol):
    value: Floats
    numerator: Floats
    denominator: Floats


@dataclass(frozen=True, slots=True)
class Parts:
    """The columns that the engine's aggregation takes: values, and what goes beside them."""

    values: Floats
    beside: dict[str, Any]


def kind_over_time(spec: MeasureSpec) -> tuple[str, str | None]:
    """The engine's kind and way for values of shorter periods."""
    return _KINDS[spec.aggregation]


def kind_across_units(spec: MeasureSpec) -> tuple[str, str | None]:
    """The engine's kind and way for values of several units."""
    return _ACROSS_UNITS[spec.across_units]


def policy_of(spec: MeasureSpec) -> str:
    """The missing policy, or "skip" where it does not suit the kind."""
    return spec.missing if spec.missing in _POLICIES.get(_KINDS[spec.aggregation][0], {"skip"}) else "skip"


def parts_of(spec: MeasureSpec, cells: MeasuredCells, rows: Sequence[int] | npt.NDArray[np.int64]) -> Parts:
    """Values for an aggregation over time, with what goes beside them: each row weighs its own periods, if it does."""
    parts = _parts(spec, spec.aggregation, cells, rows)
    if "weights" not in parts.beside:
        return parts
    weighs = ~np.isnan(cells.denominator[rows]).all(axis=1, keepdims=True)
    return Parts(parts.values, {"weights": np.where(weighs, parts.beside["weights"], 1.0)})


def parts_across_units(
    spec: MeasureSpec, cells: MeasuredCells, rows: Sequence[int], parents: npt.NDArray[np.int64]
) -> Parts:
    """Values of units to be brought together in each of their parents, given by place ascending, with what goes beside."""
    parts = _parts(spec, weighed_by(spec), cells, rows)
    if "weights" not in parts.beside:
        return parts
    # All count alike below a parent in a period in which nobody gave a weight, whatever others have or came later.
    starts = np.flatnonzero(np.diff(parents, prepend=-1))
    given = np.logical_or.reduceat(~np.isnan(cells.denominator[rows]), starts, axis=0)
    return Parts(parts.values, {"weights": np.where(given[parents], parts.beside["weights"], 1.0)})


def weighed_by(spec: MeasureSpec) -> str:
    """How units count: "ratio" by denominators that are summed, "mean" by weights where any are given, "" all alike."""
    if spec.across_units == "mean":
        return "mean" if spec.aggregation in ("mean", "weighted_mean") else ""
    return "ratio" if spec.across_units == "ratio" else ""


def _parts(spec: MeasureSpec, way: str, cells: MeasuredCells, rows: Sequence[int] | npt.NDArray[np.int64]) -> Parts:
    """Values with denominators for ratios, with weights for means where any are given."""
    value, denominator = cells.value[rows], cells.denominator[rows]
    if way == "ratio":
        numerator = np.where(np.isnan(denominator), np.nan, cells.numerator[rows])
        # The ratio is a number in the unit of the measure: 75 of 100 are 75 where that is %.
        numerator = numerator if spec.scale == 1.0 else numerator * per_one(spec.scale)
        return Parts(numerator, {"denominators": denominator})
    if way in ("mean", "weighted_mean") and not np.isnan(denominator).all():
        return Parts(value, {"weights": np.where(np.isnan(denominator), 0.0, denominator)})
    return Parts(value, {})
