"""Sessions: when an entry is held and by whom, what becomes of requests when one is moved or called off, who was there."""

from collections.abc import Collection
from datetime import date
from typing import Any

from hoshin.accounts.access import Actor, require
from hoshin.audit.editing import add_row, change_row, locked_row, remove_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Denied, Invalid, Problem
from hoshin.base.wordings import Said
from hoshin.growth.learning_policies import seats_of, seats_seen_by_host, sessions_held_by
from hoshin.growth.models import (
    OPEN_REQUESTS,
    LearningItem,
    LearningRecord,
    LearningRequest,
    LearningSession,
    RequestState,
)
from hoshin.growth.notices import HOST, LEARNING_MOVED
from hoshin.growth.policies import GrowthRight
from hoshin.growth.services.recording import keep_record
from hoshin.growth.services.seats import hand_on, seated_state, session_problems, tell_who_approved
from hoshin.growth.validity import all_tidied
from hoshin.notices.services import PieceOfNews, tell, tell_each
from hoshin.org.models import Person
from hoshin.org.selectors import person_of


def add_learning_session(
    actor: Actor, *, item: LearningItem, starts_on: date, seats: int, place: str = "", host: Person | None = None
) -> LearningSession:
    """Say when an entry is held, and by whom, who is told. Invalid: it has no seat."""
    require(actor, GrowthRight.WRITE_FRAMEWORK)
    with act(actor, "add_learning_session", name=item.name):
        row = LearningSession(item=item, starts_on=starts_on, seats=seats, place=place.strip(), host=host)
        _tell_host(actor, add_row(row), None)
        return row


def change_learning_session(
    actor: Actor, *, session: LearningSession, version: int | None = None, **said: Any
) -> LearningSession:
    """Change its day, place, seats or host. Whoever asked for it is told of another day or place; seats that are added go to
    who waits. Invalid: more people have a seat than there would be. Conflict: somebody changed it meanwhile.
    """
    require(actor, GrowthRight.WRITE_FRAMEWORK)
    values = all_tidied(said)
    with act(actor, "change_learning_session", name=session.item.name):
        locked_row(session.item, version=None)
        before = locked_row(session, version=version)
        taken = seats_of([before.pk])[before.pk].taken
        if values.get("seats", before.seats) < taken:
            message = Said("More people have a seat already: %(count)s.", count=taken)
            raise Invalid([Problem(message, field="seats", remedy="Write as many at least, or add a session.")])
        row = change_row(session, version=None, **values)[0]
        if (row.starts_on, row.place) != (before.starts_on, before.place):
            _tell_of_move(actor, row)
        _tell_host(actor, row, before.host_id)
        hand_on(actor, row)
        return row


def remove_learning_session(actor: Actor, *, session: LearningSession) -> None:
    """Let a session not take place. What was approved stays approved without a day, and whoever asked is told.

    Invalid: it has begun.
    """
    require(actor, GrowthRight.WRITE_FRAMEWORK)
    with act(actor, "remove_learning_session", name=session.item.name):
        locked_row(session.item, version=None)
        row = locked_row(session, version=None)
        if row.starts_on <= clock.today() and LearningRequest.objects.filter(session=row).exists():
            raise Invalid("This session has begun.", remedy="Leave it: who was there is kept with it.")
        _tell_of_move(actor, row)
        for request in LearningRequest.objects.filter(session=row):
            state = RequestState.APPROVED if request.state == RequestState.WAITING else request.state
            change_row(request, version=None, session=None, state=state)
        remove_row(row, version=None, in_use="")


def choose_session(actor: Actor, *, request: LearningRequest, session: LearningSession | None) -> LearningRequest:
    """Come on another day, or on none that is planned: what was approved stays so, and waits where that session is full.

    The seat that was held goes to who waits for it. Invalid: it is over, or of something else, or nothing is open.
    """
    if person_of(actor) != request.person:
        raise Denied(Said("Only whoever asked chooses a session."))
    with act(actor, "choose_learning_session", name=request.item.name):
        locked_row(request.item, version=None)
        fresh = locked_row(request, version=None)
        if fresh.state not in OPEN_REQUESTS:
            raise Invalid("This is not asked for any more.", remedy="Ask for it again.")
        if session is not None:
            # Its seats may be others than when it was read.
            session = locked_row(session, version=None)
            if problems := session_problems(fresh.item, session):
                raise Invalid(problems)
        before = fresh.session
        if session == before:
            return fresh
        is_decided = fresh.state != RequestState.ASKED
        state = seated_state(session) if is_decided else RequestState.ASKED
        row = change_row(fresh, version=None, session=session, state=state)[0]
        if is_decided:
            tell_who_approved(actor, row)
        if before is not None:
            hand_on(actor, before)
        return row


def keep_attendance(actor: Actor, *, session: LearningSession, requests: Collection[int]) -> list[LearningRecord]:
    """Keep of people with a seat in a session, by the numbers of their requests, that they learnt it on its day.

    Only whoever holds it says who was there, from its day on. Who was not stays approved, and may choose another day.
    """
    if not sessions_held_by(actor).filter(pk=session.pk).exists():
        raise Denied(Said("Who was there is kept by whoever holds the session."))
    if session.starts_on > clock.today():
        raise Invalid("This session is yet to come.", remedy="Say on its day who was there.")
    with act(actor, "keep_attendance", name=session.item.name):
        locked_row(session.item, version=None)
        rows = seats_seen_by_host(actor).filter(session=session, state=RequestState.APPROVED, pk__in=requests)
        return [keep_record(actor, row.person, session.item, session.starts_on) for row in rows]


def _tell_of_move(actor: Actor, session: LearningSession) -> None:
    rows = LearningRequest.objects.filter(session=session, state__in=OPEN_REQUESTS).order_by("pk")
    told = [PieceOfNews((user,), pk, {}) for pk, user in rows.values_list("pk", "person__user") if user is not None]
    tell_each(actor, LEARNING_MOVED, told)


def _tell_host(actor: Actor, session: LearningSession, before: int | None) -> None:
    if session.host is not None and session.host_id != before:
        facts = {"number": session.pk}
        tell(actor, HOST, users=[session.host.user_id], about=session.pk, facts=facts)
