"""Plans, perspectives, objectives, periods."""

from datetime import date
from typing import Any

from ninja import Schema
from pydantic import Field


class PlanOut(Schema):
    code: str = Field(examples=["H30"])
    name: str = Field(examples=["Horizon 2030"])
    vision: str
    mission: str
    values: list[str]
    starts_on: date | None
    ends_on: date | None
    frequency: str = Field(description="How long the periods of its scorecard are.", examples=["monthly"])
    status_scale: str
    provenance: str = Field(description="own, published or generated figures.")
    attribution: str


class PerspectiveOut(Schema):
    code: str
    name: str
    description: str
    weight: float
    order: int


class PlanDetail(PlanOut):
    perspectives: list[PerspectiveOut]


class PeriodOut(Schema):
    period: str = Field(examples=["2026-07"])
    label: str = Field(examples=["July 2026"])
    starts_on: date
    ends_on: date
    is_closed: bool = Field(description="Whether its scores are official; later changes show as restatements.")


class ServedOut(Schema):
    code: str = Field(description="Code of the objective that is served.")
    weight: float
    counts: bool = Field(description="Whether it counts in the score, or is linked only.")


class ObjectiveOut(Schema):
    code: str
    name: str
    description: str
    plan: str
    perspective: str | None
    theme: str | None
    unit: str | None
    owner: str | None = Field(description="Employee id of the owner.")
    weight: float
    start_date: date | None
    due_date: date | None
    visibility: str


class ObjectiveDetail(ObjectiveOut):
    serves: list[ServedOut] = Field(description="Objectives for which this one counts.")
    children: list[ServedOut] = Field(description="Objectives and measures that count for this one.")


def plan_out(plan: Any) -> dict[str, Any]:
    return {name: getattr(plan, name) for name in PlanOut.model_fields}


def perspective_out(perspective: Any) -> dict[str, Any]:
    return {
        "code": perspective.code,
        "name": perspective.name,
        "description": perspective.description,
        "weight": perspective.weight,
        "order": perspective.position,
    }


def period_out(period: Any, closed: set[date]) -> dict[str, Any]:
    return {
        "period": str(period),
        "label": period.label,
        "starts_on": period.start,
        "ends_on": period.end,
        "is_closed": period.start in closed,
    }


def objective_out(objective: Any) -> dict[str, Any]:
    own = ("code", "name", "description", "weight", "start_date", "due_date", "visibility")
    return {name: getattr(objective, name) for name in own} | {
        "plan": objective.plan.code,
        "perspective": objective.perspective.code if objective.perspective else None,
        "theme": objective.theme.code if objective.theme else None,
        "unit": objective.unit.code if objective.unit else None,
        "owner": objective.owner.employee_id if objective.owner else None,
    }


def served_out(code: str, contribution: Any) -> dict[str, Any]:
    return {"code": code, "weight": contribution.weight, "counts": contribution.kind == "contributes"}
