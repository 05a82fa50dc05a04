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
    needs_approval: bool = Field(description="Values count once its owner approves them.")
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
    is_waiting: bool = Field(default=False, description="It counts once the owner of the measure approves it.")


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


class WaitingOut(RecordedOut):
    """A value that waits: it counts once it is approved. All three numbers null: the value is to be withdrawn."""

    id: int
    version: int = Field(description="Give it back, to approve what was shown.")
    measure: str
    unit: str | None
    period: str
    state: str = Field(description="waiting, sent_back or approved.")
    given_by: str
    given_at: datetime
    reason: str = Field(description="Why it was sent back.")


class ShownIn(Strict):
    id: int = Field(ge=1, le=2**53)
    version: int = Field(ge=1, le=2_000_000_000)


class ApproveIn(Strict):
    values: list[ShownIn] = Field(max_length=1_000)


class SendBackIn(ApproveIn):
    reason: str = Field(min_length=1, max_length=1_000)


class BulkOut(Schema):
    created: int
    changed: int = Field(description="Corrections: the earlier values stay in the history.")
    unchanged: int
    waiting: int = Field(description="They count once the owner of their measure approves them.")


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


def recorded_out(recorded: Any, measure: Any, unit: str | None = None) -> dict[str, Any]:
    """What was recorded, or waits beside what holds: then `id` is that of the value that it would replace."""
    waiting = recorded.waiting
    if waiting is None:
        return actual_out(recorded.actual, measure, unit)
    own = {"id": recorded.replaced, "recorded_at": waiting.given_at, "superseded_at": None, "is_waiting": True}
    place = {"measure": measure.code, "unit": unit, "period": str(Period(measure.period_frequency, waiting.period))}
    return own | place | waiting.said


def waiting_out(row: Any) -> dict[str, Any]:
    place = {"measure": row.measure.code, "unit": row.unit.code if row.unit else None, "period": str(row.when)}
    same = ("id", "version", "state", "given_by", "given_at", "reason")
    return place | row.said | {name: getattr(row, name) for name in same}


def version_out(version: Any, measure: Any, period: Period, unit: str | None) -> dict[str, Any]:
    own = {name: getattr(version, name) for name in _SAME}
    return own | {"measure": measure.code, "unit": unit, "period": str(period)}
