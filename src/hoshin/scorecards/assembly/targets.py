"""Which target, baseline and thresholds hold for each row in each period."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db import connection

from hoshin.base.periods import Frequency, Period
from hoshin.engine.arrays import Floats
from hoshin.measures.models import Target
from hoshin.scorecards.assembly.grids import MeasureAndUnit
from hoshin.scorecards.assembly.specs import LeafRows, MeasureSpec
from hoshin.scorecards.assembly.summed_targets import TargetSeries, summed_upwards
from hoshin.scorecards.assembly.units import UnitTree
from hoshin.scorecards.assembly.windows import Seen
from hoshin.scorecards.missing import asked_in
from hoshin.strategy.models import Plan

COLUMNS = Target.VALUES
# Of these the first two are the ends of a course: where it begins and what it comes to.
_ENDS = 2


@dataclass(frozen=True, slots=True)
class TargetMatrix:
    """One matrix (n, P) per column of a target, NaN where nothing is wanted."""

    columns: dict[str, Floats]

    def __getitem__(self, name: str) -> Floats:
        return self.columns[name]

    def part(self, periods: Sequence[int]) -> "TargetMatrix":
        """Some of the periods, by their places."""
        return TargetMatrix({name: column[:, periods] for name, column in self.columns.items()})


def target_matrix(
    specs: dict[int, MeasureSpec],
    rows: LeafRows,
    periods: Sequence[Period],
    measure_ids: Collection[int],
    instead: Iterable[tuple[Any, ...]] | None = None,
    seen: Mapping[int, Seen] | None = None,
    plan: Plan | None = None,
    tree: UnitTree | None = None,
) -> TargetMatrix:
    """Targets in force on the last period of the measure within each period.

    A target holds from its period on until a later one. One for a unit goes before one for all units; where units alone
    have targets and values are added up over them, what stands above them has the sum. A target for a
    longer period than the measure's, where values add up, is spread evenly over the shorter periods. `instead` gives
    rows (measure, unit, start, frequency, numbers…) to use in place of the stored ones.

    Where values add up, targets are those of the same periods, as `seen` has them by row (`Values.seen`); without it, of
    as many as make a period of the scorecard. Before the first target the first stands.
    """
    series = _series(specs, stored_targets(measure_ids) if instead is None else instead)
    asked = list(zip(rows.measure.tolist(), rows.unit.tolist()))
    series |= summed_upwards(specs, series, asked, plan, tree)
    matrix = np.full((len(COLUMNS), len(rows), len(periods)), np.nan)
    days: dict[Frequency, npt.NDArray[np.datetime64]] = {}
    for index, (measure, unit) in enumerate(asked):
        spec = specs[measure]
        found = series.get((measure, unit)) or series.get((measure, 0))
        if found is None:
            continue
        if spec.frequency not in days:
            days[spec.frequency] = np.array([asked_on(period, spec.frequency) for period in periods], "datetime64[D]")
        at = np.searchsorted(found.starts, days[spec.frequency], side="right") - 1
        held = at >= 0
        if seen is not None and index in seen:
            matrix[:, index, held] = _summed(spec, found, seen[index])[:, held]
            continue
        matrix[:, index, held] = (found.values[at[held]] * found.spread[at[held], None]).T
        if spec.aggregation == "sum" and spec.frequency.per_year > periods[0].frequency.per_year:
            matrix[:, index, :] *= spec.frequency.per_year / periods[0].frequency.per_year
    return TargetMatrix({name: matrix[number] for number, name in enumerate(COLUMNS)})


def _summed(spec: MeasureSpec, found: TargetSeries, seen: Seen) -> Floats:
    """Numbers of the targets (columns, P) over the periods that count; over all where none does.

    On a course that runs over several periods, baseline and target are those of its two ends.
    """
    at = np.maximum(np.searchsorted(found.starts, seen.starts, side="right") - 1, 0)
    each = found.values[at] * found.spread[at, None]
    ends = found.values[at] if is_course(spec) else None
    summed = np.full((len(COLUMNS), len(seen.first)), np.nan)
    for column, (first, beyond) in enumerate(zip(seen.first.tolist(), seen.beyond.tolist())):
        if first == beyond:
            continue
        part = each[first:beyond]
        counted = part[seen.counted[first:beyond]]
        part = counted if len(counted) else part
        # Equal targets are multiplied: adding a third three times would not come to one.
        is_same = (part == part[0]) | np.isnan(part[0])
        summed[:, column] = np.where(is_same.all(axis=0), part[0] * len(part), part.sum(axis=0))
        if ends is not None:
            summed[:_ENDS, column] = ends[beyond - 1, :_ENDS]
    return summed


def is_course(spec: MeasureSpec) -> bool:
    """Whether sums are held against a trajectory that tells how much there should be since it began."""
    return spec.aggregation == "sum" and spec.window != "period" and has_trajectory(spec)


def has_trajectory(spec: MeasureSpec) -> bool:
    """Whether the target moves: a trajectory needs a start and a due date."""
    if spec.trajectory in ("flat", "step") or spec.starts_on is None or spec.due_on is None:
        return False
    return spec.due_on > spec.starts_on


def asked_on(period: Period, frequency: Frequency) -> np.datetime64:
    """First day of the period of the frequency that a period of the scorecard asks for."""
    return np.datetime64(asked_in(period, frequency).start)


def stored_targets(measure_ids: Collection[int]) -> Iterable[tuple[Any, ...]]:
    """Targets of some measures as (measure, unit, start, frequency, numbers…)."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT measure_id, unit_id, starts_on, frequency, {', '.join(COLUMNS)} "
            "FROM measures_target WHERE measure_id = ANY(%s)",
            [list(measure_ids)],
        )
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _series(specs: dict[int, MeasureSpec], stored: Iterable[tuple[Any, ...]]) -> dict[MeasureAndUnit, TargetSeries]:
    gathered: dict[tuple[int, int], list[tuple[np.datetime64, int, float, list[float]]]] = {}
    for measure, unit, start, frequency, *values in stored:
        spec = specs[measure]
        own = spec.frequency.per_year
        per_year = Frequency(frequency).per_year if frequency else own
        spread = per_year / own if spec.aggregation == "sum" and per_year < own else 1.0
        begins = np.datetime64(start) if start else np.datetime64("0001-01-01")
        numbers = [np.nan if value is None else value for value in values]
        gathered.setdefault((measure, unit or 0), []).append((begins, per_year, spread, numbers))
    found = {}
    for key, targets in gathered.items():
        targets.sort(key=lambda target: target[:2])
        found[key] = TargetSeries(
            np.array([target[0] for target in targets], dtype="datetime64[D]"),
            np.array([target[3] for target in targets], dtype=np.float64),
            np.array([target[2] for target in targets]),
        )
    return found


def target_held(
    spec: MeasureSpec, stored: Iterable[Target], period: Period, unit_id: int | None, plan: Plan | None
) -> tuple[Target, int] | None:
    """The sum of the targets of units in a period, as a target that is not stored, and of how many units it is.

    None where none is summed: where there is a target of its own or for all, or nothing to add up.
    """
    key = (spec.id, unit_id or 0)
    found = summed_upwards({spec.id: spec}, _series({spec.id: spec}, target_rows(stored)), [key], plan).get(key)
    at = -1 if found is None else int(np.searchsorted(found.starts, asked_on(period, spec.frequency), "right")) - 1
    if found is None or at < 0:
        return None
    numbers = found.values[at] * found.spread[at]
    named = {name: None if np.isnan(number) else float(number) for name, number in zip(COLUMNS, numbers, strict=True)}
    return Target(measure_id=spec.id, unit_id=unit_id, **named), found.units


def target_rows(stored: Iterable[Target]) -> list[tuple[Any, ...]]:
    """Targets at hand as (measure, unit, start, frequency, numbers…), the numbers in the order of `Target.VALUES`."""
    return [
        (one.measure_id, one.unit_id, one.starts_on, one.frequency, *(getattr(one, name) for name in Target.VALUES))
        for one in stored
    ]
