"""What-if, as programs ask it."""

from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from hoshin.api.parameters import CODE, LINE, PERIOD, Finite
from hoshin.api.schemas.recorded import Strict
from hoshin.scenarios.models import LONGEST, Scenario
from hoshin.scenarios.rows import AssumptionRow
from hoshin.scenarios.selectors import AssumedLine, PointsLine, WhatIf, WouldMoveLine
from hoshin.scenarios.services import Adoption
from hoshin.scenarios.validity import MOST_ASSUMED

_Code = Annotated[str, Field(pattern=CODE, max_length=100)]
AssumptionKind = Literal["value", "target", "weight", "effect"]
TargetColumn = Literal["baseline", "target", "low", "high", "red", "green", "worst", "best", "tolerance"]


class AssumptionIn(Strict):
    """One thing that is taken otherwise: a value or a target of a measure (of a unit), what something weighs (within an
    objective; without one within its perspective or the plan), or the share (0 to 1) of the gap of all measures below an
    objective that an initiative closes.
    """

    kind: AssumptionKind
    number: Finite
    measure: _Code | None = None
    unit: _Code | None = None
    objective: _Code | None = None
    perspective: _Code | None = None
    within: _Code | None = None
    initiative: _Code | None = None
    column: TargetColumn = Field("target", description="Which number of the target.")

    def row(self) -> AssumptionRow:
        """The assumption as the selectors take it."""
        return AssumptionRow(**{name: value for name, value in self.dict().items() if value is not None})


class WhatIfIn(Strict):
    plan: _Code
    period: Annotated[str | None, Field(pattern=PERIOD, max_length=10)] = None
    assumptions: Annotated[list[AssumptionIn], Field(min_length=1, max_length=MOST_ASSUMED)]
    of: Annotated[
        str | None, Field(pattern=CODE, max_length=100, description="Whose move is explained; the plan where left out.")
    ] = None


class ScenarioIn(Strict):
    """Kept under a name; its maker's own unless it is shared with named people, with a unit, or with everyone."""

    plan: _Code
    period: Annotated[str | None, Field(pattern=PERIOD, max_length=10)] = None
    name: Annotated[str, Field(min_length=1, max_length=200, pattern=LINE)]
    description: Annotated[str, Field(max_length=LONGEST)] = ""
    assumptions: Annotated[list[AssumptionIn], Field(min_length=1, max_length=MOST_ASSUMED)]
    visibility: Literal["private", "named", "unit", "everyone"] = "private"
    unit: _Code | None = None
    readers: Annotated[list[_Code], Field(max_length=200, description="Employee ids.")] = []


class AdoptIn(Strict):
    """Keys of what is to be proposed or set; all that is possible where they are left out."""

    keys: Annotated[list[Annotated[str, Field(max_length=60)]] | None, Field(max_length=200)] = None
    text: Annotated[str, Field(max_length=LONGEST)] = ""


class ScenarioOut(Schema):
    code: str
    name: str
    description: str
    plan: str
    period: str
    maker: str | None = Field(description="An employee id.")
    visibility: Literal["private", "named", "unit", "everyone"]
    unit: str | None
    version: int


class AdoptionOut(Schema):
    """`way`: proposed to the other side of a goal, set from the scenario's period on, set by the strategy office alone, or
    none."""

    key: str
    code: str
    name: str
    unit: str | None
    column: str
    now: float | None
    wanted: float
    way: Literal["propose", "set", "office", "none"]
    goal: str | None
    counterpart: str | None


class ScenarioAnswerOut(ScenarioOut):
    """`follows` is null where what it assumes is not there any more. `adoptions`: what adopting would propose or set."""

    follows: "WhatIfOut | None"
    adoptions: list[AdoptionOut]


class AdoptedOut(Schema):
    proposals: list[int]
    targets: int


class AssumptionOut(Schema):
    """`now`: what stands; `points`: what it adds to the move of `top`, null where that is not told. What the reader may not
    see has no codes."""

    kind: AssumptionKind
    number: float
    measure: str | None
    unit: str | None
    objective: str | None
    perspective: str | None
    within: str | None
    initiative: str | None
    column: TargetColumn | None
    now: float | None
    period: str | None
    is_cut: bool = Field(description="Its formula makes this value no more.")
    points: float | None


class WouldMoveOut(Schema):
    kind: str
    code: str
    name: str
    unit: str | None
    before: float | None
    after: float | None
    moved: float | None
    status: str
    status_after: str
    is_told: bool = Field(description="False where it would tell of a part that you may not see.")


class BesidePointsOut(Schema):
    kind: Literal["weights", "coverage", "together", "unseen"]
    code: str | None
    points: float


class WhatIfOut(Schema):
    """The points of `assumptions` and `beside` add up to the move of `top`. Nothing was written."""

    plan: str
    period: str
    top: WouldMoveOut | None
    assumptions: list[AssumptionOut]
    beside: list[BesidePointsOut]
    moved: list[WouldMoveOut]
    left_out: int


ScenarioAnswerOut.model_rebuild()


def scenario_out(row: Scenario) -> dict[str, Any]:
    names = ("code", "name", "description", "visibility", "version")
    return {name: getattr(row, name) for name in names} | {
        "plan": row.plan.code,
        "period": str(row.period),
        "maker": row.maker.employee_id if row.maker else None,
        "unit": row.unit.code if row.unit else None,
    }


def adoption_out(one: Adoption) -> dict[str, Any]:
    names = ("key", "code", "name", "column", "now", "wanted", "way")
    return {name: getattr(one, name) for name in names} | {
        "unit": one.unit.code if one.unit else None,
        "goal": one.commitment.objective.code if one.commitment else None,
        "counterpart": one.counterpart.employee_id if one.counterpart else None,
    }


def what_if_out(found: WhatIf) -> dict[str, Any]:
    return {
        "plan": found.plan.code,
        "period": str(found.period),
        "top": _moved(found.top) if found.top else None,
        "assumptions": [assumed_out(one) for one in found.assumed],
        "beside": [_points(one) for one in found.beside],
        "moved": [_moved(one) for one in found.moved],
        "left_out": found.left_out,
    }


def assumed_out(one: AssumedLine) -> dict[str, Any]:
    row = AssumptionRow.of(one.assumption)
    names = ("measure", "unit", "objective", "perspective", "within", "initiative")
    told: dict[str, Any] = {name: (getattr(row, name) or None) if one.line else None for name in names}
    return told | {
        "kind": row.kind,
        "number": row.number,
        "column": row.column if row.kind == "target" else None,
        "now": one.now,
        "period": str(one.period) if one.period else None,
        "is_cut": one.is_cut,
        "points": one.points,
    }


def _moved(one: WouldMoveLine) -> dict[str, Any]:
    names = ("before", "after", "moved", "status", "status_after", "is_told")
    line = one.line
    return {"kind": line.kind, "code": line.code, "name": line.name, "unit": line.unit or None} | {
        name: getattr(one, name) for name in names
    }


def _points(one: PointsLine) -> dict[str, Any]:
    return {"kind": one.kind, "code": one.line.code if one.line else None, "points": one.points}
