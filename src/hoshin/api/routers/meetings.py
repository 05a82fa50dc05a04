"""1:1s of whoever asks: series, their meetings, agenda and action items. Nobody reads those of others."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router

from hoshin.api.auth import actor_of
from hoshin.api.pagination import Page, page_of
from hoshin.api.parameters import LimitQuery, OffsetQuery
from hoshin.api.schemas.meetings import (
    ActionItemChanged,
    ActionItemIn,
    ActionItemOut,
    AgendaOut,
    AnswerIn,
    MeetingOut,
    OneOnOneChanged,
    OneOnOneIn,
    OneOnOneOut,
    PointIn,
    PointOut,
    action_item_out,
    meeting_out,
    one_on_one_out,
    point_out,
    topic_out,
)
from hoshin.base import clock
from hoshin.meetings.selectors import (
    action_item_by_number,
    action_items_of,
    changed_since_last,
    current_occasions,
    one_on_one_by_number,
    one_on_ones_of,
    own_open_items,
    past_occasions,
    waiting_points,
)
from hoshin.meetings.services import (
    add_action_item,
    add_agenda_item,
    answer_one_on_one,
    change_action_item,
    change_one_on_one,
    propose_one_on_one,
)
from hoshin.meetings.services.series import person_acting
from hoshin.org.selectors import person_by_employee_id

router = Router(tags=["one-on-ones"])
OneOnOnePath = Annotated[int, Path(ge=1, le=9_000_000_000_000_000_000, description="Its number, as lists tell it.")]


@router.get("/one-on-ones", response=Page[OneOnOneOut], summary="Your 1:1s, the latest first")
def one_on_ones(request: HttpRequest, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """Those that go on, are proposed, or are over."""
    return page_of(one_on_ones_of(actor_of(request)), one_on_one_out, limit, offset)


@router.post("/one-on-ones", response=OneOnOneOut, summary="Set up or propose a 1:1")
def propose(request: HttpRequest, payload: OneOnOneIn) -> Any:
    """The other one is told, and answers unless you lead them."""
    actor = actor_of(request)
    partner = person_by_employee_id(actor, payload.partner)
    one = propose_one_on_one(actor, partner=partner, **payload.dict(exclude={"partner"}))
    return one_on_one_out(one_on_one_by_number(actor, one.pk))


@router.get("/one-on-ones/{number}", response=OneOnOneOut, summary="One of your 1:1s")
def one_on_one(request: HttpRequest, number: OneOnOnePath) -> Any:
    """When and with whom."""
    return one_on_one_out(one_on_one_by_number(actor_of(request), number))


@router.patch("/one-on-ones/{number}", response=OneOnOneOut, summary="Change a 1:1, or end it")
def change(request: HttpRequest, number: OneOnOnePath, payload: OneOnOneChanged) -> Any:
    """The other one is told. With another first day or rhythm, what was moved or left out to come is forgotten."""
    actor = actor_of(request)
    given = {name: value for name, value in payload.dict(exclude={"version"}).items() if value is not None}
    change_one_on_one(actor, one_on_one=one_on_one_by_number(actor, number), version=payload.version, **given)
    return one_on_one_out(one_on_one_by_number(actor, number))


@router.post("/one-on-ones/{number}/answer", response=OneOnOneOut, summary="Accept or decline a 1:1")
def answer(request: HttpRequest, number: OneOnOnePath, payload: AnswerIn) -> Any:
    """Of those that were proposed to you."""
    actor = actor_of(request)
    answer_one_on_one(actor, one_on_one=one_on_one_by_number(actor, number), is_accepted=payload.accept)
    return one_on_one_out(one_on_one_by_number(actor, number))


@router.get("/one-on-ones/{number}/meetings", response=Page[MeetingOut], summary="Meetings of a 1:1")
def meetings(request: HttpRequest, number: OneOnOnePath, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """The one to come first, then those that were, with the notes for both."""
    actor = actor_of(request)
    one = one_on_one_by_number(actor, number)
    return page_of([*current_occasions(actor, [one]).values(), *past_occasions(actor, one)], meeting_out, limit, offset)


@router.get("/one-on-ones/{number}/agenda", response=AgendaOut, summary="What the next meeting is about")
def agenda(request: HttpRequest, number: OneOnOnePath) -> Any:
    """What changed since the last one, and the points that wait."""
    actor = actor_of(request)
    one = one_on_one_by_number(actor, number)
    found = changed_since_last(actor, one)
    return {
        "changed": [topic_out(topic, person.employee_id) for person, topics in found for topic in topics],
        "points": [point_out(point) for point in waiting_points(actor, one)],
    }


@router.post("/one-on-ones/{number}/agenda", response=PointOut, summary="Add a point to talk about")
def add_point(request: HttpRequest, number: OneOnOnePath, payload: PointIn) -> Any:
    """As the last of those that wait."""
    actor = actor_of(request)
    return point_out(add_agenda_item(actor, one_on_one=one_on_one_by_number(actor, number), text=payload.text))


@router.get("/one-on-ones/{number}/action-items", response=Page[ActionItemOut], summary="Action items of a 1:1")
def action_items(request: HttpRequest, number: OneOnOnePath, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """All that are open, and those done since the last meeting."""
    actor = actor_of(request)
    return page_of(action_items_of(actor, one_on_one_by_number(actor, number)), action_item_out, limit, offset)


@router.post("/one-on-ones/{number}/action-items", response=ActionItemOut, summary="Add an action item")
def add_item(request: HttpRequest, number: OneOnOnePath, payload: ActionItemIn) -> Any:
    """For one of the two."""
    actor = actor_of(request)
    one = one_on_one_by_number(actor, number)
    owner = person_by_employee_id(actor, payload.owner) if payload.owner else person_acting(actor)
    return action_item_out(
        add_action_item(actor, one_on_one=one, text=payload.text, owner=owner, due_on=payload.due_on)
    )


@router.get("/action-items", response=Page[ActionItemOut], summary="What you are to do")
def own_items(request: HttpRequest, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """What is open of all your 1:1s and was handed over to you, what is due first."""
    return page_of(own_open_items(actor_of(request)), action_item_out, limit, offset)


@router.patch("/action-items/{number}", response=ActionItemOut, summary="Change an action item, or say that it is done")
def change_item(request: HttpRequest, number: OneOnOnePath, payload: ActionItemChanged) -> Any:
    """The two who meet may, and whoever is to do it."""
    actor = actor_of(request)
    given = {name: value for name, value in payload.dict(exclude={"version", "done"}).items() if value is not None}
    if payload.done is not None:
        given["done_on"] = clock.today() if payload.done else None
    item = action_item_by_number(actor, number)
    return action_item_out(change_action_item(actor, item=item, version=payload.version, **given)[0])
