"""Values of fine periods or of many units brought together, by what the measure's kind allows."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Bools, Codes, Floats
from hoshin.engine.reasons import Reason
from hoshin.engine.scoring.aggregation_kinds import ACROSS_UNITS, OVER_TIME, How, ValueKind, Ways, kind_of, legal_how
from hoshin.engine.scoring.columns import ColumnLike, finite_column
from hoshin.engine.scoring.missing import MAX_CARRY, MIN_OBSERVED, Policy, fill, policy_of
from hoshin.engine.scoring.reduction import ReductionInputs, reduce_windows
from hoshin.engine.scoring.windows import Windows, group_windows, over_windows, rolling_windows, to_date_windows


@dataclass(frozen=True, slots=True)
class AggregateResult:
    """Per cell: the value or NaN, completeness (observed / expected, 0–1), whether missing values were
    filled in or prorated, and the reason of a NaN."""

    value: Floats
    completeness: Floats
    estimated: Bools
    reason: Codes


def aggregate(
    kind: ValueKind | str,
    values: ColumnLike,
    groups: npt.ArrayLike,
    *,
    how: How | str | None = None,
    weights: ColumnLike | None = None,
    denominators: ColumnLike | None = None,
    policy: Policy | str = Policy.SKIP,
    expected: npt.ArrayLike | None = None,
    max_carry: int = MAX_CARRY,
    min_observed: float = MIN_OBSERVED,
    n_groups: int | None = None,
) -> AggregateResult:
    """Bring (n, P) fine periods into (n, G) coarse ones: ``groups`` (P,) names the coarse period, −1 none.

    ``values`` are numerators for a ratio, whose ``denominators`` have the same shape; ``weights`` count for
    averages and indices (equal where not given). Missing values follow ``policy``; ``expected`` (G,) or
    (n, G) overrides the number of fine periods. NaN comes with ``NO_DATA``, ``DIV_ZERO``, ``WEIGHTS_ZERO``,
    ``BELOW_COVERAGE`` (too little to prorate) or ``NON_ADDITIVE`` (not legal for the kind). Negative weights,
    unknown words and policies that do not suit the kind raise ``ValueError``. Method: own.

    >>> aggregate("flow", [[100.0, 110.0, np.nan, 95.0]], [0, 0, 0, 0], policy="prorate").value.round(1).tolist()
    [[406.7]]
    """
    task = _prepare(kind, values, weights, denominators, policy, max_carry)
    windows = group_windows(groups, n_groups)
    _check_length(groups, task.parts)
    return _aggregate(task, OVER_TIME, how, windows, expected, min_observed)


def to_date(
    kind: ValueKind | str,
    values: ColumnLike,
    groups: npt.ArrayLike,
    *,
    how: How | str | None = None,
    weights: ColumnLike | None = None,
    denominators: ColumnLike | None = None,
    policy: Policy | str = Policy.SKIP,
    max_carry: int = MAX_CARRY,
    min_observed: float = MIN_OBSERVED,
) -> AggregateResult:
    """Bring each fine period together with those before it in its group: (n, P) in, (n, P) out.

    ``groups`` (P,) is the year for year-to-date, the quarter for quarter-to-date, all zeros for "since
    start"; −1 gives NaN. Everything else as in :func:`aggregate`. Method: own.

    >>> to_date("flow", [[1.0, 2.0, 3.0, 4.0]], [0, 0, 1, 1]).value.tolist()
    [[1.0, 3.0, 3.0, 7.0]]
    """
    task = _prepare(kind, values, weights, denominators, policy, max_carry)
    _check_length(groups, task.parts)
    return _aggregate(task, OVER_TIME, how, to_date_windows(groups), None, min_observed)


def rolling(
    kind: ValueKind | str,
    values: ColumnLike,
    size: int,
    *,
    min_periods: int | None = None,
    how: How | str | None = None,
    weights: ColumnLike | None = None,
    denominators: ColumnLike | None = None,
    policy: Policy | str = Policy.SKIP,
    max_carry: int = MAX_CARRY,
    min_observed: float = MIN_OBSERVED,
) -> AggregateResult:
    """Bring each fine period together with the ``size − 1`` before it: (n, P) in, (n, P) out.

    Before ``size`` periods exist since the first value of a row the result is NaN with ``TOO_FEW_POINTS``; with
    ``min_periods`` it is so only while fewer than that many values are observed. Everything else as in :func:`aggregate`.
    Method: own.

    >>> rolling("flow", [[1.0, 2.0, 3.0]], 2).value.tolist()
    [[nan, 3.0, 5.0]]
    """
    task = _prepare(kind, values, weights, denominators, policy, max_carry)
    periods = task.parts.values.shape[1]
    windows = rolling_windows(periods, size)
    found = _aggregate(task, OVER_TIME, how, windows, np.full(periods, size), min_observed)
    if min_periods is None:
        begun = np.maximum.accumulate(task.observed, axis=1)
        short = (np.cumsum(begun, axis=1) < size) & begun
    else:
        short = over_windows(np.add, task.observed.astype(np.intp), windows, 0) < min_periods
    short = short & ((found.reason == Reason.NONE) | (found.reason == Reason.NO_DATA))
    return AggregateResult(
        np.where(short, np.nan, found.value),
        found.completeness,
        found.estimated & ~short,
        np.where(short, np.uint8(Reason.TOO_FEW_POINTS), found.reason).astype(np.uint8),
    )


def across(
    kind: ValueKind | str,
    values: ColumnLike,
    parents: npt.ArrayLike,
    *,
    how: How | str | None = None,
    weights: ColumnLike | None = None,
    denominators: ColumnLike | None = None,
    n_parents: int | None = None,
) -> AggregateResult:
    """Bring the raw values of n units into those of m parents: (n, P) or (n,) in, (m, P) or (m,) out.

    ``parents`` (n,) is each unit's parent, −1 for none; the order of the units changes no bit. A missing
    unit is left out and shows in ``completeness``; a kind that cannot be added up gives NaN with
    ``NON_ADDITIVE``. Everything else as in :func:`aggregate`. Method: own.

    >>> across("flow", [900.0, 130.0], [0, 0]).value.tolist()
    [1030.0]
    """
    parent = np.asarray(parents, dtype=np.intp)
    order = np.argsort(parent, kind="stable")
    flat = np.ndim(values) == 1

    def turned(name: str, column: ColumnLike | None) -> Any:
        if column is None:
            return None
        full = finite_column(name, column)
        full = np.broadcast_to(full, np.shape(values)) if full.ndim < np.ndim(values) else full
        return np.ascontiguousarray((full[:, None] if flat else full)[order].T)

    task = _prepare(
        kind,
        turned("values", values),
        turned("weights", weights),
        turned("denominators", denominators),
        Policy.SKIP,
        MAX_CARRY,
    )
    task = replace(task, parts=replace(task.parts, is_ordered=False))
    windows = group_windows(parent[order], n_parents)
    _check_length(parent, task.parts)
    found = _aggregate(task, ACROSS_UNITS, how, windows, None, MIN_OBSERVED)
    turn: Any = (lambda column: column[0]) if flat else np.transpose
    return AggregateResult(turn(found.value), turn(found.completeness), turn(found.estimated), turn(found.reason))


def comparable_target(targets: ColumnLike, values: ColumnLike, groups: npt.ArrayLike) -> Floats:
    """The to-date target of a flow over the periods whose value is known, (n, P); NaN where none is.

    Past periods without a value do not count against the measure: their targets stay out. Method: own.

    >>> comparable_target([[10.0, 10.0, 10.0]], [[9.0, np.nan, 8.0]], [0, 0, 0]).tolist()
    [[10.0, 10.0, 20.0]]
    """
    goal = np.atleast_2d(finite_column("targets", targets))
    actual = np.atleast_2d(finite_column("values", values))
    return to_date(ValueKind.FLOW, np.where(np.isnan(actual), np.nan, goal), groups).value


@dataclass(frozen=True, slots=True)
class _Task:
    kind: ValueKind
    policy: Policy
    parts: ReductionInputs
    observed: Bools
    filled: Bools


def _prepare(
    kind: ValueKind | str,
    values: ColumnLike,
    weights: ColumnLike | None,
    denominators: ColumnLike | None,
    policy: Policy | str,
    max_carry: int,
) -> _Task:
    nature = kind_of(kind)
    chosen = policy_of(policy, nature)
    raw = np.atleast_2d(finite_column("values", values))
    weight = None if weights is None else np.broadcast_to(finite_column("weights", weights), raw.shape)
    if weight is not None and (weight < 0.0).any():
        raise ValueError("weights must not be negative")
    base = None if denominators is None else finite_column("denominators", denominators)
    if nature is ValueKind.RATIO and base is None:
        raise ValueError("a ratio needs its denominators")
    base = None if base is None else np.broadcast_to(base, raw.shape)
    whole, filled = fill(raw, chosen, max_carry)
    observed = ~np.isnan(raw)
    for other in (weight, base):
        if other is not None:
            observed &= ~np.isnan(other)
    return _Task(nature, chosen, ReductionInputs(whole, observed | filled, weight, base), observed, filled)


def _check_length(groups: npt.ArrayLike, parts: ReductionInputs) -> None:
    if np.shape(groups) != (parts.values.shape[1],):
        raise ValueError("groups must name every column of values")


def _aggregate(
    task: _Task,
    ways: Ways,
    wanted: How | str | None,
    windows: Windows,
    expected: npt.ArrayLike | None,
    min_observed: float,
) -> AggregateResult:
    how = legal_how(task.kind, wanted, ways)
    seen = over_windows(np.add, task.observed.astype(np.intp), windows, 0)
    due = np.broadcast_to(windows.lengths if expected is None else np.asarray(expected), seen.shape)
    with np.errstate(all="ignore"):
        completeness = np.where(due > 0, np.minimum(seen / due, 1.0), 0.0)
        if how is None:
            value, reason = _not_additive(task, windows, ways is OVER_TIME and wanted is None)
        else:
            value, reason = reduce_windows(how, task.parts, windows)
        estimated = over_windows(np.add, task.filled.astype(np.intp), windows, 0) > 0
        if task.policy is Policy.PRORATE and how is How.SUM:
            partial = (seen > 0) & (seen < due)
            enough = completeness >= min_observed
            value = np.where(partial, np.where(enough, value * due / seen, np.nan), value)
            reason = np.where(partial & ~enough, np.uint8(Reason.BELOW_COVERAGE), reason)
            estimated = partial & enough
    return AggregateResult(value, completeness, estimated & ~np.isnan(value), reason.astype(np.uint8))


def _not_additive(task: _Task, windows: Windows, supplied: bool) -> tuple[Floats, Codes]:
    """NaN for every cell with values; one supplied for the very period asked for stands, as nothing is added up."""
    value, reason = reduce_windows(How.LAST, task.parts, windows)
    alone = (windows.lengths == 1) & supplied
    refused = ~alone & (reason == Reason.NONE)
    return np.where(alone, value, np.nan), np.where(refused, np.uint8(Reason.NON_ADDITIVE), reason)
