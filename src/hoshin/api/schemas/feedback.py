"""Feedback between two people, requests for it, and recognition."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from hoshin.api.parameters import CODE
from hoshin.api.schemas.recorded import Strict
from hoshin.feedback.models import LONGEST, LONGEST_QUESTION, LONGEST_WORD, FeedbackRequest, Recognition
from hoshin.feedback.selectors import ToldFeedback

_Person = Annotated[str, Field(pattern=CODE, max_length=100, description="An employee id.")]
_Objective = Annotated[str | None, Field(pattern=CODE, max_length=100, description="Code of an objective.")]


class FeedbackOut(Schema):
    """Only its giver, its receiver and `shown_to`, the manager whom the giver chose, ever read it."""

    id: int
    giver: str
    receiver: str
    shown_to: str | None
    text: str
    objective: str | None
    value: str
    skill: str
    given_at: datetime | None = Field(description="null: a draft, which its giver alone reads.")
    version: int


class FeedbackIn(Strict):
    receiver: _Person
    text: str = Field(min_length=1, max_length=LONGEST)
    objective: _Objective = None
    value: str = Field("", max_length=300)
    skill: str = Field("", max_length=200)
    shown_to: Annotated[str | None, Field(pattern=CODE, max_length=100)] = Field(
        None, description="Employee id of the receiver's manager, where they may read it as well."
    )
    is_draft: bool = Field(False, description="Keep it for yourself.")


class RequestOut(Schema):
    id: int
    asker: str
    asked: str
    question: str
    asked_at: datetime
    is_answered: bool
    declined_at: datetime | None
    word: str


class AskIn(Strict):
    people: list[_Person] = Field(min_length=1, max_length=10)
    question: str = Field(min_length=1, max_length=LONGEST_QUESTION)
    objective: _Objective = None
    value: str = Field("", max_length=300)
    skill: str = Field("", max_length=200)


class DeclineIn(Strict):
    word: str = Field("", max_length=LONGEST_WORD)


class RecognitionOut(Schema):
    id: int
    giver: str
    person: str
    text: str
    value: str
    given_at: datetime


class RecognitionIn(Strict):
    person: _Person
    text: str = Field(min_length=1, max_length=LONGEST_QUESTION)
    value: str = Field("", max_length=300, description="A value of the organisation, where it has named any.")


def feedback_out(told: ToldFeedback) -> dict[str, Any]:
    row = told.row
    return {
        "id": row.pk,
        "giver": row.giver.employee_id,
        "receiver": row.receiver.employee_id,
        "shown_to": row.shown_to.employee_id if row.shown_to else None,
        "text": row.text,
        "objective": told.objective.code if told.objective else None,
        "value": row.value,
        "skill": row.skill,
        "given_at": row.given_at,
        "version": row.version,
    }


def request_out(row: FeedbackRequest, *, is_answered: bool) -> dict[str, Any]:
    return {
        "id": row.pk,
        "asker": row.asker.employee_id,
        "asked": row.asked.employee_id,
        "question": row.question,
        "asked_at": row.asked_at,
        "is_answered": is_answered,
        "declined_at": row.declined_at,
        "word": row.word,
    }


def recognition_out(row: Recognition) -> dict[str, Any]:
    return {
        "id": row.pk,
        "giver": row.giver.employee_id,
        "person": row.person.employee_id,
        "text": row.text,
        "value": row.value,
        "given_at": row.given_at,
    }
