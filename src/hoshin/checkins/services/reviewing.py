"""Who reviews a goal, and that they saw what was said of it."""

from collections.abc import Sequence

from hoshin.accounts.access import Actor
from hoshin.audit.editing import add_row, change_row, remove_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Denied, Invalid
from hoshin.base.upserts import upsert
from hoshin.base.wordings import Said
from hoshin.checkins.lines import next_active_above
from hoshin.checkins.models import LONGEST, Acknowledgement, CheckIn, GoalReviewer
from hoshin.checkins.notices import WORD_BACK
from hoshin.checkins.policies import check_ins_to_acknowledge, require_may_check_in
from hoshin.notices.services import tell
from hoshin.org.models import Person
from hoshin.org.selectors import person_of
from hoshin.strategy.choices import Visibility
from hoshin.strategy.models import Objective


def set_reviewer(actor: Actor, *, objective: Objective, person: Person | None) -> GoalReviewer | None:
    """Have somebody beside the owner look at what is said of a goal; None: nobody any more.

    Invalid for the owner themself, and for a private goal, which its owner and the office alone may see.
    """
    require_may_check_in(actor, [objective])
    if person is not None and person.pk == objective.owner_id:
        raise Invalid("Nobody reviews a goal of their own.", field="person", value=person.name)
    if person is not None and objective.visibility == Visibility.PRIVATE:
        remedy = "Make it public first, or leave it without a reviewer."
        raise Invalid("A private goal is seen by its owner and the office alone.", field="person", remedy=remedy)
    with act(actor, "set_reviewer", goal=objective.name, person=person.name if person else None):
        known = GoalReviewer.objects.filter(objective=objective).first()
        if person is None:
            if known is not None:
                remove_row(known, version=None, in_use="")
            return None
        if known is None:
            return add_row(GoalReviewer(objective=objective, person=person))
        return change_row(known, version=None, person=person)[0]


def give_review(actor: Actor, *, review: GoalReviewer, to: Person) -> GoalReviewer | None:
    """Let somebody review a goal in the place of a leaver; the next above them who is there, where the goal is theirs."""
    goal = review.objective
    return set_reviewer(actor, objective=goal, person=next_active_above(to) if to.pk == goal.owner_id else to)


def acknowledge(actor: Actor, *, check_ins: Sequence[CheckIn], word: str = "") -> int:
    """Say that one saw what was said, perhaps with a word back, of which whoever said it is told; how many it were.

    What somebody acknowledged meanwhile is left alone. Denied where the actor reviews none of these goals.
    """
    if len(word.strip()) > LONGEST:
        raise Invalid(Said("At most %(most)s characters.", most=LONGEST), field="word")
    wanted = {row.pk for row in check_ins}
    with act(actor, "acknowledge", count=len(wanted)):
        rows = list(check_ins_to_acknowledge(actor).filter(pk__in=wanted).select_related("objective", "person"))
        if wanted and not rows and not CheckIn.objects.filter(pk__in=wanted, acknowledgement__isnull=False).exists():
            raise Denied(Said("Check-ins are acknowledged by the reviewer of the goal."))
        person, now = person_of(actor), clock.now()
        signed = {"person_id": person.pk if person else None, "written_by": actor.name, "written_at": now}
        upsert(Acknowledgement, [(None, {"check_in_id": row.pk, "word": word.strip(), **signed}) for row in rows])
        if word.strip() and rows:
            first = rows[0]
            facts = {"goal": first.objective.name, "code": first.objective.code, "text": word.strip()[:200]}
            users = [row.person.user_id for row in rows if row.person is not None]
            tell(actor, WORD_BACK, users=users, about=first.pk, facts=facts)
    return len(rows)
