"""The framework of growth as programs read it."""

from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from hoshin.growth.models import LEVELS, Competency, JobRole
from hoshin.growth.selectors import ShownRole


class CompetencyOut(Schema):
    """A competency, which is called as people's skills are."""

    code: str
    name: str
    area: str
    description: str
    levels: list[str] = Field(description="What is seen of somebody at level 1, 2, 3, 4 and 5.")
    version: int


class JobRoleOut(Schema):
    """A job family at a level."""

    code: str
    name: str
    job_family: str
    level: str
    purpose: str
    version: int


class ExpectedOut(Schema):
    competency: str
    level: int = Field(description="1 to 5.")


class CareerMoveOut(Schema):
    role: str = Field(description="The role at the other end.")
    kind: Literal["upward", "sideways", "elsewhere"]
    note: str


class MadeMoveOut(Schema):
    """Where five people or more went who had the role, in the last five years."""

    job_family: str
    level: str
    people: int
    share: float | None = Field(description="Of all who moved from it; null where it would tell of fewer than five.")


class RoleCareerOut(Schema):
    """What people did who have the role or had it."""

    now: int = Field(description="How many have it today.")
    years: float | None = Field(description="How long those who moved had it, the median; null of fewer than five.")
    has_others: bool = Field(description="Some went in directions of fewer than five.")


class JobRoleWholeOut(JobRoleOut):
    expects: list[ExpectedOut]
    leads_to: list[CareerMoveOut]
    comes_from: list[CareerMoveOut]
    career: RoleCareerOut
    made: list[MadeMoveOut]


_ROLE = ("code", "name", "job_family", "level", "purpose", "version")


def competency_out(row: Competency) -> dict[str, Any]:
    own = {name: getattr(row, name) for name in ("code", "name", "area", "description", "version")}
    return own | {"levels": [row.seen_at(level) for level in LEVELS]}


def job_role_row(row: JobRole) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _ROLE}


def job_role_out(shown: ShownRole) -> dict[str, Any]:
    return job_role_row(shown.row) | {
        "expects": [{"competency": one.competency.code, "level": one.level} for one in shown.expected],
        "leads_to": [{"role": one.to_role.code, "kind": one.kind, "note": one.note} for one in shown.leads_to],
        "comes_from": [{"role": one.from_role.code, "kind": one.kind, "note": one.note} for one in shown.comes_from],
        "career": {name: getattr(shown.career, name) for name in ("now", "years", "has_others")},
        "made": [
            {"job_family": one.job_family, "level": one.level, "people": one.people, "share": one.share}
            for one in shown.career.made
        ],
    }
