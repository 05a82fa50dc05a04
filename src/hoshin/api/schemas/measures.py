"""Measures, targets, actuals."""

from datetime import datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from hoshin.api.parameters import CODE, FORMS, PERIOD
from hoshin.api.schemas.recorded import RecordedIn, RecordedOut, Strict
from hoshin.base.periods import Period
from hoshin.measures.fields import NAMES

MOST_ROWS = 10_000


class MeasureOut(Schema):
    code: str
    name: str
    description: str
    unit: str | None
    owner: str | None = Field(description="Employee id of the owner.")
    supplier: str | None = Field(description="Employee id of whoever supplies the values.")
    direction: str
    unit_of_measure: str
    frequency: str
    aggregation: str
    across_units: str = Field(
        description="How the values of several units come together: sum, mean, min, max, ratio, none."
    )
    formula: str
    method: str
    is_key: bool
    decimals: int | None
    source: str
    ignores_scale: bool = Field(
        description="Whether its numbers stand for themselves whatever the unit says: 0.75 for 75 %, though the unit is %."
    )


class TargetOut(Schema):
    """What is wanted from a period on, until a later target replaces it; null in `period` is always."""

    unit: str | None
    period: str | None
    baseline: float | None
    target: float | None
    low: float | None
    high: float | None
    red: float | None
    green: float | None
    worst: float | None
    best: float | None
    tolerance: float | None


class _Placed(Schema):
    id: int = Field(description="Give it back as `expected_id` to be refused where somebody was faster.")
    measure: str
    unit: str | None
    period: str


class ActualOut(RecordedOut, _Placed):
    """A value of a period. All three numbers null: it was withdrawn."""

    recorded_at: datetime
    superseded_at: datetime | None = Field(description="When a correction replaced it; null: it holds.")


_CONFIRM = (
    "Say true where a value is meant though it is unlike everything seen of its measure: ten times beyond, of the other "
    "sign, a fraction among percentages, much for a period that is not over. Without it such values are refused (422, "
    "code `implausible`). The trail keeps that it was said."
)


class ActualIn(RecordedIn):
    """A value, or a numerator with its denominator."""

    period: str = Field(
        pattern=PERIOD, max_length=10, description=f"A period of the measure: {FORMS}.", examples=["2026-07"]
    )
    unit: str | None = Field(default=None, pattern=CODE, max_length=100, description="Code of the unit that holds it.")
    expected_id: int | None = Field(
        default=None, ge=0, le=2**53, description="The id that you saw (0: none); refused with 409 if another holds."
    )
    confirm_implausible: bool = Field(default=False, description=_CONFIRM)


class BulkRow(RecordedIn):
    measure: str = Field(pattern=CODE, max_length=100, description="Code of the measure.", examples=["REV"])
    period: str = Field(
        pattern=PERIOD, max_length=10, description=f"A period of the measure: {FORMS}.", examples=["2026-07"]
    )
    unit: str | None = Field(default=None, pattern=CODE, max_length=100)


class BulkIn(Strict):
    rows: list[BulkRow] = Field(min_length=1, max_length=MOST_ROWS)
    confirm_implausible: bool = Field(default=False, description=_CONFIRM)


class BulkOut(Schema):
    created: int
    changed: int = Field(description="Corrections: the earlier values stay in the history.")
    unchanged: int


_TARGET_NUMBERS = ("baseline", "target", "low", "high", "red", "green", "worst", "best", "tolerance")


def measure_out(measure: Any) -> dict[str, Any]:
    same = [name for name in MeasureOut.model_fields if name not in ("unit", "owner", "supplier")]
    return {name: getattr(measure, name) for name in same} | {
        "unit": measure.unit.code if measure.unit else None,
        "owner": measure.owner.employee_id if measure.owner else None,
        "supplier": measure.supplier.employee_id if measure.supplier else None,
    }


def target_out(target: Any) -> dict[str, Any]:
    return {name: getattr(target, name) for name in _TARGET_NUMBERS} | {
        "unit": target.unit.code if target.unit else None,
        "period": str(target.period) if target.period else None,
    }


_SAME = ("id", *NAMES, "recorded_at", "superseded_at")


def actual_out(actual: Any, measure: Any, unit: str | None = None) -> dict[str, Any]:
    return version_out(actual, measure, Period(measure.period_frequency, actual.period), unit)


def version_out(version: Any, measure: Any, period: Period, unit: str | None) -> dict[str, Any]:
    own = {name: getattr(version, name) for name in _SAME}
    return own | {"measure": measure.code, "unit": unit, "period": str(period)}
