"""The definitions of measures as columns, and the rows (measure, unit) that they are scored in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
from django.db.models.functions import Upper

from hoshin.base.periods import Frequency
from hoshin.measures.models import Measure
from hoshin.org.models import Organisation
from hoshin.scorecards.models import Kind, Node
from hoshin.strategy.models import Plan


@dataclass(frozen=True, slots=True)
class MeasureSpec:
    """What scoring needs to know of a measure."""

    id: int
    code: str
    direction: str
    unit_of_measure: str
    frequency: Frequency
    aggregation: str
    window: str
    window_length: int | None
    missing: str
    roll_up: str
    across_units: str
    formula: str
    method: str
    trajectory: str
    starts_on: date | None
    due_on: date | None
    natural_limit: float | None


_FIELDS = [name for name in MeasureSpec.__dataclass_fields__ if name != "frequency"]


def specs_of(
    measure_ids: Collection[int] | None = None, *, codes: Collection[str] | None = None, with_formula: bool = False
) -> dict[int, MeasureSpec]:
    """Definitions by id, by code in lower case, or of those that have a formula."""
    query = Measure.objects.order_by("id")
    if with_formula:
        query = query.exclude(formula="")
    if measure_ids is not None:
        query = query.filter(id__in=measure_ids)
    if codes is not None:
        query = query.annotate(folded=Upper("code")).filter(folded__in=[code.upper() for code in codes])
    return {
        row["id"]: MeasureSpec(frequency=Frequency(row.pop("frequency")), **row)
        for row in query.values("frequency", *_FIELDS)
    }


def fiscal_year_of(specs: Mapping[int, MeasureSpec]) -> int:
    """The month in which the fiscal year begins; 1, without a query, where nothing depends on it."""
    if not any(spec.formula or spec.window in ("ytd", "qtd") for spec in specs.values()):
        return 1
    return Organisation.objects.values_list("fiscal_year_start", flat=True).first() or 1


@dataclass(frozen=True, slots=True)
class LeafRows:
    """Measure nodes of a plan, ordered by node id: columns of shape (n,); unit 0 stands for the measure as a whole."""

    node: npt.NDArray[np.int64]
    measure: npt.NDArray[np.int64]
    unit: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.node)


def leaf_rows(plan: Plan, measure_ids: Collection[int] | None = None) -> LeafRows:
    """The measure nodes of a plan, or those of some measures, also where they count in the past alone."""
    query = Node.objects.filter(plan=plan, kind=Kind.MEASURE)
    if measure_ids is not None:
        query = query.filter(measure_id__in=measure_ids)
    rows = np.array(
        [
            (node, measure, unit or 0)
            for node, measure, unit in query.order_by("id").values_list("id", "measure", "unit")
        ],
        dtype=np.int64,
    ).reshape(-1, 3)
    return LeafRows(rows[:, 0], rows[:, 1], rows[:, 2])
