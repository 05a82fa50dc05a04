"""Goals that people take on, their key results, and cycles."""

from datetime import date
from typing import Annotated, Any

from ninja import Schema
from pydantic import AfterValidator, Field

from hoshin.api.parameters import CODE, Finite, within_centuries
from hoshin.api.schemas.recorded import Strict
from hoshin.okrs.models import Ambition, ClosingChoice, Cycle, CycleResult
from hoshin.okrs.rows import ResultKind
from hoshin.okrs.selectors import GoalLine

Code = Annotated[str, Field(pattern=CODE, max_length=100)]
GoalName = Annotated[str, Field(min_length=1, max_length=500)]
Day = Annotated[date, Field(strict=False), AfterValidator(within_centuries)]
Weight = Annotated[Finite, Field(ge=0)]


class CycleOut(Schema):
    code: str
    name: str
    starts_on: date
    ends_on: date
    closed_on: date | None


class ClosingIn(Strict):
    """What becomes of goals that were reached (grade 0.7 or more), of all others, and of single ones by code."""

    reached: Annotated[ClosingChoice, Field(strict=False)] = ClosingChoice.ARCHIVE
    others: Annotated[ClosingChoice, Field(strict=False)] = ClosingChoice.CARRY_OVER
    single: dict[str, Annotated[ClosingChoice, Field(strict=False)]] = {}
    into: Code | None = None


class ReopeningIn(Strict):
    reason: GoalName


class CycleResultOut(Schema):
    """How a goal stood when its cycle was closed: score 0–100, grade 0.0–1.0."""

    objective: str
    name: str
    decision: str
    score: float | None
    grade: float | None


class CycleIn(Strict):
    code: Code
    name: Annotated[str, Field(min_length=1, max_length=300)]
    starts_on: Day
    ends_on: Day


class ServedGoal(Strict):
    """An objective that the goal serves, with its weight there."""

    objective: Code
    weight: Weight = 1.0


class KeyResultIn(Strict):
    """From `baseline` to `target` (rising or falling); a band between the two; per cent of a milestone; or levels 1 to 3.

    `commit` and `stretch` are lines beside a numeric target.
    """

    name: GoalName
    baseline: Finite | None = None
    target: Finite | None = None
    unit_of_measure: str = Field(default="", max_length=200)
    kind: ResultKind = Field(default=ResultKind.NUMBER, strict=False)
    commit: Finite | None = None
    stretch: Finite | None = None
    weight: Weight = 1.0


class GoalWritten(Strict):
    """A goal of `person` (an employee id; oneself where left out), or of a `unit`, for which the person answers, else its
    head. The plan is that of what it serves."""

    name: GoalName
    person: Code | None = None
    unit: Code | None = None
    plan: Code | None = None
    description: str = Field(default="", max_length=10_000)
    cycle: Code | None = None
    start_date: Day | None = None
    due_date: Day | None = None
    visibility: str = Field(default="public", pattern="^(public|private)$")
    ambition: Ambition = Field(default=Ambition.ASPIRATIONAL, strict=False)
    serves: list[ServedGoal] = Field(default=[], max_length=50)
    key_results: list[KeyResultIn] = Field(default=[], max_length=20)


class KeyResultChanged(KeyResultIn):
    """As a new one, or with `measure`, its code, one that is there; without a name that is taken out of the goal."""

    name: str = Field(default="", max_length=500)
    measure: str = Field(default="", max_length=100)


class GoalChanged(Strict):
    """What is given changes, the rest stays: `serves` is all that it serves then, key results that are not named stay.

    `version` is that of the goal as it was read: another change in between is an error (409) instead of written over.
    """

    version: int | None = None
    name: GoalName | None = None
    description: Annotated[str, Field(max_length=10_000)] | None = None
    cycle: Code | None = None
    start_date: Day | None = None
    due_date: Day | None = None
    visibility: Annotated[str, Field(pattern="^(public|private)$")] | None = None
    ambition: Annotated[Ambition, Field(strict=False)] | None = None
    person: Code | None = Field(default=None, description="Who answers for the goal of a unit.")
    serves: Annotated[list[ServedGoal], Field(max_length=50)] | None = None
    key_results: list[KeyResultChanged] = Field(default=[], max_length=20)


class KeyResultOut(Schema):
    """A key result is the measure of that code; values are recorded there."""

    measure: str
    name: str
    weight: float
    baseline: float | None
    target: float | None
    low: float | None
    high: float | None
    unit_of_measure: str
    direction: str


class ServesOut(Schema):
    objective: str
    weight: float
    counts: bool


class GoalOut(Schema):
    """A draft lacks a due date or a key result with a target, or is proposed (`agreed`), and counts for nothing yet."""

    objective: str
    name: str
    description: str
    owner: str | None
    unit: str | None
    version: int
    cycle: str | None
    start_date: date | None
    due_date: date | None
    visibility: str
    ambition: str
    is_draft: bool
    agreed: str
    serves: list[ServesOut]
    key_results: list[KeyResultOut]


def cycle_out(cycle: Cycle) -> dict[str, Any]:
    return {name: getattr(cycle, name) for name in ("code", "name", "starts_on", "ends_on", "closed_on")}


def cycle_result_out(row: CycleResult) -> dict[str, Any]:
    said = {name: getattr(row, name) for name in ("decision", "score", "grade")}
    return {"objective": row.objective.code, "name": row.objective.name, **said}


def goal_out(goal: GoalLine) -> dict[str, Any]:
    commitment = goal.commitment
    objective = commitment.objective
    return {
        "objective": objective.code,
        "owner": objective.owner.employee_id if objective.owner else None,
        "unit": objective.unit.code if objective.unit else None,
        "cycle": commitment.cycle.code if commitment.cycle else None,
        "ambition": commitment.ambition,
        "is_draft": commitment.is_draft,
        "agreed": commitment.agreed,
        "serves": [
            {"objective": row.parent.code, "weight": row.weight, "counts": row.kind == row.Kind.CONTRIBUTES}
            for row in goal.serves
        ],
        "key_results": [_result_out(goal, row) for row in goal.key_results],
        **{
            name: getattr(objective, name)
            for name in ("name", "description", "start_date", "due_date", "visibility", "version")
        },
    }


def _result_out(goal: GoalLine, row: Any) -> dict[str, Any]:
    target = goal.targets.get(row.measure_id)
    return {
        "measure": row.measure.code,
        "name": row.measure.name,
        "weight": row.weight,
        "unit_of_measure": row.measure.unit_of_measure,
        "direction": row.measure.direction,
        **{name: getattr(target, name, None) for name in ("baseline", "target", "low", "high")},
    }
