"""Check-ins: what was said of key results, and saying it."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from hoshin.accounts.access import Actor
from hoshin.api.auth import actor_of
from hoshin.api.pagination import Page, page_of
from hoshin.api.parameters import CODE, CodePath, DayQuery, LimitQuery, OffsetQuery
from hoshin.api.schemas.check_ins import (
    CheckedInOut,
    CheckInIn,
    CheckInOut,
    CheckInsIn,
    TeamConfidenceIn,
    TeamConfidenceOut,
    check_in_out,
    team_confidence_out,
)
from hoshin.checkins.rows import CheckInDraft
from hoshin.checkins.selectors import check_ins_listed, team_vote_on
from hoshin.checkins.services import check_in, vote_confidence
from hoshin.checkins.standing import running_period
from hoshin.measures.rows import ActualRow
from hoshin.measures.selectors import measure_by_code
from hoshin.org.selectors import person_by_employee_id
from hoshin.strategy.selectors import objective_by_code

router = Router(tags=["check-ins"])


def _code(description: str) -> Any:
    return Query(pattern=CODE, max_length=100, description=description)


@router.get("/check-ins", response=Page[CheckInOut], summary="What was said of key results, the latest first")
def check_ins(
    request: HttpRequest,
    objective: Annotated[str | None, _code("The code of a goal.")] = None,
    measure: Annotated[str | None, _code("The code of a key result.")] = None,
    person: Annotated[str | None, _code("An employee id.")] = None,
    since: DayQuery = None,
    limit: LimitQuery = 100,
    offset: OffsetQuery = 0,
) -> Any:
    """Check-ins on goals that you may see."""
    actor = actor_of(request)
    rows = check_ins_listed(
        actor,
        objective=objective_by_code(actor, objective, ever=True) if objective else None,
        measure=measure_by_code(actor, measure) if measure else None,
        person=person_by_employee_id(actor, person) if person else None,
        since=since,
    )
    return page_of(rows, check_in_out, limit, offset)


@router.post("/check-ins", response=CheckedInOut, summary="Check in on key results")
def say(request: HttpRequest, payload: CheckInsIn) -> Any:
    """Values count at once; all or nothing. Said again on the same day, it is changed."""
    actor = actor_of(request)
    outcome = check_in(actor, [_draft(actor, one) for one in payload.check_ins])
    return {name: getattr(outcome, name) for name in ("created", "changed", "unchanged")}


@router.get(
    "/objectives/{code}/team-confidence", response=TeamConfidenceOut, summary="How sure a unit is of a goal of its own"
)
def team_confidence(request: HttpRequest, code: CodePath) -> Any:
    """Together, of weeks that are over, once three gave; never who said what."""
    actor = actor_of(request)
    return team_confidence_out(team_vote_on(actor, objective_by_code(actor, code)))


@router.post(
    "/objectives/{code}/team-confidence",
    response=TeamConfidenceOut,
    summary="Say how sure you are of a goal of your unit",
)
def vote(request: HttpRequest, code: CodePath, payload: TeamConfidenceIn) -> Any:
    """In private: you alone read it, this week; then your name is forgotten."""
    actor = actor_of(request)
    objective = objective_by_code(actor, code)
    vote_confidence(actor, objective=objective, confidence=payload.confidence)
    return team_confidence_out(team_vote_on(actor, objective))


def _draft(actor: Actor, said: CheckInIn) -> CheckInDraft:
    objective, measure = objective_by_code(actor, said.objective), measure_by_code(actor, said.measure)
    actual = None
    if said.value is not None:
        start = running_period(measure, objective).start
        actual = ActualRow(measure.pk, None, start, value=said.value, note=said.note)
    words = {name: getattr(said, name) for name in ("confidence", "note", "why", "blocker")}
    asked = person_by_employee_id(actor, said.asked) if said.asked else None
    return CheckInDraft(objective, measure, actual, status=said.status or "", blocker_to=asked, **words)
