"""What finding scores reads of measures, read once where they are found several times over."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from hoshin.measures.assembly import ActualColumns, load_actuals
from hoshin.scorecards.assembly.formulas import with_inputs
from hoshin.scorecards.assembly.specs import LeafRows, MeasureSpec, leaf_rows
from hoshin.scorecards.assembly.targets import stored_targets
from hoshin.scorecards.assembly.units import UnitTree, unit_tree
from hoshin.strategy.models import Plan


@dataclass(frozen=True, slots=True)
class Stored:
    """Of some measures their rows in a plan, definitions with all that formulas read, recorded values and targets; and the
    tree of all units that occur in them."""

    rows: LeafRows
    specs: Mapping[int, MeasureSpec]
    actuals: ActualColumns
    targets: Sequence[tuple[Any, ...]]
    tree: UnitTree | None

    def specs_of(self, measures: Collection[int]) -> dict[int, MeasureSpec]:
        """The definitions of some of the measures, with all that their formulas read."""
        return with_inputs({measure: self.specs[measure] for measure in sorted(measures)}, self._by_codes)

    def _by_codes(self, codes: Collection[str]) -> dict[int, MeasureSpec]:
        return {measure: spec for measure, spec in sorted(self.specs.items()) if spec.code.casefold() in codes}

    def actuals_of(self, measures: Collection[int]) -> ActualColumns:
        """The recorded values of some of the measures."""
        own = np.isin(self.actuals.measure_id, list(measures))
        return ActualColumns(*(getattr(self.actuals, name)[own] for name in ActualColumns.__slots__))

    def targets_of(self, measures: Collection[int]) -> list[tuple[Any, ...]]:
        """The targets of some of the measures."""
        return [row for row in self.targets if row[0] in measures]


def stored_of(plan: Plan, specs: Mapping[int, MeasureSpec], targets: Sequence[tuple[Any, ...]] | None = None) -> Stored:
    """What stands of the measures of these definitions. Three queries, and one where units have any; none of nothing.

    `targets`: those of the measures, where they were read already.
    """
    rows, every = leaf_rows(plan, sorted(specs)) if specs else LeafRows.none(), with_inputs(specs)
    actuals = load_actuals(sorted(every))
    held = targets if targets is not None else list(stored_targets(sorted(specs))) if specs else []
    units = {*rows.unit.tolist(), *actuals.unit_id.tolist(), *(row[1] or 0 for row in held)} - {0}
    return Stored(rows, every, actuals, held, unit_tree(plan, units) if units else None)
