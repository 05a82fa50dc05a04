"""What stands in the way of a goal: raised to somebody, answered, out of the way."""

from collections.abc import Iterator
from datetime import date

from hoshin.accounts.access import Actor
from hoshin.audit.editing import add_row, change_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Invalid, Problem
from hoshin.base.wordings import Said
from hoshin.checkins.days_off import days_off_around_today
from hoshin.checkins.lines import active_people, next_active_above
from hoshin.checkins.models import Blocker
from hoshin.checkins.notices import BLOCKER_ANSWERED, BLOCKER_RAISED
from hoshin.checkins.policies import require_may_answer, require_may_check_in
from hoshin.checkins.rhythm import working_days_after
from hoshin.checkins.rules import rules
from hoshin.measures.models import Measure
from hoshin.notices.services import tell
from hoshin.org.models import Person
from hoshin.org.selectors import person_of
from hoshin.strategy.choices import Visibility
from hoshin.strategy.models import Objective


def raise_blocker(
    actor: Actor, *, objective: Objective, text: str, measure: Measure | None = None, to: Person | None = None
) -> Blocker:
    """Say what stands in the way of a goal, to somebody (None: the next above its owner who is there), who is told.

    They are asked to answer within the working days that the rules say. Where there is nobody, or the goal is private and
    nobody above may see it, it stands on the goal alone. Invalid: whoever is named cannot answer.
    """
    require_may_check_in(actor, [objective])
    if not text.strip():
        raise Invalid("Say what stands in the way.", field="text")
    if to is not None and (problems := list(who_cannot_be_asked(objective, to))):
        raise Invalid(problems)
    with act(actor, "raise_blocker", goal=objective.name):
        to = to or (next_active_above(objective.owner) if objective.owner else None)
        to = None if objective.visibility == Visibility.PRIVATE else to
        blocker = add_row(
            Blocker(
                objective=objective,
                measure=measure,
                text=text.replace("\r\n", "\n").strip(),
                raised_by=person_of(actor),
                raised_at=clock.now(),
                raised_to=to,
                answer_by=_answer_by(to) if to else None,
            )
        )
        if to is not None:
            facts = {"goal": objective.name, "code": objective.code, "text": blocker.text[:200]}
            tell(actor, BLOCKER_RAISED, users=[to.user_id], about=blocker.pk, facts=facts)
    return blocker


def who_cannot_be_asked(objective: Objective, to: Person) -> Iterator[Problem]:
    """Why somebody cannot be asked about what stands in the way of a goal. One query at most."""
    if objective.visibility == Visibility.PRIVATE:
        remedy = "Leave the name out, or make the goal public first."
        yield Problem("Nobody else may see a private goal.", field="asked", value=to.name, remedy=remedy)
    elif to.pk == objective.owner_id:
        yield Problem("The goal is theirs.", field="asked", value=to.name, remedy="Ask somebody else.")
    elif not active_people().filter(pk=to.pk).exists():
        message = Said("%(who)s is away, has left or cannot sign in.", who=to.name)
        yield Problem(message, field="asked", value=to.name, remedy="Ask somebody else.")


def _answer_by(to: Person) -> date:
    return working_days_after(clock.today(), rules().answer_working_days, days_off_around_today([to])[to.pk])


def answer_blocker(actor: Actor, *, blocker: Blocker, answer: str, version: int | None = None) -> Blocker:
    """Answer what stands in the way; whoever raised it is told. Conflict: somebody was faster."""
    require_may_answer(actor, blocker)
    if not answer.strip():
        raise Invalid("Write an answer.", field="answer")
    with act(actor, "answer_blocker", goal=blocker.objective.name):
        said = {"answer": answer.replace("\r\n", "\n").strip(), "answered_by": actor.name, "answered_at": clock.now()}
        fresh = change_row(blocker, version=version, **said)[0]
        owner = blocker.objective.owner
        users = [person.user_id for person in (blocker.raised_by, owner) if person is not None]
        facts = {"goal": blocker.objective.name, "code": blocker.objective.code, "text": fresh.answer[:200]}
        tell(actor, BLOCKER_ANSWERED, users=users, about=blocker.pk, facts=facts)
    return fresh


def raise_to_another(actor: Actor, *, blocker: Blocker, to: Person) -> Blocker:
    """Let somebody answer in the place of a leaver, who is told; the days to answer begin anew.

    Where the goal is theirs, the next above them who is there is asked.
    """
    require_may_answer(actor, blocker)
    objective = blocker.objective
    asked = next_active_above(to) if to.pk == objective.owner_id else to
    with act(actor, "raise_to_another", goal=objective.name, person=asked.name if asked else None):
        answer_by = _answer_by(asked) if asked else None
        fresh = change_row(blocker, version=None, raised_to=asked, answer_by=answer_by)[0]
        if asked is not None:
            facts = {"goal": objective.name, "code": objective.code, "text": fresh.text[:200]}
            tell(actor, BLOCKER_RAISED, users=[asked.user_id], about=fresh.pk, facts=facts)
    return fresh


def clear_blocker(actor: Actor, *, blocker: Blocker, version: int | None = None) -> Blocker:
    """Say that it is out of the way."""
    require_may_check_in(actor, [blocker.objective])
    with act(actor, "clear_blocker", goal=blocker.objective.name):
        return change_row(blocker, version=version, cleared_at=clock.now())[0]
