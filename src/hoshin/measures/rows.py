"""Rows as bulk services take them: plain values, without the database's ids except for what they point to."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from hoshin.base.periods import Frequency, Period
from hoshin.measures.fields import Recorded
from hoshin.measures.models import (
    Aggregation,
    Direction,
    Measure,
    MissingPolicy,
    RollUp,
    ScoringMethod,
    Trajectory,
    Window,
)


class MeasureRow(NamedTuple):
    """A measure by its code; what is left out has the default that a new measure has.

    `unit` is a unit's code, `owner` and `supplier` are employee ids, empty for none. Without `across_units` it is proposed
    for a new measure, and left as it is for one that is there.
    """

    code: str
    name: str
    description: str = ""
    unit: str = ""
    owner: str = ""
    supplier: str = ""
    direction: str = Direction.HIGHER
    unit_of_measure: str = ""
    frequency: str = Frequency.MONTHLY
    aggregation: str = Aggregation.LAST
    window: str = Window.PERIOD
    window_length: int | None = None
    missing: str = MissingPolicy.SKIP
    roll_up: str = RollUp.RAW
    across_units: str = ""
    formula: str = ""
    method: str = ScoringMethod.AUTO
    trajectory: str = Trajectory.FLAT
    starts_on: date | None = None
    due_on: date | None = None
    natural_limit: float | None = None
    decimals: int | None = None
    close_lag_days: int | None = None
    is_key: bool = False
    source: str = ""
    ignores_scale: bool = False
    needs_approval: bool = False


def row_of(measure: Measure) -> MeasureRow:
    """A stored measure as a row."""
    codes = {
        "unit": measure.unit.code if measure.unit else "",
        "owner": measure.owner.employee_id if measure.owner else "",
        "supplier": measure.supplier.employee_id if measure.supplier else "",
    }
    return MeasureRow(**{name: getattr(measure, name) for name in MeasureRow._fields if name not in codes} | codes)


class LimitsResetRow(NamedTuple):
    """From where the limits of a control chart begin anew, by the codes of the measure and the unit ("": the whole)."""

    measure: str
    unit: str
    period: Period
    reason: str
    set_by: str
    set_on: date


@dataclass(frozen=True, slots=True)
class TargetRow:
    """What is wanted of a measure, for one unit or all (None), from a period on (no start and frequency "": always)."""

    measure_id: int
    unit_id: int | None = None
    starts_on: date | None = None
    frequency: str = ""
    baseline: float | None = None
    target: float | None = None
    low: float | None = None
    high: float | None = None
    red: float | None = None
    green: float | None = None
    worst: float | None = None
    best: float | None = None
    tolerance: float | None = None


@dataclass(frozen=True, slots=True)
class ActualRow(Recorded):
    """What is recorded for a measure and a unit (None: the organisation) in the period that starts on `period`."""

    measure_id: int
    unit_id: int | None
    period: date


@dataclass(frozen=True, slots=True)
class WaitingRow(Recorded):
    """What was given for a measure and a unit ("": the organisation), by their codes, and waits or was sent back."""

    measure: str
    unit: str
    period: date
    state: str
    reason: str
    given_by: str
    given_at: datetime
    is_overtaken: bool


@dataclass(frozen=True, slots=True)
class TargetEdit:
    """A line of the target sheet: new without an id, else the target of that id in the version that was shown."""

    row: TargetRow
    id: int | None = None
    version: int | None = None
    is_removed: bool = False
