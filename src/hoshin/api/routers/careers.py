"""Careers: plans to grow with their steps, openings, promotions without their words, succession, and who is reached."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from hoshin.accounts.access import Actor
from hoshin.api.auth import actor_of
from hoshin.api.pagination import Page, page_of
from hoshin.api.parameters import CodePath, LimitQuery, NumberPath, OffsetQuery
from hoshin.api.schemas.careers import (
    AimIn,
    CaseEvidenceOut,
    CriticalRoleOut,
    DevelopmentActionChanged,
    DevelopmentActionIn,
    DevelopmentActionOut,
    DevelopmentDoneIn,
    DevelopmentOut,
    ImpactLineOut,
    OpeningIn,
    OpeningOut,
    PromotionOut,
    PromotionWholeOut,
    action_out,
    critical_role_out,
    development_out,
    evidence_out,
    opening_out,
    promotion_out,
    promotion_whole_out,
    reach_out,
)
from hoshin.growth.models import DevelopmentAction
from hoshin.growth.selectors import (
    action_by_number,
    case_by_number,
    case_pack,
    cases_listed,
    competency_by_code,
    evidence_of_case,
    impact_screen,
    job_role_by_code,
    opening_by_code,
    openings_matched,
    person_growing,
    standing_of,
    successions,
)
from hoshin.growth.services import (
    add_development_action,
    change_development_action,
    finish_development_action,
    post_opening,
    remove_development_action,
    remove_opening,
    set_aim,
)
from hoshin.org.evidence import EvidenceGroup
from hoshin.org.selectors import person_by_employee_id, unit_by_code
from hoshin.strategy.selectors import objective_by_code

router = Router(tags=["growth"])
_REFERENCES = {"competency", "objective", "mentor"}


@router.get(
    "/people/{employee_id}/development", response=DevelopmentOut, summary="Where somebody stands, and their plan"
)
def development(request: HttpRequest, employee_id: CodePath) -> Any:
    """Read by themself, the managers above and HR of the unit, and by nobody else."""
    actor = actor_of(request)
    return development_out(standing_of(actor, person_growing(actor, employee_id)))


@router.post("/people/{employee_id}/development/aim", response=DevelopmentOut, summary="Say where somebody wants to go")
def aim(request: HttpRequest, employee_id: CodePath, payload: AimIn) -> Any:
    """For themself and the managers above."""
    actor = actor_of(request)
    person = person_growing(actor, employee_id)
    role = job_role_by_code(actor, payload.wanted_role) if payload.wanted_role else None
    set_aim(actor, person=person, wanted_role=role, aim=payload.aim, version=payload.version)
    return development_out(standing_of(actor, person))


@router.post("/people/{employee_id}/development/actions", response=DevelopmentActionOut, summary="Add a step to a plan")
def add_action(request: HttpRequest, employee_id: CodePath, payload: DevelopmentActionIn) -> Any:
    """For themself and the managers above. It begins from the level that counts; a mentor is told."""
    actor = actor_of(request)
    person = person_growing(actor, employee_id)
    given = payload.dict(exclude=_REFERENCES) | _found(actor, payload)
    level = standing_of(actor, person, levels_alone=True).levels.get(getattr(given.get("competency"), "pk", 0))
    is_below = level is not None and payload.to_level is not None and level < payload.to_level
    row = add_development_action(actor, person=person, from_level=level if is_below else None, **given)
    return _told(actor, row)


@router.patch("/development-actions/{number}", response=DevelopmentActionOut, summary="Change a step of a plan")
def change_action(request: HttpRequest, number: NumberPath, payload: DevelopmentActionChanged) -> Any:
    """For whose plan it is and the managers above."""
    actor = actor_of(request)
    given = payload.dict(exclude_unset=True, exclude=_REFERENCES)
    given = {name: value for name, value in given.items() if value is not None or name != "due_on"}
    row = change_development_action(actor, action=action_by_number(actor, number), **given, **_found(actor, payload))
    return _told(actor, row)


@router.post("/development-actions/{number}/done", response=DevelopmentActionOut, summary="Say that a step is done")
def done(request: HttpRequest, number: NumberPath, payload: DevelopmentDoneIn) -> Any:
    """With what came of it."""
    actor = actor_of(request)
    return _told(actor, finish_development_action(actor, action=action_by_number(actor, number), **payload.dict()))


@router.delete("/development-actions/{number}", response=DevelopmentActionOut, summary="Remove a step of a plan")
def remove_action(request: HttpRequest, number: NumberPath) -> Any:
    """For whose plan it is and the managers above."""
    actor = actor_of(request)
    row = action_by_number(actor, number)
    was = action_out(row)
    remove_development_action(actor, action=row)
    return was


@router.get("/openings", response=Page[OpeningOut], summary="Roles that are open within the organisation")
def openings(request: HttpRequest, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """Those that are not over, the best matched for you first; how they match is told on your own page alone."""
    return page_of([one.row for one in openings_matched(actor_of(request))], opening_out, limit, offset)


@router.post("/openings", response=OpeningOut, summary="Tell everybody of a role that is open")
def post(request: HttpRequest, payload: OpeningIn) -> Any:
    """For heads of the unit and above, HR of it, and the office."""
    actor = actor_of(request)
    given = payload.dict(exclude={"unit", "role"})
    found = {"unit": unit_by_code(actor, payload.unit), "role": job_role_by_code(actor, payload.role)}
    return opening_out(post_opening(actor, **given, **found))


@router.get("/openings/{code}", response=OpeningOut, summary="One opening")
def opening(request: HttpRequest, code: CodePath) -> Any:
    """Everybody reads it."""
    return opening_out(opening_by_code(actor_of(request), code))


@router.delete("/openings/{code}", response=OpeningOut, summary="Remove an opening")
def drop(request: HttpRequest, code: CodePath) -> Any:
    """For whoever may post one of its unit."""
    actor = actor_of(request)
    row = opening_by_code(actor, code)
    was = opening_out(row)
    remove_opening(actor, opening=row)
    return was


@router.get("/promotions", response=Page[PromotionOut], summary="Promotions, open ones first")
def promotions(request: HttpRequest, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """Of people below you and of your HR, and your own once it is decided. Their words stand on their pages alone."""
    return page_of(cases_listed(actor_of(request)), promotion_out, limit, offset)


@router.get("/promotions/{number}", response=PromotionWholeOut, summary="One promotion without its words")
def promotion(request: HttpRequest, number: NumberPath) -> Any:
    """How complete its pack is, what of it is missing, and what the rule of readiness says."""
    actor = actor_of(request)
    return promotion_whole_out(case_pack(actor, case_by_number(actor, number)))


@router.get(
    "/promotions/{number}/work", response=CaseEvidenceOut, summary="What somebody attained in their time at a level"
)
def promotion_work(request: HttpRequest, number: NumberPath) -> Any:
    """Goals, how likely their targets were, check-ins, released reviews; each as far as you may read it there."""
    actor = actor_of(request)
    return evidence_out(evidence_of_case(actor, case_by_number(actor, number), (EvidenceGroup.WORK,)))


@router.get("/promotions/{number}/words", response=CaseEvidenceOut, summary="What was said of somebody in that time")
def promotion_words(request: HttpRequest, number: NumberPath) -> Any:
    """Feedback, recognition, notes of 1:1s and growth, with absences and moves; each as far as you may read it there."""
    actor = actor_of(request)
    groups = (EvidenceGroup.TOLD, EvidenceGroup.CONTEXT)
    return evidence_out(evidence_of_case(actor, case_by_number(actor, number), groups))


@router.get("/critical-roles", response=list[CriticalRoleOut], summary="Critical roles with who could follow")
def critical_roles(request: HttpRequest) -> Any:
    """Of units that you head or are HR of, and of people below you; never one that you hold, nor that you are named for."""
    return [critical_role_out(line) for line in successions(actor_of(request))]


@router.get("/growth-reach", response=list[ImpactLineOut], summary="Whether offers and promotions reach groups alike")
def reach(request: HttpRequest) -> Any:
    """The adverse-impact screen over the people of whom you are HR; nothing for anybody else."""
    return [reach_out(line) for line in impact_screen(actor_of(request))]


def _found(actor: Actor, payload: DevelopmentActionIn | DevelopmentActionChanged) -> dict[str, Any]:
    """What is named by its code, as far as it is said."""
    find = {"competency": competency_by_code, "objective": objective_by_code, "mentor": person_by_employee_id}
    said = {name: getattr(payload, name) for name in find if name in payload.model_fields_set}
    return {name: find[name](actor, code) if code else None for name, code in said.items()}


def _told(actor: Actor, row: DevelopmentAction) -> dict[str, Any]:
    return action_out(action_by_number(actor, row.pk))
