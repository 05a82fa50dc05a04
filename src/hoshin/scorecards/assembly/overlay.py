"""What is taken in place of what stands while scores are found: nothing of it is ever written."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np

from hoshin.base.periods import Period
from hoshin.engine.reasons import Reason
from hoshin.measures.assembly import ActualColumns
from hoshin.scorecards.assembly.grids import MeasureAndUnit
from hoshin.scorecards.assembly.rollup import EdgeColumns
from hoshin.scorecards.assembly.specs import LeafRows
from hoshin.scorecards.assembly.values import Values

# Measure, unit (0: all), first day (None: from the beginning), frequency, numbers as `Target.VALUES` names them.
TargetTuple = tuple[Any, ...]
_KEY = 4


@dataclass(frozen=True, slots=True)
class Overlay:
    """Values as they would be recorded, values of the period as they would come out, targets, weights.

    `recorded`: by measure, unit (0: the whole) and first day of the measure's period. `held`: by measure and unit, in place
    of what recorded values and formulas make. `targets`: rows in place of those of the same start, beside the others.
    `weights`: by node of the parent and of the child.
    """

    recorded: Mapping[tuple[int, int, date], float] = field(default_factory=dict)
    held: Mapping[MeasureAndUnit, float] = field(default_factory=dict)
    targets: tuple[TargetTuple, ...] = ()
    weights: Mapping[tuple[int, int], float] = field(default_factory=dict)

    @property
    def parents(self) -> set[int]:
        """The nodes whose children weigh otherwise."""
        return {parent for parent, _child in self.weights}

    def over_actuals(self, actuals: ActualColumns) -> ActualColumns:
        """The actuals with those that would be recorded in place of what stands, or beside it."""
        if not self.recorded:
            return actuals
        measures, units, days = (np.array(column) for column in zip(*self.recorded))
        days = days.astype("datetime64[D]")
        gone = np.zeros(len(actuals), dtype=np.bool_)
        for measure, unit, day in zip(measures, units, days):
            gone |= (actuals.measure_id == measure) & (actuals.unit_id == unit) & (actuals.period == day)
        none = np.full(len(measures), np.nan)
        new = (measures, units, days, np.array(list(self.recorded.values()), dtype=np.float64), none, none)
        names = ActualColumns.__slots__
        return ActualColumns(
            *(np.concatenate([getattr(actuals, name)[~gone], one]) for name, one in zip(names, new, strict=True))
        )

    def over_values(self, rows: LeafRows, values: Values) -> Values:
        """Values of rows in periods with those that would come out."""
        if not self.held:
            return values
        value, reason = values.value.copy(), values.reason.copy()
        for at, key in enumerate(zip(rows.measure.tolist(), rows.unit.tolist())):
            if key in self.held:
                value[at], reason[at] = self.held[key], Reason.NONE
        return replace(values, value=value, reason=reason)

    def over_targets(self, stored: Iterable[TargetTuple], measures: Collection[int]) -> list[TargetTuple]:
        """The stored targets of some measures with those that would be set."""
        own = {_target_key(row): row for row in self.targets if row[0] in measures}
        return [*(row for row in stored if _target_key(row) not in own), *own.values()]

    def over_edges(self, edges: EdgeColumns, period: Period) -> EdgeColumns:
        """The edges with the weights that would hold in a period."""
        if not self.weights:
            return edges
        weight, holding = edges.weight.copy(), edges.holding_on(period.end)
        for (parent, child), wanted in self.weights.items():
            weight[(edges.parent == parent) & (edges.child == child) & holding] = wanted
        return replace(edges, weight=weight)


def _target_key(row: TargetTuple) -> tuple[Any, ...]:
    measure, unit, start, frequency = row[:_KEY]
    return measure, unit or 0, start, frequency
