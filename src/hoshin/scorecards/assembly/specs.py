"""The definitions of measures as columns, and the rows (measure, unit) that they are scored in."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db import connection

from hoshin.base.dated import SaidUntil, runs_between
from hoshin.base.periods import Frequency, Period
from hoshin.measures.assembly import scale_of
from hoshin.measures.definitions import DEFINITIONS, DatedDefinition
from hoshin.measures.models import Measure
from hoshin.org.models import Organisation
from hoshin.scorecards.models import NodeKind
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
    ignores_scale: bool
    # What the definition said until a day (exclusive) each, oldest first.
    past: tuple[tuple[date, "MeasureSpec"], ...] = ()

    def on(self, day: date) -> "MeasureSpec":
        """What the definition said on a day."""
        return next((then for until, then in self.past if day < until), self)

    @property
    def scale(self) -> float:
        """What one of its unit is: 0.01 for %."""
        return scale_of(self.unit_of_measure, self.ignores_scale)

    @property
    def versions(self) -> tuple["MeasureSpec", ...]:
        """All that the definition ever said."""
        return (*(then for _, then in self.past), self)


# Two look-ups in small indexes: either or would read every measure.
_COMPUTED = (
    "SELECT id FROM measures_measure WHERE formula <> '' "
    "UNION SELECT measure_id FROM measures_pastdefinition WHERE formula <> ''"
)
_FIELDS = [name for name in MeasureSpec.__dataclass_fields__ if name not in ("frequency", "past")]


def specs_of(measure_ids: Collection[int]) -> dict[int, MeasureSpec]:
    """The definitions of some measures, by id. One query."""
    return _specs("id = ANY(%s)", list(measure_ids))


def specs_with_computed(measure_ids: Collection[int]) -> dict[int, MeasureSpec]:
    """The definitions of some measures and of all that have a formula or had one, by id. One query."""
    # As one array: either or would read every measure.
    return _specs(f"id = ANY(ARRAY(SELECT unnest(%s::bigint[]) UNION {_COMPUTED}))", list(measure_ids))


def specs_of_codes(codes: Collection[str]) -> dict[int, MeasureSpec]:
    """The definitions of the measures of some codes, without regard to case, by id. One query."""
    return _specs("upper(code) = ANY(%s)", [code.upper() for code in codes])


def _specs(condition: str, wanted: Sequence[object]) -> dict[int, MeasureSpec]:
    sql, params = _all_specs()
    with connection.cursor() as cursor:
        query = f"SELECT * FROM ({sql}) spec WHERE {condition} ORDER BY id"
        cursor.execute(query, [*params, wanted])
        names = [column.name for column in cursor.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {
        row["id"]: _with_past(DEFINITIONS.read(row.pop("said")), Frequency(row.pop("frequency")), row) for row in rows
    }


@cache
def _all_specs() -> tuple[str, tuple[Any, ...]]:
    """The query of all definitions with its parameters: compiling it takes longer than running it, so it is done once."""
    every = Measure.objects.order_by().annotate(said=DEFINITIONS.within("pk")).values("frequency", "said", *_FIELDS)
    sql, params = every.query.sql_with_params()
    return sql, tuple(params)


def computed_measures() -> list[int]:
    """Ids of the measures that have a formula or had one."""
    with connection.cursor() as cursor:
        cursor.execute(_COMPUTED)
        return [measure for (measure,) in cursor.fetchall()]


def spec_of(measure: Measure) -> MeasureSpec:
    """What scoring needs to know of a measure that is at hand, with all that its definition ever said.

    One query, where what it said was not read `within` another, and stands on the measure as `said`.
    """
    said = getattr(measure, "said", None)
    if said is None:
        said = Measure.objects.values_list(DEFINITIONS.within("pk"), flat=True).get(pk=measure.pk)
    return spec_saying(measure, DEFINITIONS.read(said))


def spec_saying(measure: Measure, past: Sequence[SaidUntil[DatedDefinition]]) -> MeasureSpec:
    """What scoring knows of a measure that said this until these days before."""
    fields = {name: getattr(measure, name) for name in _FIELDS}
    return _with_past(past, measure.period_frequency, fields)


def _with_past(
    past: Sequence[SaidUntil[DatedDefinition]], frequency: Frequency, fields: Mapping[str, Any]
) -> MeasureSpec:
    spec = MeasureSpec(frequency=frequency, **fields)
    if not past:
        return spec
    return replace(spec, past=tuple((span.until, replace(spec, **asdict(span.said))) for span in past if span.until))


def as_of_day(specs: Mapping[int, MeasureSpec], day: date) -> dict[int, MeasureSpec]:
    """What definitions said on a day."""
    return {measure: spec.on(day) for measure, spec in specs.items()}


def runs_in_the_past(
    specs: Mapping[int, MeasureSpec], periods: Sequence[Period]
) -> list[tuple[list[int], dict[int, MeasureSpec]]]:
    """The columns of periods in which definitions said something else than today, with what they said.

    A period is scored by what held on its last day. Periods between the same changes stand together.
    """
    days = {until for spec in specs.values() for until, _ in spec.past}
    runs = runs_between(days, periods) if days else []
    past = [columns for columns in runs if periods[columns[0]].end < max(days)]
    return [(columns, as_of_day(specs, periods[columns[0]].end)) for columns in past]


def fiscal_year_of(specs: Mapping[int, MeasureSpec]) -> int:
    """The month in which the fiscal year begins; 1, without a query, where nothing depends on it."""
    if not any(one.formula or one.window in ("ytd", "qtd") for spec in specs.values() for one in spec.versions):
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

    @classmethod
    def none(cls) -> "LeafRows":
        """No row at all."""
        return cls(*(np.empty(0, dtype=np.int64) for _column in range(3)))

    def only(self, which: npt.NDArray[np.int64]) -> "LeafRows":
        """Some of the rows."""
        return LeafRows(self.node[which], self.measure[which], self.unit[which])


def leaf_rows(plan: Plan, measure_ids: Collection[int] | None = None) -> LeafRows:
    """The measure nodes of a plan, or those of some measures, also where they count in the past alone."""
    some, params = "", [plan.pk, NodeKind.MEASURE]
    if measure_ids is not None:
        some = "AND measure_id = ANY(%s)"
        params.append(list(measure_ids))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, measure_id, coalesce(unit_id, 0) FROM scorecards_node "
            f"WHERE plan_id = %s AND kind = %s {some} ORDER BY id",
            params,
        )
        rows = np.array(cursor.fetchall(), dtype=np.int64).reshape(-1, 3)
    return LeafRows(rows[:, 0], rows[:, 1], rows[:, 2])
