"""Plans to grow, promotions, succession and openings as programs read and write them."""

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from hoshin.api.parameters import CODE, Finite
from hoshin.api.schemas.goals import Day
from hoshin.api.schemas.recorded import Strict
from hoshin.growth.assembly import ImpactLine
from hoshin.growth.models import (
    LONGEST,
    LONGEST_LINE,
    LONGEST_NOTE,
    MOST_COST,
    DevelopmentAction,
    InternalOpening,
    PromotionCase,
)
from hoshin.growth.selectors import CaseEvidence, CasePack, PersonStanding, Succession

_Code = Annotated[str, Field(pattern=CODE, max_length=100)]
_Level = Annotated[int | None, Field(ge=1, le=5)]
_Version = Annotated[int | None, Field(ge=1, description="What was read; another is refused.")]
_Cost = Annotated[Finite | None, Field(ge=0, le=MOST_COST)]


class StandingOut(Schema):
    """A competency as both sides see it; levels are 0 to 5, null where nobody said."""

    competency: str
    expected: int | None
    own: int | None
    manager: int | None
    gap: int | None = Field(description="Levels missing of the level that counts, the manager's first.")
    shown_on: date | None


class DevelopmentActionOut(Schema):
    number: int
    text: str
    competency: str | None
    objective: str | None
    from_level: int | None
    to_level: int | None
    mentor: str | None = Field(description="An employee id.")
    cost: float | None
    due_on: date
    done_on: date | None
    outcome: str
    version: int


class DevelopmentOut(Schema):
    """Where somebody stands, where they want to go, and the steps."""

    person: str
    role: str | None
    standing: list[StandingOut]
    wanted_role: str | None
    aim: str
    version: int | None = Field(description="Of the plan; null while there is none.")
    actions: list[DevelopmentActionOut]


class AimIn(Strict):
    wanted_role: _Code | None = None
    aim: Annotated[str, Field(max_length=LONGEST)] = ""
    version: _Version = None


class DevelopmentActionIn(Strict):
    text: Annotated[str, Field(min_length=1, max_length=500)]
    due_on: Day
    competency: _Code | None = None
    to_level: _Level = None
    objective: _Code | None = None
    mentor: Annotated[_Code | None, Field(description="An employee id.")] = None
    cost: _Cost = None


class DevelopmentActionChanged(Strict):
    """What is given changes, the rest stays."""

    text: Annotated[str, Field(min_length=1, max_length=500)] = ""
    due_on: Day | None = None
    competency: _Code | None = None
    to_level: _Level = None
    objective: _Code | None = None
    mentor: Annotated[_Code | None, Field(description="An employee id.")] = None
    cost: _Cost = None
    version: _Version = None


class DevelopmentDoneIn(Strict):
    outcome: Annotated[str, Field(max_length=LONGEST_NOTE)] = ""
    done_on: Annotated[Day | None, Field(description="Today where left out.")] = None
    level: Annotated[
        int | None, Field(ge=0, le=5, description="Where they stand now in the competency of the step, as you see it.")
    ] = None


class OpeningOut(Schema):
    code: str
    name: str
    unit: str
    role: str
    text: str
    closes_on: date


class OpeningIn(Strict):
    code: _Code
    name: Annotated[str, Field(min_length=1, max_length=LONGEST_LINE)]
    unit: _Code
    role: _Code
    text: Annotated[str, Field(min_length=1, max_length=LONGEST)]
    closes_on: Day


class PromotionOut(Schema):
    """A promotion without its words: those are read on its page."""

    number: int
    person: str
    to_role: str
    state: Literal["preparing", "discussed", "promoted", "not_now"]
    opened_on: date
    opened_by: str | None
    decided_on: date | None


class PremiseOut(Schema):
    text: str
    is_so: bool


class PromotionWholeOut(PromotionOut):
    completeness: float = Field(description="Parts of the pack that are there, 0 to 1; discussed from 0.6 on.")
    pack: list[PremiseOut]
    rule: list[PremiseOut] = Field(description="What the rule of readiness asks for; it decides nothing.")


class WorkEvidenceOut(Schema):
    kind: str
    name: str = Field(description="How the kind is called.")
    key: str
    day: date
    text: str


class CaseEvidenceOut(Schema):
    """What stands of somebody in their time at the level, the newest of each kind first."""

    since: date
    until: date
    evidence: list[WorkEvidenceOut]


class SuccessorOut(Schema):
    person: str
    readiness: Literal["now", "year", "three"]


class CriticalRoleOut(Schema):
    number: int
    name: str
    unit: str
    holder: str | None
    risk_of_loss: Literal["low", "medium", "high"]
    successors: list[SuccessorOut]
    has_nobody_now: bool
    has_one_alone: bool


class ImpactLineOut(Schema):
    """An outcome in a group: what the screen says. Figures are null where they may not be shown."""

    outcome: Literal["offered", "approved", "proposed", "promoted"]
    kind: Literal["hours", "location"]
    group: str
    people: int | None
    share: float | None
    ratio: float | None
    verdict: str
    within: str | None = Field(description="How the difference stands within job families and levels.")


def development_out(standing: PersonStanding) -> dict[str, Any]:
    plan = standing.plan
    return {
        "person": standing.person.employee_id,
        "role": standing.role.code if standing.role else None,
        "standing": [
            {
                "competency": one.competency.code,
                "expected": one.expected,
                "own": one.own.level if one.own else None,
                "manager": one.above.level if one.above else None,
                "gap": one.gap,
                "shown_on": one.shown_on,
            }
            for one in standing.skills
        ],
        "wanted_role": plan.wanted_role.code if plan and plan.wanted_role else None,
        "aim": plan.aim if plan else "",
        "version": plan.version if plan else None,
        "actions": [action_out(one) for one in standing.actions],
    }


def action_out(row: DevelopmentAction) -> dict[str, Any]:
    names = ("text", "from_level", "to_level", "cost", "due_on", "done_on", "outcome", "version")
    return {name: getattr(row, name) for name in names} | {
        "number": row.pk,
        "competency": row.competency.code if row.competency else None,
        "objective": row.objective.code if row.objective else None,
        "mentor": row.mentor.employee_id if row.mentor else None,
    }


def opening_out(row: InternalOpening) -> dict[str, Any]:
    own = {name: getattr(row, name) for name in ("code", "name", "text", "closes_on")}
    return own | {"unit": row.unit.code, "role": row.role.code}


def promotion_out(row: PromotionCase) -> dict[str, Any]:
    own = {name: getattr(row, name) for name in ("state", "opened_on", "decided_on")}
    return own | {
        "number": row.pk,
        "person": row.person.employee_id,
        "to_role": row.to_role.code,
        "opened_by": row.opened_by.employee_id if row.opened_by else None,
    }


def promotion_whole_out(pack: CasePack) -> dict[str, Any]:
    return promotion_out(pack.row) | {
        "completeness": pack.completeness,
        "pack": [{"text": str(one.label), "is_so": one.is_there} for one in pack.premises],
        "rule": [{"text": str(one.label), "is_so": one.is_there} for one in pack.rule],
    }


def evidence_out(shown: CaseEvidence) -> dict[str, Any]:
    rows = [
        {"kind": one.kind, "name": str(label), "key": one.key, "day": one.day, "text": one.text}
        for label, found in shown.kinds
        for one in found
    ]
    return {"since": shown.since, "until": shown.until, "evidence": rows}


def critical_role_out(line: Succession) -> dict[str, Any]:
    return {
        "number": line.row.pk,
        "name": line.row.name,
        "unit": line.row.unit.code,
        "holder": line.row.holder.employee_id if line.row.holder else None,
        "risk_of_loss": line.row.loss,
        "successors": [{"person": one.person.employee_id, "readiness": one.readiness} for one in line.successors],
        "has_nobody_now": line.has_nobody_now,
        "has_one_alone": line.has_one_alone,
    }


def reach_out(line: ImpactLine) -> dict[str, Any]:
    names = ("outcome", "kind", "group", "share", "ratio", "verdict", "within")
    people = None if line.verdict == "suppressed" else line.people
    return {name: getattr(line, name) for name in names} | {"people": people}
