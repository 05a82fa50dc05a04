"""Feedback that one gives, receives and asks for, and recognition. Words without a name go through no program."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from hoshin.accounts.access import Actor
from hoshin.api.auth import actor_of
from hoshin.api.pagination import Page, page_of
from hoshin.api.parameters import LimitQuery, NumberPath, OffsetQuery
from hoshin.api.schemas.feedback import (
    AskIn,
    DeclineIn,
    FeedbackIn,
    FeedbackOut,
    RecognitionIn,
    RecognitionOut,
    RequestOut,
    feedback_out,
    recognition_out,
    request_out,
)
from hoshin.feedback.selectors import (
    FeedbackSide,
    feedback_in,
    recognitions_listed,
    request_by_number,
    requests_by,
    requests_to_answer,
    told,
)
from hoshin.feedback.services import ask_for_feedback, decline_feedback, recognise, write_feedback
from hoshin.feedback.ties import Tie
from hoshin.org.selectors import person_by_employee_id
from hoshin.strategy.selectors import objective_by_code

router = Router(tags=["feedback"])
SideQuery = Annotated[
    str, Query(pattern="^(received|given|shown)$", description="Received, given, or shown to you by who wrote it.")
]


@router.get("/feedback", response=Page[FeedbackOut], summary="Feedback that you may read")
def listed(request: HttpRequest, side: SideQuery = "received", limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """Only your own: no role reads that of others."""
    actor = actor_of(request)
    page = page_of(feedback_in(actor, FeedbackSide(side)), lambda row: row, limit, offset)
    return page | {"items": [feedback_out(one) for one in told(actor, page["items"])]}


@router.post("/feedback", response=FeedbackOut, summary="Give feedback")
def give(request: HttpRequest, payload: FeedbackIn) -> Any:
    """You and the receiver read it, and `shown_to` if you name the receiver's manager. With `is_draft` you alone."""
    actor = actor_of(request)
    row = write_feedback(
        actor,
        receiver=person_by_employee_id(actor, payload.receiver),
        text=payload.text,
        tie=_tie(actor, payload),
        shown_to=person_by_employee_id(actor, payload.shown_to) if payload.shown_to else None,
        is_draft=payload.is_draft,
    )
    return feedback_out(told(actor, [row])[0])


@router.get("/feedback/requests", response=Page[RequestOut], summary="What you asked others")
def requests(request: HttpRequest, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """The newest first, each with what became of it."""
    rows = requests_by(actor_of(request))
    return page_of(rows, lambda row: request_out(row, is_answered=row.is_answered), limit, offset)


@router.get("/feedback/waiting", response=Page[RequestOut], summary="Feedback that is asked of you")
def waiting(request: HttpRequest, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """What you neither answered nor declined, the oldest first."""
    rows = requests_to_answer(actor_of(request)).select_related("asked", "asker").order_by("asked_at", "pk")
    return page_of(rows, lambda row: request_out(row, is_answered=False), limit, offset)


@router.post("/feedback/requests", response=list[RequestOut], summary="Ask for feedback")
def ask(request: HttpRequest, payload: AskIn) -> Any:
    """One question to each of several people; nobody sees whom else you ask."""
    actor = actor_of(request)
    people = [person_by_employee_id(actor, code) for code in payload.people]
    made = ask_for_feedback(actor, people=people, question=payload.question, tie=_tie(actor, payload))
    return [request_out(row, is_answered=False) for row in made]


@router.post("/feedback/requests/{number}/decline", response=RequestOut, summary="Decline a request for feedback")
def decline(request: HttpRequest, number: NumberPath, payload: DeclineIn) -> Any:
    """With a word to whoever asked, or without."""
    actor = actor_of(request)
    row = decline_feedback(actor, request=request_by_number(actor, number), word=payload.word)
    return request_out(row, is_answered=False)


@router.get("/recognitions", response=Page[RecognitionOut], summary="Recognition, the newest first")
def recognitions(request: HttpRequest, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """For all to see."""
    return page_of(recognitions_listed(actor_of(request)), recognition_out, limit, offset)


@router.post("/recognitions", response=RecognitionOut, summary="Recognise somebody")
def thank(request: HttpRequest, payload: RecognitionIn) -> Any:
    """Everybody who signs in can read it, with your name."""
    actor = actor_of(request)
    person = person_by_employee_id(actor, payload.person)
    return recognition_out(recognise(actor, person=person, text=payload.text, value=payload.value))


def _tie(actor: Actor, payload: FeedbackIn | AskIn) -> Tie:
    objective = objective_by_code(actor, payload.objective) if payload.objective else None
    return Tie(objective, payload.value, payload.skill)
