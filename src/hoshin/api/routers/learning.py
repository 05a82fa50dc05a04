"""Learning: the catalogue with its sessions, requests and what is decided on them, and what people learnt."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router

from hoshin.accounts.access import Actor
from hoshin.api.auth import actor_of
from hoshin.api.pagination import Page, page_of
from hoshin.api.parameters import CODE, CodePath, LimitQuery, NumberPath, OffsetQuery, SearchQuery
from hoshin.api.schemas.learning import (
    LearningDecisionIn,
    LearningItemChanged,
    LearningItemIn,
    LearningItemOut,
    LearningItemWholeOut,
    LearningRecordIn,
    LearningRecordOut,
    LearningRequestIn,
    LearningRequestOut,
    LearningSessionChanged,
    LearningSessionChosenIn,
    LearningSessionIn,
    item_out,
    learning_record_out,
    learning_request_out,
    whole_item_out,
)
from hoshin.growth.models import Competency
from hoshin.growth.selectors import (
    changes_by,
    competency_by_code,
    learning_item_by_code,
    learning_listed,
    learning_request_by_number,
    own_requests,
    person_growing,
    records_of,
    requests_waiting,
    session_by_number,
    sessions_to_come,
    skills_of_item,
)
from hoshin.growth.services import (
    add_learning_item,
    add_learning_session,
    ask_to_learn,
    change_learning_item,
    change_learning_session,
    choose_session,
    decide_on_request,
    record_learning,
    remove_learning_item,
    remove_learning_session,
    withdraw_request,
)
from hoshin.org.selectors import person_by_employee_id, unit_by_code
from hoshin.strategy.selectors import objective_by_code

router = Router(tags=["growth"])
_CompetencyQuery = Annotated[str | None, Query(pattern=CODE, max_length=100, description="What helps with it alone.")]
_ScopeQuery = Annotated[Literal["own", "waiting"], Query(description="Your own, or what waits for your decision.")]


@router.get("/learning", response=Page[LearningItemOut], summary="What is offered, by name")
def listed(
    request: HttpRequest, search: SearchQuery = "", competency: _CompetencyQuery = None, limit: LimitQuery = 100,
    offset: OffsetQuery = 0,
) -> Any:  # fmt: skip
    """The catalogue; everybody reads it."""
    actor = actor_of(request)
    rows = learning_listed(actor, search, competency_by_code(actor, competency) if competency else None)
    return page_of(rows.select_related("requires", "mandatory_in"), item_out, limit, offset)


@router.post("/learning", response=LearningItemWholeOut, summary="Add an entry to the catalogue")
def add(request: HttpRequest, payload: LearningItemIn) -> Any:
    """For the office."""
    actor = actor_of(request)
    given = payload.dict(exclude={"levels", "requires", "mandatory_in"})
    row = add_learning_item(actor, **given, **_found(actor, payload), levels=_levels(actor, payload.levels))
    return _told(actor, row.code)


@router.get("/learning/{code}", response=LearningItemWholeOut, summary="One entry of the catalogue")
def one(request: HttpRequest, code: CodePath) -> Any:
    """With the sessions to come, and what it changed among the people whose growth you see."""
    return _told(actor_of(request), code)


@router.patch("/learning/{code}", response=LearningItemWholeOut, summary="Change an entry of the catalogue")
def change(request: HttpRequest, code: CodePath, payload: LearningItemChanged) -> Any:
    """For the office."""
    actor = actor_of(request)
    given = payload.dict(exclude_unset=True, exclude={"levels", "requires", "mandatory_in"})
    levels = _levels(actor, payload.levels) if "levels" in payload.model_fields_set else None
    row = learning_item_by_code(actor, code)
    changed = change_learning_item(actor, item=row, levels=levels, **given, **_found(actor, payload))
    return _told(actor, changed.code)


@router.delete("/learning/{code}", response=LearningItemWholeOut, summary="Remove an entry of the catalogue")
def remove(request: HttpRequest, code: CodePath) -> Any:
    """For the office; one that somebody asked for or learnt is offered no more instead."""
    actor = actor_of(request)
    was = _told(actor, code)
    remove_learning_item(actor, item=learning_item_by_code(actor, code))
    return was


@router.post("/learning/{code}/sessions", response=LearningItemWholeOut, summary="Say when an entry is held")
def add_session(request: HttpRequest, code: CodePath, payload: LearningSessionIn) -> Any:
    """For the office."""
    actor = actor_of(request)
    add_learning_session(actor, item=learning_item_by_code(actor, code), **_said_of_session(actor, payload.dict()))
    return _told(actor, code)


@router.patch("/learning-sessions/{number}", response=LearningItemWholeOut, summary="Change a session")
def change_session(request: HttpRequest, number: NumberPath, payload: LearningSessionChanged) -> Any:
    """For the office. Whoever asked for it is told of another day or place; seats that are added go to who waits."""
    actor = actor_of(request)
    session, said = session_by_number(actor, number), payload.dict(exclude_unset=True)
    # A day and seats are there always: null leaves them.
    said = {name: value for name, value in said.items() if value is not None or name == "host"}
    change_learning_session(actor, session=session, **_said_of_session(actor, said))
    return _told(actor, session.item.code)


@router.delete("/learning-sessions/{number}", response=LearningItemWholeOut, summary="Remove a session")
def drop_session(request: HttpRequest, number: NumberPath) -> Any:
    """For the office. What was approved stays so without a day, and whoever asked is told; one that has begun stays."""
    actor = actor_of(request)
    session = session_by_number(actor, number)
    remove_learning_session(actor, session=session)
    return _told(actor, session.item.code)


@router.post("/learning/{code}/requests", response=LearningRequestOut, summary="Ask to learn something")
def ask(request: HttpRequest, code: CodePath, payload: LearningRequestIn) -> Any:
    """For yourself. The managers above you decide on it; they and HR of your unit read it."""
    actor = actor_of(request)
    row = ask_to_learn(
        actor,
        item=learning_item_by_code(actor, code),
        session=session_by_number(actor, payload.session) if payload.session else None,
        objective=objective_by_code(actor, payload.objective) if payload.objective else None,
        reason=payload.reason,
    )
    return learning_request_out(row)


@router.get("/learning-requests", response=Page[LearningRequestOut], summary="What was asked for")
def requests(request: HttpRequest, scope: _ScopeQuery = "own", limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """Your own, the latest first, or what people who report to you ask, the oldest first; fifty at most."""
    actor = actor_of(request)
    rows = own_requests(actor) if scope == "own" else requests_waiting(actor)
    return page_of(rows, learning_request_out, limit, offset)


@router.post("/learning-requests/{number}/decision", response=LearningRequestOut, summary="Decide on a request")
def decide(request: HttpRequest, number: NumberPath, payload: LearningDecisionIn) -> Any:
    """For the managers above whoever asks. A seat is given with the approval; in a full session it waits."""
    actor = actor_of(request)
    decide_on_request(actor, request=learning_request_by_number(actor, number), **payload.dict())
    return learning_request_out(learning_request_by_number(actor, number))


@router.post("/learning-requests/{number}/session", response=LearningRequestOut, summary="Come on another day")
def choose(request: HttpRequest, number: NumberPath, payload: LearningSessionChosenIn) -> Any:
    """For whoever asked. What was approved stays so, and waits where that session is full."""
    actor = actor_of(request)
    session = session_by_number(actor, payload.session) if payload.session else None
    choose_session(actor, request=learning_request_by_number(actor, number), session=session)
    return learning_request_out(learning_request_by_number(actor, number))


@router.post("/learning-requests/{number}/withdraw", response=LearningRequestOut, summary="Ask for it no more")
def withdraw(request: HttpRequest, number: NumberPath) -> Any:
    """For whoever asked."""
    actor = actor_of(request)
    withdraw_request(actor, request=learning_request_by_number(actor, number))
    return learning_request_out(learning_request_by_number(actor, number))


@router.get("/people/{employee_id}/learning-records", response=list[LearningRecordOut], summary="What somebody learnt")
def records(request: HttpRequest, employee_id: CodePath) -> Any:
    """Read by themself, the managers above and HR of the unit; the latest first, a hundred at most."""
    actor = actor_of(request)
    return [learning_record_out(row) for row in records_of(actor, person_growing(actor, employee_id))]


@router.post("/people/{employee_id}/learning-records", response=LearningRecordOut, summary="Keep what somebody learnt")
def keep(request: HttpRequest, employee_id: CodePath, payload: LearningRecordIn) -> Any:
    """For themself and the managers above. It expires as the entry says."""
    actor = actor_of(request)
    person = person_growing(actor, employee_id)
    item = learning_item_by_code(actor, payload.item)
    return learning_record_out(record_learning(actor, person=person, item=item, done_on=payload.done_on))


def _told(actor: Actor, code: str) -> dict[str, Any]:
    row = learning_item_by_code(actor, code)
    return whole_item_out(row, skills_of_item(actor, row), sessions_to_come(actor, row), changes_by(actor, row))


def _found(actor: Actor, payload: LearningItemIn | LearningItemChanged) -> dict[str, Any]:
    """What is named by its code, as far as it is said."""
    found: dict[str, Any] = {}
    if "requires" in payload.model_fields_set:
        found["requires"] = learning_item_by_code(actor, payload.requires) if payload.requires else None
    if "mandatory_in" in payload.model_fields_set:
        found["mandatory_in"] = unit_by_code(actor, payload.mandatory_in) if payload.mandatory_in else None
    return found


def _said_of_session(actor: Actor, said: dict[str, Any]) -> dict[str, Any]:
    if said.get("host"):
        said["host"] = person_by_employee_id(actor, said["host"])
    return said


def _levels(actor: Actor, said: dict[str, int]) -> dict[Competency, int]:
    return {competency_by_code(actor, code): level for code, level in said.items()}
