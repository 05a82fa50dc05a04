"""Announcements of leaders: read, written and asked about. How one leads is for no program."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router

from hoshin.accounts.access import Actor
from hoshin.api.auth import actor_of
from hoshin.api.pagination import Page, page_of
from hoshin.api.parameters import LimitQuery, OffsetQuery
from hoshin.api.schemas.leading import (
    AnnouncementChanged,
    AnnouncementIn,
    AnnouncementOut,
    AnswerToQuestionIn,
    QuestionIn,
    QuestionOut,
    announcement_out,
    question_out,
)
from hoshin.leading.selectors import (
    announcement_by_number,
    announcements_listed,
    question_by_number,
    questions_about,
    shown_announcements,
)
from hoshin.leading.services import (
    announce,
    answer_question,
    ask_about,
    change_announcement,
    note_reading,
    remove_announcement,
)
from hoshin.org.selectors import unit_by_code
from hoshin.strategy.models import Objective
from hoshin.strategy.selectors import objective_by_code

router = Router(tags=["announcements"])
AnnouncementPath = Annotated[int, Path(ge=1, le=2**53, description="Its number, as lists tell it.")]


@router.get("/announcements", response=Page[AnnouncementOut], summary="Announcements, the newest first")
def listed(request: HttpRequest, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """Of everybody, for all to read."""
    actor = actor_of(request)
    page = page_of(announcements_listed(actor), lambda row: row, limit, offset)
    return page | {"items": [announcement_out(one) for one in shown_announcements(actor, page["items"])]}


@router.post("/announcements", response=AnnouncementOut, summary="Announce a direction")
def write(request: HttpRequest, payload: AnnouncementIn) -> Any:
    """To a unit that you head and all below, or to those who report to you; of the office to everybody. They are told."""
    actor = actor_of(request)
    row = announce(
        actor,
        title=payload.title,
        text=payload.text,
        unit=unit_by_code(actor, payload.unit) if payload.unit else None,
        to_team=payload.to_team,
        objective=_objective(actor, payload.objective),
    )
    return _told(actor, row.pk)


@router.get("/announcements/{number}", response=AnnouncementOut, summary="One announcement")
def one(request: HttpRequest, number: AnnouncementPath) -> Any:
    """Its author sees how many of those whom it is for read it, and never who: reading it here counts."""
    actor = actor_of(request)
    note_reading(actor, announcement=announcement_by_number(actor, number))
    return _told(actor, number)


@router.patch("/announcements/{number}", response=AnnouncementOut, summary="Mend an announcement")
def change(request: HttpRequest, number: AnnouncementPath, payload: AnnouncementChanged) -> Any:
    """Only of one's own; for whom it is stays."""
    actor = actor_of(request)
    row = announcement_by_number(actor, number)
    given = payload.dict(exclude_unset=True)
    said = {name: given.get(name) or getattr(row, name) for name in ("title", "text")}
    objective = _objective(actor, payload.objective) if "objective" in given else row.objective
    change_announcement(actor, announcement=row, version=payload.version, objective=objective, **said)
    return _told(actor, number)


@router.delete("/announcements/{number}", response=AnnouncementOut, summary="Take an announcement out")
def remove(request: HttpRequest, number: AnnouncementPath) -> Any:
    """Only one's own, with what was asked about it."""
    actor = actor_of(request)
    was = _told(actor, number)
    remove_announcement(actor, announcement=announcement_by_number(actor, number))
    return was


@router.get("/announcements/{number}/questions", response=Page[QuestionOut], summary="What is asked about one")
def questions(request: HttpRequest, number: AnnouncementPath, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """With what was answered, the first first."""
    actor = actor_of(request)
    return page_of(questions_about(actor, announcement_by_number(actor, number)), question_out, limit, offset)


@router.post("/announcements/{number}/questions", response=QuestionOut, summary="Ask about an announcement")
def ask(request: HttpRequest, number: AnnouncementPath, payload: QuestionIn) -> Any:
    """Everybody who signs in can read it, with your name; its author owes an answer."""
    actor = actor_of(request)
    return question_out(ask_about(actor, announcement=announcement_by_number(actor, number), text=payload.text))


@router.post("/announcements/questions/{number}/answer", response=QuestionOut, summary="Answer a question")
def answer(request: HttpRequest, number: AnnouncementPath, payload: AnswerToQuestionIn) -> Any:
    """About what one announced; again: say it otherwise."""
    actor = actor_of(request)
    question = question_by_number(actor, number)
    return question_out(answer_question(actor, question=question, answer=payload.answer, version=payload.version))


def _objective(actor: Actor, code: str | None) -> Objective | None:
    return objective_by_code(actor, code) if code else None


def _told(actor: Actor, number: int) -> dict[str, Any]:
    return announcement_out(shown_announcements(actor, [announcement_by_number(actor, number)])[0])
