"""Initiatives, their milestones, costs and agreed plans, and where they lie in time."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import AfterValidator, Field

from hoshin.api.parameters import CODE, PERIOD, Finite, within_centuries
from hoshin.api.schemas.recorded import Strict
from hoshin.initiatives.models import LONGEST, LONGEST_REASON, Baseline, InitiativeCost
from hoshin.initiatives.reasons import reason_of
from hoshin.initiatives.selectors import CostSums, PlannedMilestone, ShownInitiative, SlipEffect

_Day = Annotated[date, Field(strict=False), AfterValidator(within_centuries)]
_Code = Annotated[str, Field(pattern=CODE, max_length=100)]
_Person = Annotated[str | None, Field(pattern=CODE, max_length=100, description="An employee id.")]
_Unit = Annotated[str | None, Field(pattern=CODE, max_length=100, description="Code of a unit.")]
_Measure = Annotated[
    str | None, Field(pattern=CODE, max_length=100, description="Code of the measure in % that holds its progress.")
]
_Money = Annotated[Finite | None, Field(ge=0, le=1e15)]
_Amount = Annotated[Finite | None, Field(ge=-1e15, le=1e15)]
_Currency = Annotated[str, Field(max_length=3, description="The organisation's, or left out.")]
_Share = Annotated[Finite | None, Field(ge=0, le=1)]
_Version = Annotated[int | None, Field(ge=1, le=2_000_000_000, description="What was read; another is refused.")]
_Name = Annotated[str, Field(min_length=1, max_length=300)]
_STATUS = "^(|on_track|at_risk|off_track|paused|done|stopped)$"


class ExpectedEffectOut(Schema):
    objective: str
    name: str
    low: float | None = Field(description="Of the gap of the objective, the least share that it is expected to close.")
    high: float | None


class ExpectedEffectIn(Strict):
    objective: _Code
    low: _Share = None
    high: _Share = None


class InitiativeOut(Schema):
    code: str
    name: str
    description: str
    owner: str | None = Field(description="An employee id.")
    unit: str | None
    start_date: date | None
    due_date: date | None
    budget: float | None
    currency: str
    serves: list[ExpectedEffectOut] = Field(description="As far as you may see it.")
    progress_measure: str | None
    status: str = Field(description="on_track, at_risk, off_track, early, done, paused, stopped or no_data.")
    decided_by: str = Field(description="hand, pace, due, done or nothing.")
    reason: str = Field(description="The figures that decided the status, in words.")
    progress: float | None = Field(description="Share of the work that is done, 0 to 1.")
    expected: float | None = Field(description="Share that is due by today.")
    milestones: int
    done: int
    late: int
    version: int


class InitiativeIn(Strict):
    code: _Code
    name: _Name
    description: str = Field("", max_length=LONGEST)
    owner: _Person = None
    team: list[_Code] = Field([], max_length=200, description="Employee ids.")
    unit: _Unit = None
    start_date: _Day | None = None
    due_date: _Day | None = None
    budget: _Money = None
    currency: _Currency = ""
    serves: list[ExpectedEffectIn] = Field([], max_length=100)
    progress_measure: _Measure = None
    template: str | None = Field(None, max_length=100, description="Code of a template or of an initiative like it.")


class InitiativeChanged(Strict):
    name: _Name | None = None
    description: str | None = Field(None, max_length=LONGEST)
    owner: _Person = None
    team: list[_Code] | None = Field(None, max_length=200)
    unit: _Unit = None
    start_date: _Day | None = None
    due_date: _Day | None = None
    budget: _Money = None
    currency: _Currency | None = None
    serves: list[ExpectedEffectIn] | None = Field(None, max_length=100)
    progress_measure: _Measure = None
    version: _Version = None


class InitiativeStatusIn(Strict):
    status: str = Field(pattern=_STATUS, description="Empty: it follows from milestones and pace again.")
    reason: str = Field("", max_length=LONGEST_REASON)
    until: _Day | None = None
    version: _Version = None


class MilestoneOut(Schema):
    initiative: str
    code: str
    name: str
    owner: str | None
    weight: float
    start_date: date | None
    due_date: date
    done_on: date | None
    completion: float
    cancelled: bool
    depends_on: list[str] = Field(description="As INITIATIVE/CODE, as far as you may see them.")
    slack_days: int | None = Field(
        description="Days to spare before something ends later; null: nothing hangs together."
    )
    critical: bool
    late_days: int
    agreed_date: date | None = Field(description="When it was due in the latest plan that was agreed.")
    slip_days: int | None
    version: int


class MilestoneIn(Strict):
    code: str = Field("", pattern=r"^[^\x00-\x1f\x7f/\\?#%]*$", max_length=100)
    name: _Name
    owner: _Person = None
    weight: Annotated[Finite, Field(ge=0)] = 1.0
    start_date: _Day | None = None
    due_date: _Day
    done_on: _Day | None = None
    completion: Annotated[Finite, Field(ge=0, le=1)] = 0.0
    depends_on: list[str] = Field([], max_length=100, description="CODE of the same initiative, or INITIATIVE/CODE.")


class MilestoneChanged(Strict):
    name: _Name | None = None
    owner: _Person = None
    weight: Annotated[Finite, Field(ge=0)] | None = None
    start_date: _Day | None = None
    due_date: _Day | None = None
    done_on: _Day | None = None
    completion: Annotated[Finite, Field(ge=0, le=1)] | None = None
    is_cancelled: bool | None = None
    depends_on: list[str] | None = Field(None, max_length=100)
    version: _Version = None


class SlipIn(Strict):
    days: Annotated[int, Field(ge=-3660, le=3660, description="Later, or earlier where negative.")]
    with_dependants: bool = True
    is_tried: bool = Field(True, description="Say what it would move, and save nothing.")
    version: _Version = None


class MovedOut(Schema):
    initiative: str
    milestone: str
    name: str
    start_date: date
    due_date: date
    days: int
    pushed: bool = Field(description="It waits for one that moves.")


class SlipOut(Schema):
    moved: list[MovedOut]
    hidden: int = Field(description="How many more move that you may not see.")
    ends: date = Field(description="When the last of all that hangs together is done.")
    ends_after: date
    is_critical: bool = Field(description="It moves that day.")
    saved: bool


class CostOut(Schema):
    period: str
    planned: float | None
    actual: float | None
    note: str
    version: int


class CostIn(Strict):
    period: Annotated[str, Field(pattern=PERIOD, max_length=10)]
    planned: _Amount = None
    actual: _Amount = None
    currency: _Currency = ""
    note: str = Field("", max_length=300)
    version: _Version = None


class CostsOut(Schema):
    currency: str
    budget: float | None
    planned: float | None
    actual: float | None
    items: list[CostOut]


class BaselineOut(Schema):
    agreed_at: datetime
    agreed_by: str
    note: str
    start_date: date | None
    due_date: date | None
    milestones: list[dict[str, str]] = Field(description="Per milestone: code, name, start and due.")


class BaselineIn(Strict):
    note: str = Field("", max_length=LONGEST_REASON)


class RoadmapInitiative(Schema):
    initiative: InitiativeOut
    milestones: list[MilestoneOut]


def initiative_out(shown: ShownInitiative) -> dict[str, Any]:
    row, standing = shown.row, shown.standing
    return {
        "code": row.code,
        "name": row.name,
        "description": row.description,
        "owner": row.owner.employee_id if row.owner else None,
        "unit": row.unit.code if row.unit else None,
        "start_date": row.start_date,
        "due_date": row.due_date,
        "budget": row.budget,
        "currency": row.currency,
        "serves": [
            {"objective": one.objective.code, "name": one.objective.name, "low": one.low, "high": one.high}
            for one in shown.serves
        ],
        "progress_measure": row.progress_measure.code if row.progress_measure else None,
        "status": standing.status,
        "decided_by": standing.by,
        "reason": reason_of(row, standing),
        "progress": standing.progress,
        "expected": standing.expected,
        "milestones": standing.steps,
        "done": standing.done,
        "late": standing.late,
        "version": row.version,
    }


def milestone_out(one: PlannedMilestone) -> dict[str, Any]:
    row = one.row
    return {
        "initiative": row.initiative.code,
        "code": row.code,
        "name": row.name,
        "owner": row.owner.employee_id if row.owner else None,
        "weight": row.weight,
        "start_date": row.start_date,
        "due_date": row.due_date,
        "done_on": row.done_on,
        "completion": row.completion,
        "cancelled": row.is_cancelled,
        "depends_on": [f"{need.initiative.code}/{need.code}" for need in one.needs],
        "slack_days": one.slack,
        "critical": one.is_critical,
        "late_days": one.late_days,
        "agreed_date": one.agreed,
        "slip_days": one.slip,
        "version": row.version,
    }


def slip_out(effect: SlipEffect, *, saved: bool) -> dict[str, Any]:
    moved = [
        {
            "initiative": row.initiative.code,
            "milestone": row.code,
            "name": row.name,
            "start_date": to.start,
            "due_date": to.due,
            "days": to.days,
            "pushed": to.is_pushed,
        }
        for row, to in effect.moved
    ]
    return {
        "moved": moved,
        "hidden": effect.foreign,
        "ends": effect.ends,
        "ends_after": effect.ends_after,
        "is_critical": effect.is_critical,
        "saved": saved,
    }


def cost_out(row: InitiativeCost) -> dict[str, Any]:
    return {
        "period": str(row.period),
        "planned": row.planned,
        "actual": row.actual,
        "note": row.note,
        "version": row.version,
    }


def costs_out(currency: str, sums: CostSums) -> dict[str, Any]:
    return {
        "currency": currency,
        "budget": sums.budget,
        "planned": sums.planned,
        "actual": sums.actual,
        "items": [cost_out(line.row) for line in sums.lines],
    }


def baseline_out(row: Baseline) -> dict[str, Any]:
    return {
        "agreed_at": row.agreed_at,
        "agreed_by": row.agreed_by,
        "note": row.note,
        "start_date": row.start_date,
        "due_date": row.due_date,
        "milestones": row.dates,
    }
