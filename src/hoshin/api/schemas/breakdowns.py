"""Dimensions, their members, what is broken down by them, and values of members."""

from datetime import datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from hoshin.api.parameters import CODE, FORMS, LINE, PERIOD
from hoshin.api.schemas.measures import MOST_ROWS
from hoshin.api.schemas.recorded import RecordedIn, RecordedOut, Strict
from hoshin.base.periods import Period
from hoshin.measures.fields import NAMES

_TOGETHER = (
    "How members make the total: sum (they add up), ratio (of their sums), mean (weighted by denominators where recorded), "
    "none (they stand side by side)."
)


class DimensionOut(Schema):
    code: str
    name: str
    position: int


class MemberOut(Schema):
    code: str
    name: str
    parent: str | None = Field(description="Code of the member that it is part of.")
    position: int


class BreakdownOut(Schema):
    measure: str
    dimension: str
    name: str = Field(description="Name of the dimension.")
    together: str = Field(description=_TOGETHER)


class MemberValueOut(RecordedOut):
    """A value of a member in a period, as known now."""

    id: int = Field(description="Give it back as `expected_id` to be refused where somebody was faster.")
    member: str
    name: str = Field(description="Name of the member.")
    period: str
    recorded_at: datetime


class DimensionIn(Strict):
    code: str = Field(pattern=CODE, min_length=1, max_length=100, examples=["REGION"])
    name: str = Field(pattern=LINE, min_length=1, max_length=200, examples=["Region"])
    position: int = Field(default=0, ge=0, le=2_147_483_647)


class DimensionsIn(Strict):
    rows: list[DimensionIn] = Field(min_length=1, max_length=1_000)


class MemberIn(Strict):
    dimension: str = Field(pattern=CODE, min_length=1, max_length=100, examples=["REGION"])
    code: str = Field(pattern=CODE, min_length=1, max_length=100, examples=["NORTH"])
    name: str = Field(pattern=LINE, min_length=1, max_length=300, examples=["North"])
    parent: str = Field(default="", pattern=f"{CODE}|^$", max_length=100, description="Code of what it is part of.")
    position: int = Field(default=0, ge=0, le=2_147_483_647)


class MembersIn(Strict):
    rows: list[MemberIn] = Field(min_length=1, max_length=MOST_ROWS)


class BreakdownIn(Strict):
    measure: str = Field(pattern=CODE, min_length=1, max_length=100, examples=["REV"])
    dimension: str = Field(pattern=CODE, min_length=1, max_length=100, examples=["REGION"])
    together: str = Field(
        default="",
        pattern="^(sum|ratio|mean|none|)$",
        description=f"{_TOGETHER} Empty: as it is, or proposed from the aggregation of the measure.",
    )


class BreakdownsIn(Strict):
    rows: list[BreakdownIn] = Field(min_length=1, max_length=1_000)


class MemberValueIn(RecordedIn):
    """A value, or a numerator with its denominator; none of them withdraws what is there."""

    measure: str = Field(pattern=CODE, max_length=100, examples=["REV"])
    dimension: str = Field(pattern=CODE, max_length=100, examples=["REGION"])
    member: str = Field(pattern=CODE, max_length=100, examples=["NORTH"])
    period: str = Field(
        pattern=PERIOD, max_length=10, description=f"A period of the measure: {FORMS}.", examples=["2026-07"]
    )
    expected_id: int | None = Field(
        default=None, ge=0, le=2**53, description="The id that you saw (0: none); refused with 409 if another holds."
    )


class MemberValuesIn(Strict):
    rows: list[MemberValueIn] = Field(min_length=1, max_length=MOST_ROWS)


class WrittenOut(Schema):
    created: int
    changed: int = Field(description="Of values: corrections, the earlier ones stay in the history.")
    unchanged: int


def dimension_out(row: Any) -> dict[str, Any]:
    return {"code": row.code, "name": row.name, "position": row.position}


def member_out(row: Any) -> dict[str, Any]:
    parent = row.parent.code if row.parent else None
    return {"code": row.code, "name": row.name, "parent": parent, "position": row.position}


def breakdown_out(row: Any, measure: Any) -> dict[str, Any]:
    dimension = row.dimension
    return {
        "measure": measure.code,
        "dimension": dimension.code,
        "name": dimension.name,
        "together": row.together,
    }


def member_value_out(row: Any) -> dict[str, Any]:
    period = Period(row.breakdown.measure.period_frequency, row.period)
    own = {"id": row.pk, "member": row.member.code, "name": row.member.name, "period": str(period)}
    return own | {name: getattr(row, name) for name in (*NAMES, "recorded_at")}
