"""Asking to learn something, and deciding on it."""

from hoshin.accounts.access import Actor, require
from hoshin.audit.editing import add_row, change_row, locked_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Denied, Invalid, Problem
from hoshin.base.wordings import Said
from hoshin.growth.learning_policies import holds_today, may_decide_on
from hoshin.growth.models import (
    OPEN_REQUESTS,
    LearningItem,
    LearningRecord,
    LearningRequest,
    LearningSession,
    RequestState,
)
from hoshin.growth.notices import LEARNING_DECIDED
from hoshin.growth.policies import GrowthRight
from hoshin.growth.services.seats import hand_on, seated_state, session_problems, tell_who_approved
from hoshin.growth.validity import text_problems, tidied
from hoshin.notices.services import tell
from hoshin.org.models import Person
from hoshin.org.selectors import person_of
from hoshin.strategy.models import Objective


def ask_to_learn(
    actor: Actor,
    *,
    item: LearningItem,
    session: LearningSession | None = None,
    reason: str = "",
    objective: Objective | None = None,
) -> LearningRequest:
    """Ask to learn something oneself, perhaps in a session, which may be full. Invalid: see `_problems`."""
    require(actor, GrowthRight.GROW)
    own = person_of(actor)
    if own is None:
        raise Denied(Said("Only people of the organisation learn here. Your user is linked to none: ask the office."))
    reason = tidied(reason)
    with act(actor, "ask_to_learn", name=item.name):
        locked_row(item, version=None)
        if problems := [*text_problems({"reason": reason}), *_problems(own, item, session)]:
            raise Invalid(problems)
        return add_row(
            LearningRequest(
                person=own, item=item, session=session, reason=reason, objective=objective, asked_on=clock.today()
            )
        )


def decide_on_request(actor: Actor, *, request: LearningRequest, is_approved: bool, word: str = "") -> LearningRequest:
    """Approve or decline what somebody below asked for. Approved in a full session, it waits for a seat.

    Invalid: it is decided, or the session is over.
    """
    if not may_decide_on(actor, request):
        raise Denied(Said("What somebody may learn is decided by the managers above them."))
    word = tidied(word)
    with act(actor, "approve_learning" if is_approved else "decline_learning", name=request.item.name):
        locked_row(request.item, version=None)
        fresh = locked_row(request, version=None)
        if fresh.state != RequestState.ASKED:
            raise Invalid("This is decided already.", remedy="Talk with each other.")
        problems = text_problems({"word": word})
        if is_approved and fresh.session is not None and fresh.session.starts_on < clock.today():
            remedy = "Decline it with a word, or let them choose another day first."
            problems.append(Problem("This session is over.", field="session", remedy=remedy))
        if problems:
            raise Invalid(problems)
        state = seated_state(fresh.session) if is_approved else RequestState.DECLINED
        decided = {"state": state, "word": word, "decided_by": person_of(actor), "decided_on": clock.today()}
        row = change_row(fresh, version=None, **decided)[0]
        tell(actor, LEARNING_DECIDED, users=[row.person.user_id], about=row.pk, facts={})
        return row


def withdraw_request(actor: Actor, *, request: LearningRequest) -> LearningRequest:
    """Ask for it no more. A seat goes to who waits for it, and whoever approved it is told."""
    if person_of(actor) != request.person:
        raise Denied(Said("Only whoever asked withdraws it."))
    with act(actor, "withdraw_learning", name=request.item.name):
        locked_row(request.item, version=None)
        fresh = locked_row(request, version=None)
        if fresh.state not in OPEN_REQUESTS:
            raise Invalid("There is nothing to withdraw.")
        was_decided = fresh.state != RequestState.ASKED
        row = change_row(fresh, version=None, state=RequestState.WITHDRAWN)[0]
        if was_decided:
            tell_who_approved(actor, row)
        if row.session is not None:
            hand_on(actor, row.session)
        return row


def _problems(own: Person, item: LearningItem, session: LearningSession | None) -> list[Problem]:
    """Why nobody can ask for it: it is not offered, asked for already, comes too early, or the session is over."""
    found = []
    if not item.is_offered:
        found.append(Problem("This is offered no more.", field="item", remedy="Look for another in the catalogue."))
    if LearningRequest.objects.filter(person=own, item=item, state__in=OPEN_REQUESTS).exists():
        found.append(Problem("You asked for this already.", field="item", remedy="Withdraw that first."))
    before = item.requires
    if before is not None and not LearningRecord.objects.filter(holds_today(), person=own, item=before).exists():
        remedy = Said("Learn %(name)s first.", name=before.name)
        found.append(Problem("Something else comes before it.", field="item", value=before.code, remedy=remedy))
    if session is not None:
        found += session_problems(item, session)
    return found
