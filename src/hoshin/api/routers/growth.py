"""Growth: competencies with what is seen at each level, roles with what they expect and where they lead."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from hoshin.api.auth import actor_of
from hoshin.api.pagination import Page, page_of
from hoshin.api.parameters import CodePath, LimitQuery, OffsetQuery
from hoshin.api.schemas.growth import (
    CompetencyOut,
    JobRoleOut,
    JobRoleWholeOut,
    competency_out,
    job_role_out,
    job_role_row,
)
from hoshin.growth.policies import competencies_visible_to, job_roles_visible_to
from hoshin.growth.selectors import competency_by_code, job_role_by_code, shown_role

router = Router(tags=["growth"])


@router.get("/competencies", response=Page[CompetencyOut], summary="Competencies by their areas")
def competencies(request: HttpRequest, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """With what is seen of somebody at each level."""
    rows = competencies_visible_to(actor_of(request)).order_by("area", "name", "pk")
    return page_of(rows, competency_out, limit, offset)


@router.get("/competencies/{code}", response=CompetencyOut, summary="One competency")
def competency(request: HttpRequest, code: CodePath) -> Any:
    """With what is seen of somebody at each level."""
    return competency_out(competency_by_code(actor_of(request), code))


@router.get("/job-roles", response=Page[JobRoleOut], summary="Roles by their job families")
def roles(request: HttpRequest, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """A role is a job family at a level: who has it is said by people alone."""
    return page_of(job_roles_visible_to(actor_of(request)).order_by("job_family", "pk"), job_role_row, limit, offset)


@router.get("/job-roles/{code}", response=JobRoleWholeOut, summary="One role")
def role(request: HttpRequest, code: CodePath) -> Any:
    """What it expects, where it leads, and where people went who had it."""
    actor = actor_of(request)
    return job_role_out(shown_role(actor, job_role_by_code(actor, code)))
