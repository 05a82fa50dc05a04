"""Seats of sessions: who gets one, and who waits.

Whatever gives or takes seats of an entry holds the row of the entry first, so that two people never get the last one.
"""

from hoshin.accounts.access import Actor
from hoshin.audit.editing import change_row
from hoshin.base import clock
from hoshin.base.errors import Problem
from hoshin.growth.learning_policies import seats_of, who_waits
from hoshin.growth.models import LearningItem, LearningRequest, LearningSession, RequestState
from hoshin.growth.notices import LEARNING_RETURNED, LEARNING_SEAT
from hoshin.notices.services import tell


def hand_on(actor: Actor, session: LearningSession) -> None:
    """Give the seats of a session that are free to who waits for one, in the order of asking, and tell them.

    Nothing where it has begun: what is free then is of no use.
    """
    free = session.seats - seats_of([session.pk])[session.pk].taken
    if free <= 0 or session.starts_on < clock.today():
        return
    for request in who_waits(session).select_related("person")[:free]:
        change_row(request, version=None, state=RequestState.APPROVED)
        tell(actor, LEARNING_SEAT, users=[request.person.user_id], about=request.pk, facts={})


def seated_state(session: LearningSession | None) -> RequestState:
    """What an approved request is in a session: approved, or it waits where that is full."""
    if session is None:
        return RequestState.APPROVED
    is_free = seats_of([session.pk])[session.pk].taken < session.seats
    return RequestState.APPROVED if is_free else RequestState.WAITING


def session_problems(item: LearningItem, session: LearningSession) -> list[Problem]:
    """Why nobody can ask to come to a session."""
    found = []
    if session.item_id != item.pk:
        found.append(Problem("This session is of something else.", field="session", remedy="Choose one of it."))
    if session.starts_on < clock.today():
        found.append(Problem("This session is over.", field="session", remedy="Choose a later one."))
    return found


def tell_who_approved(actor: Actor, request: LearningRequest) -> None:
    """Tell whoever approved a request that it was given back, or moved to another day."""
    if request.decided_by is not None:
        tell(actor, LEARNING_RETURNED, users=[request.decided_by.user_id], about=request.pk, facts={})
