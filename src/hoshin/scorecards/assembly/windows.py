"""Which periods of a measure a period of the scorecard looks at, and values brought together over them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from hoshin.base.periods import Frequency, Period
from hoshin.engine.arrays import Floats, Ints
from hoshin.engine.reasons import Reason
from hoshin.engine.scoring import AggregateResult, Policy, aggregate, fill, rolling, to_date
from hoshin.scorecards.assembly.grids import Grid, groups_of
from hoshin.scorecards.assembly.kinds import kind_over_time, parts_of, policy_of
from hoshin.scorecards.assembly.specs import MeasureSpec


@dataclass(frozen=True, slots=True)
class Seen:
    """What a value was made of: the first and last days of the measure's periods (G,), which of them count (G,), and
    from which until which (exclusive) each period of the scorecard looks at them (P,)."""

    starts: npt.NDArray[np.datetime64]
    ends: npt.NDArray[np.datetime64]
    counted: npt.NDArray[np.bool_]
    first: Ints
    beyond: Ints


@dataclass(frozen=True, slots=True)
class Together:
    """Values brought together: matrices (rows, periods of the scorecard)."""

    value: Floats
    reason: npt.NDArray[np.uint8]
    estimated: npt.NDArray[np.bool_]


def adds_up(spec: MeasureSpec, frequency: Frequency) -> bool:
    """Whether a period of that frequency looks at several periods of the measure, whose values are summed."""
    return spec.aggregation == "sum" and (spec.window != "period" or spec.frequency.per_year > frequency.per_year)


def brought_together(
    spec: MeasureSpec, grid: Grid, inside: Ints, periods: Sequence[Period], fiscal_year_start: int
) -> Together:
    """The values of some rows of a grid in the periods of the scorecard, by the definition's window and policy."""
    if spec.window == "period" and grid.frequency.per_year > periods[0].frequency.per_year:
        kind, how = kind_over_time(spec)
        parts = parts_of(spec, grid, inside)
        settings = {"how": how, "policy": policy_of(spec), "n_groups": len(periods), **parts.beside}
        groups = groups_of(grid.anchors(), periods)
        found = aggregate(kind, parts.values, groups, **settings)
        return _told(found, lambda: aggregate("flow", parts.values, groups, n_groups=len(periods)))
    each = _of_each(spec, grid, inside, fiscal_year_start)
    at = last_columns(grid, periods)
    shape = (len(inside), len(periods))
    out = Together(np.full(shape, np.nan), np.full(shape, Reason.NO_DATA, np.uint8), np.zeros(shape, np.bool_))
    known = at >= 0
    for name in ("value", "reason", "estimated"):
        getattr(out, name)[:, known] = getattr(each, name)[:, at[known]]
    return out


def last_columns(grid: Grid, periods: Sequence[Period]) -> Ints:
    """The column of the last period of the grid that belongs to each scorecard period or before, −1 before the first."""
    ends = np.array([period.end for period in periods], dtype="datetime64[D]")
    return np.searchsorted(grid.anchors(), ends, side="right") - 1


def seen_by(
    spec: MeasureSpec, grid: Grid, inside: Ints, periods: Sequence[Period], fiscal_year_start: int
) -> list[Seen]:
    """What the values of rows whose values add up are made of."""
    at = last_columns(grid, periods)
    beyond = at + 1
    if spec.window == "rolling":
        first = np.maximum(beyond - _length(spec), 0)
    elif spec.window == "period":
        starts = np.array([period.start for period in periods], dtype="datetime64[D]")
        first = np.searchsorted(grid.anchors(), starts, side="left")
    else:
        groups = _years(spec, grid, fiscal_year_start)
        first = np.searchsorted(groups, groups[np.maximum(at, 0)], side="left")
    policy = policy_of(spec)
    counted = ~np.isnan(grid.value[inside])
    if policy == "zero":
        counted = np.maximum.accumulate(counted, axis=1)
    elif policy == "prorate":
        counted = np.ones_like(counted)
    days, ends = np.array([period.start for period in grid.periods()], dtype="datetime64[D]"), grid.ends()
    return [Seen(days, ends, one, np.minimum(first, beyond), beyond) for one in counted]


def _of_each(spec: MeasureSpec, grid: Grid, inside: Ints, fiscal_year_start: int) -> Together:
    """What a period of the scorecard would look at that ended with each period of the measure."""
    if spec.window == "period":
        value, reason = grid.value[inside], grid.reason[inside]
        filled = np.zeros(value.shape, np.bool_)
        if policy_of(spec) != "skip":
            value, filled = fill(value, Policy[policy_of(spec).upper()])
        return Together(value, _explained(value, reason), filled)
    kind, how = kind_over_time(spec)
    parts = parts_of(spec, grid, inside)
    settings: dict[str, Any] = {"how": how, "policy": policy_of(spec), **parts.beside}
    if spec.window == "rolling":
        size = _length(spec)
        return _told(
            rolling(kind, parts.values, size, **settings), lambda: rolling("flow", parts.values, size, min_periods=0)
        )
    groups = _years(spec, grid, fiscal_year_start)
    return _told(to_date(kind, parts.values, groups, **settings), lambda: to_date("flow", parts.values, groups))


def _length(spec: MeasureSpec) -> int:
    return spec.window_length or spec.frequency.per_year


def _years(spec: MeasureSpec, grid: Grid, fiscal_year_start: int) -> Ints:
    """The fiscal year or quarter of each period of a grid, counted from that of its first."""
    days = grid.anchors().astype(object)
    months = np.array([day.year * 12 + day.month - 1 for day in days]) - (fiscal_year_start - 1)
    groups = months // (12 if spec.window == "ytd" else 3)
    return groups - groups.min()


def _told(found: AggregateResult, above: Any) -> Together:
    """The same, with 0/0 told from other divisions by zero: where nothing was counted there were no cases."""
    reason = found.reason
    if (reason == Reason.DIV_ZERO).any():
        none = (reason == Reason.DIV_ZERO) & (above().value == 0.0)
        reason = np.where(none, np.uint8(Reason.NOT_APPLICABLE), reason)
    return Together(found.value, _explained(found.value, reason), found.estimated)


def _explained(value: Floats, reason: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    missing = np.isnan(value)
    known = np.where(reason == 0, np.uint8(Reason.NO_DATA), reason)
    return np.where(missing, known, np.uint8(0)).astype(np.uint8)
