"""Announcements of leaders, and questions about them."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from hoshin.api.parameters import CODE
from hoshin.api.schemas.recorded import Strict
from hoshin.leading.models import LONGEST, LONGEST_QUESTION, AnnouncementQuestion
from hoshin.leading.selectors import ShownAnnouncement

_Objective = Annotated[
    str | None, Field(pattern=CODE, max_length=100, description="Code of the objective that it serves.")
]
_Version = Annotated[int, Field(ge=1, le=2_000_000_000, description="The version that was read; another is refused.")]
_Title = Annotated[str, Field(min_length=1, max_length=200)]
_Text = Annotated[str, Field(min_length=1, max_length=LONGEST)]


class AnnouncementOut(Schema):
    """For all to read; with neither `unit` nor `to_team` it is for everybody."""

    number: int
    author: str = Field(description="An employee id.")
    title: str
    text: str
    unit: str | None = Field(description="Code of the unit that it is for, with all below.")
    to_team: bool = Field(description="It is for those who report to its author.")
    objective: str | None = Field(description="Code of the objective that it serves, where you may see it.")
    published_at: datetime
    questions: int
    unanswered: int
    opened_by: int | None = Field(description="How many of `audience` opened it; null unless you announced it.")
    audience: int | None
    version: int


class AnnouncementIn(Strict):
    title: _Title
    text: _Text
    unit: Annotated[str | None, Field(pattern=CODE, max_length=100, description="Code of a unit that you head.")] = None
    to_team: bool = Field(False, description="To those who report to you.")
    objective: _Objective = None


class AnnouncementChanged(Strict):
    title: _Title | None = None
    text: _Text | None = None
    objective: _Objective = Field(None, description="Code of the objective that it serves. null: none any more.")
    version: _Version | None = None


class QuestionOut(Schema):
    number: int
    asker: str = Field(description="An employee id.")
    text: str
    asked_at: datetime
    answer: str
    answered_at: datetime | None
    version: int


class QuestionIn(Strict):
    text: str = Field(min_length=1, max_length=LONGEST_QUESTION)


class AnswerToQuestionIn(Strict):
    answer: _Text
    version: _Version | None = None


def announcement_out(shown: ShownAnnouncement) -> dict[str, Any]:
    row = shown.row
    return {
        "number": row.pk,
        "author": row.author.employee_id,
        "title": row.title,
        "text": row.text,
        "unit": row.unit.code if row.unit else None,
        "to_team": row.to_team,
        "objective": shown.objective.code if shown.objective else None,
        "published_at": row.published_at,
        "questions": shown.questions,
        "unanswered": shown.waiting,
        "opened_by": shown.readers,
        "audience": shown.audience,
        "version": row.version,
    }


def question_out(row: AnnouncementQuestion) -> dict[str, Any]:
    return {
        "number": row.pk,
        "asker": row.asker.employee_id,
        "text": row.text,
        "asked_at": row.asked_at,
        "answer": row.answer,
        "answered_at": row.answered_at,
        "version": row.version,
    }
