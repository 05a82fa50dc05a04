"""Asking to learn something, deciding on it, and keeping that it was learnt."""

from calendar import monthrange
from datetime import date

from hoshin.accounts.access import Actor, require
from hoshin.audit.editing import add_row, change_row, locked_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Denied, Invalid, Problem
from hoshin.base.wordings import Said
from hoshin.growth.models import (
    LearningItem,
    LearningRecord,
    LearningRequest,
    LearningSession,
    RequestState,
    SkillAssessment,
)
from hoshin.growth.notices import LEARNING_DECIDED
from hoshin.growth.policies import (
    GrowthRight,
    may_decide_on,
    require_may_write_growth_of,
    seats_taken,
)
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
    """Ask to learn something oneself, perhaps in a session. Invalid: it is not offered, over, full, or comes early."""
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
    """Approve or decline what somebody below asked for. Invalid: it is decided, or the session became full."""
    if not may_decide_on(actor, request):
        raise Denied(Said("What somebody may learn is decided by the managers above them."))
    word = tidied(word)
    with act(actor, "approve_learning" if is_approved else "decline_learning", name=request.item.name):
        fresh = locked_row(request, version=None)
        if fresh.state != RequestState.ASKED:
            raise Invalid("This is decided already.", remedy="Talk with each other.")
        if is_approved and fresh.session is not None:
            locked_row(fresh.session, version=None)
            if problems := _seat_problems(fresh.session):
                raise Invalid(problems)
        if problems := text_problems({"word": word}):
            raise Invalid(problems)
        state = RequestState.APPROVED if is_approved else RequestState.DECLINED
        decided = {"state": state, "word": word, "decided_by": person_of(actor), "decided_on": clock.today()}
        row = change_row(fresh, version=None, **decided)[0]
        tell(actor, LEARNING_DECIDED, users=[row.person.user_id], about=row.pk, facts={})
        return row


def withdraw_request(actor: Actor, *, request: LearningRequest) -> LearningRequest:
    """Ask for it no more."""
    if person_of(actor) != request.person:
        raise Denied(Said("Only whoever asked withdraws it."))
    if request.state not in (RequestState.ASKED, RequestState.APPROVED):
        raise Invalid("There is nothing to withdraw.")
    with act(actor, "withdraw_learning", name=request.item.name):
        return change_row(request, version=None, state=RequestState.WITHDRAWN)[0]


def record_learning(actor: Actor, *, person: Person, item: LearningItem, done_on: date) -> LearningRecord:
    """Keep that a person learnt something, with where they stood before; it expires as the entry says."""
    require_may_write_growth_of(actor, person)
    problems = []
    if done_on > clock.today():
        problems.append(Problem("This day is yet to come.", field="done_on", remedy="Write when it was done."))
    if LearningRecord.objects.filter(person=person, item=item, done_on=done_on).exists():
        problems.append(Problem("This is kept already.", field="done_on", remedy="Write another day, or leave it."))
    if problems:
        raise Invalid(problems)
    with act(actor, "record_learning", name=item.name):
        expires = None if item.valid_months is None else months_later(done_on, item.valid_months)
        return add_row(
            LearningRecord(
                person=person, item=item, done_on=done_on, expires_on=expires, level_before=_level(person, item)
            )
        )


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month.

    >>> months_later(date(2026, 1, 31), 13)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _problems(own: Person, item: LearningItem, session: LearningSession | None) -> list[Problem]:
    found = []
    if not item.is_offered:
        found.append(Problem("This is offered no more.", field="item", remedy="Look for another in the catalogue."))
    if LearningRequest.objects.filter(person=own, item=item, state__in=("asked", "approved")).exists():
        found.append(Problem("You asked for this already.", field="item", remedy="Withdraw that first."))
    before = item.requires
    if before is not None and not LearningRecord.objects.filter(person=own, item=before).exists():
        remedy = Said("Learn %(name)s first.", name=before.name)
        found.append(Problem("Something else comes before it.", field="item", value=before.code, remedy=remedy))
    if session is not None:
        if session.item_id != item.pk:
            found.append(Problem("This session is of something else.", field="session", remedy="Choose one of it."))
        if session.starts_on < clock.today():
            found.append(Problem("This session is over.", field="session", remedy="Choose a later one."))
        found += _seat_problems(session)
    return found


def _seat_problems(session: LearningSession) -> list[Problem]:
    if seats_taken([session.pk])[session.pk] < session.seats:
        return []
    return [Problem("All seats are taken.", field="session", remedy="Choose another session, or ask without one.")]


def _level(person: Person, item: LearningItem) -> int | None:
    """Where the person stood in the first competency of the entry: as a manager saw it, otherwise as they did."""
    first = item.skills.order_by("pk").first()
    if first is None:
        return None
    rows = SkillAssessment.objects.filter(person=person, competency=first.competency_id)
    return rows.order_by("source", "-assessed_on", "-pk").values_list("level", flat=True).first()
