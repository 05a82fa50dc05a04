"""Whose value moved a value that units hold together, where sums and means allow to say so exactly."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import Q

from hoshin.base.periods import Period
from hoshin.engine import rollup
from hoshin.engine.rollup import RollupResult
from hoshin.measures.models import Actual, Measure
from hoshin.scorecards.assembly.explain import Moment
from hoshin.scorecards.assembly.kinds import kind_across_units, weighed_by
from hoshin.scorecards.assembly.specs import MeasureSpec
from hoshin.scorecards.assembly.targets import asked_on
from hoshin.scorecards.models import Node, NodeKind
from hoshin.strategy.models import Plan

MOST_UNITS = 1000
_CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class UnitCause:
    """By how much a unit moved the common value: by its own ("unit"), by having one or not ("coverage"), or by how much
    it counts ("weight")."""

    kind: str
    unit: int
    moved: float
    was: float | None
    now: float | None


@dataclass(frozen=True, slots=True)
class Held:
    """The units that hold a measure in a plan: their nodes and their parents; `below` are those brought together."""

    nodes: Mapping[int, int]
    parents: Mapping[int, int | None]
    below: Sequence[int]

    @classmethod
    def of(cls, plan: Plan, measure: Measure, unit_id: int | None) -> "Held":
        """Those of the measure as a whole, or those below one unit. One query."""
        nodes = Node.objects.filter(
            plan=plan, kind=NodeKind.MEASURE, measure=measure, unit__isnull=False, is_active=True
        )
        rows = list(nodes.order_by("unit_id").values_list("unit_id", "pk", "unit__parent_id")[: MOST_UNITS + 1])
        parents = {unit: parent for unit, _, parent in rows}
        below = [unit for unit, parent in parents.items() if (parent == unit_id if unit_id else parent not in parents)]
        return cls({unit: node for unit, node, _ in rows}, parents, below if len(rows) <= MOST_UNITS else [])


def unit_causes(
    spec: MeasureSpec, held: Held, units: Sequence[int], values: Sequence[Sequence[float]], moments: Sequence[Moment]
) -> list[UnitCause]:
    """How each unit moved the value of them all between two moments; what they moved adds up to its change.

    `values` are for each moment the common value and then those of the units, NaN where missing. Empty where the
    values are not summed or averaged, or do not come to the common value: where that was recorded itself, or comes
    from longer windows than a period. Method: own for sums; for means the midpoint split of values and weights.
    """
    if not units or any(np.isnan(side[0]) for side in values):
        return []
    how = kind_across_units(spec)[1]
    own = np.array([side[1:] for side in values])
    if how == "sum":
        if not all(_is_close(np.nansum(row), side[0]) for row, side in zip(own, values)):
            return []
        moved = np.nan_to_num(own[1]) - np.nan_to_num(own[0])
        return _named("unit", units, moved, own)
    if how not in ("weighted_mean", "ratio_of_sums"):
        return []
    weights = _weights(spec, held, units, own, moments)
    if weights is None or not all(_is_close(_mean(*pair), side[0]) for *pair, side in zip(own, weights, values)):
        return []
    return _moved_mean(units, own, weights, [side[0] for side in values])


def _moved_mean(units: Sequence[int], own: np.ndarray, weights: np.ndarray, common: Sequence[float]) -> list[UnitCause]:
    top = len(units)
    states = []
    for row, weight, mean in zip(own, weights, common):
        graph = rollup.build_graph(top + 1, np.arange(top), np.full(top, top), weight)
        score = np.append(row, mean)
        reports = (~np.isnan(score)).astype(np.float64)
        states += [graph, RollupResult(score, reports, np.zeros(top + 1, np.uint8))]
    found = rollup.attribute(*states, top)
    causes = _named("unit", units, found.leaf_effect[:top], own)
    for kind, column in (("coverage", found.coverage_effect), ("weight", found.reweighting_effect)):
        by_unit = np.zeros(top)
        by_unit[found.edge_child] = column
        causes += _named(kind, units, by_unit, own)
    return causes


def _named(kind: str, units: Sequence[int], moved: np.ndarray, own: np.ndarray) -> list[UnitCause]:
    return [
        UnitCause(kind, unit, float(moved[at]), _known(own[0, at]), _known(own[1, at]))
        for at, unit in enumerate(units)
        if moved[at]
    ]


def _weights(
    spec: MeasureSpec, held: Held, units: Sequence[int], own: np.ndarray, moments: Sequence[Moment]
) -> np.ndarray | None:
    """How much each unit counts in each moment; None where the value is not that of a single period of the measure."""
    way = weighed_by(spec)
    if not way:
        return np.ones(own.shape)
    if not all(is_of_one_period(spec, one.period) for one in moments):
        return None
    counted = [_denominators(spec, held, units, moment.period, moment) for moment in moments]
    weights = np.array(counted)
    if way != "ratio":
        # A mean counts every unit alike where nobody gave a weight.
        weights[np.isnan(weights).all(axis=1)] = 1.0
    return np.nan_to_num(weights)


def _denominators(spec: MeasureSpec, held: Held, units: Sequence[int], period: Period, moment: Moment) -> list[float]:
    start = asked_on(period, spec.frequency).astype(object)
    rows = Actual.objects.filter(measure_id=spec.id, unit__in=list(held.nodes), period=start)
    if moment.as_of is None:
        rows = rows.filter(superseded_at=None)
    else:
        still = Q(superseded_at=None) | Q(superseded_at__gt=moment.as_of)
        rows = rows.filter(still, recorded_at__lte=moment.as_of)
    return denominators(dict(rows.values_list("unit_id", "denominator")), held.parents, units)


def is_of_one_period(spec: MeasureSpec, period: Period) -> bool:
    """Whether the value of a measure in a period of the scorecard is that of a single period of its own."""
    return spec.window == "period" and spec.frequency.per_year <= period.frequency.per_year


def denominators(
    known: Mapping[int, float | None], parents: Mapping[int, int | None], units: Sequence[int]
) -> list[float]:
    """What stands beside the values of units, NaN where nothing does: their own, else the sum of those below."""
    below: dict[int | None, list[int]] = defaultdict(list)
    for unit, parent in parents.items():
        below[parent].append(unit)

    def of(unit: int, depth: int = 0) -> float:
        own = known.get(unit)
        if own is not None:
            return float(own)
        if depth > len(parents):
            return np.nan
        parts = [part for part in (of(child, depth + 1) for child in below[unit]) if not np.isnan(part)]
        return sum(parts) if parts else np.nan

    return [of(unit) for unit in units]


def _mean(values: np.ndarray, weights: np.ndarray) -> float:
    counted = np.where(np.isnan(values), 0.0, weights)
    total = counted.sum()
    return float((np.nan_to_num(values) * counted).sum() / total) if total else np.nan


def _is_close(one: float, other: float) -> bool:
    return bool(abs(one - other) <= _CLOSE * max(1.0, abs(one), abs(other)))


def _known(number: float) -> float | None:
    return None if np.isnan(number) else float(number)
