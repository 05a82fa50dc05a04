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


class MemberLineOut(Schema):
    """A member in a period beside an earlier one, and what it gave to the change of the total."""

    member: str
    name: str
    value: float | None
    before: float | None
    share: float | None = Field(description="Its part of the total, 0 to 1, where members add up.")
    own: float | None = Field(description="What it moved the total by, by its own value.")
    mix: float | None = Field(
        description="What it moved the total by as its part of the whole grew or shrank, or as it appeared or vanished."
    )
    has_parts: bool = Field(description="Whether other members are part of it: ask for them by `within`.")
    look: bool = Field(description="Whether it is one of the fewest that explain at least four fifths of the change.")
    times_usual: float | None = Field(
        description="Its own change by the mean of its earlier ones, where it is to be looked at."
    )


class BrokenDownOut(Schema):
    """Own and mix of all members add up, with `rest`, to the change of the total."""

    measure: str
    dimension: str
    together: str = Field(description=_TOGETHER)
    within: str | None
    period: str | None
    since: str | None
    total: float | None
    total_before: float | None
    rest: float | None = Field(description="What the members do not explain of the change; null where it is not split.")
    members: list[MemberLineOut]


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


class ValuesWrittenOut(WrittenOut):
    warnings: list[str] = Field(
        description="Where members now make more or less than their total in a period of these values: the first 20."
    )


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


def broken_down_out(found: Any) -> dict[str, Any]:
    looked_at = {line.place.id for line in found.focused}
    return {
        "measure": found.measure.code,
        "dimension": found.breakdown.dimension.code,
        "together": found.breakdown.together,
        "within": found.within.code if found.within else None,
        "period": str(found.period) if found.period else None,
        "since": str(found.since) if found.since else None,
        "total": found.total,
        "total_before": found.total_before,
        "rest": found.rest,
        "members": [_line_out(line, line.place.id in looked_at) for line in found.lines],
    }


def _line_out(line: Any, is_looked_at: bool) -> dict[str, Any]:
    return {
        "member": line.place.code,
        "name": line.place.name,
        "value": line.now.value,
        "before": line.before.value,
        "share": line.share,
        "own": line.effect.rate if line.effect else None,
        "mix": line.effect.mix if line.effect else None,
        "has_parts": line.has_parts,
        "look": is_looked_at,
        "times_usual": line.variation.times if line.variation else None,
    }
