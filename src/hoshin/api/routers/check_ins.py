"""Check-ins: what was said of key results, and saying it."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from hoshin.accounts.access import Actor
from hoshin.api.auth import actor_of
from hoshin.api.pagination import Page, page_of
from hoshin.api.parameters import CODE, DayQuery, LimitQuery, OffsetQuery
from hoshin.api.schemas.check_ins import CheckedInOut, CheckInIn, CheckInOut, CheckInsIn, check_in_out
from hoshin.checkins.rows import CheckInDraft
from hoshin.checkins.selectors import check_ins_listed
from hoshin.checkins.services import check_in
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


def _draft(actor: Actor, said: CheckInIn) -> CheckInDraft:
    objective, measure = objective_by_code(actor, said.objective), measure_by_code(actor, said.measure)
    actual = None
    if said.value is not None:
        start = running_period(measure, objective).start
        actual = ActualRow(measure.pk, None, start, value=said.value, note=said.note)
    words = {name: getattr(said, name) for name in ("confidence", "note", "why", "blocker")}
    return CheckInDraft(objective, measure, actual, status=said.status or "", **words)
