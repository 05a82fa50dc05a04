"""Who may see cycles and commitments, and who may write goals for whom."""

from enum import StrEnum

from django.db.models import Q, QuerySet

from hoshin.accounts.access import Actor, Right, require
from hoshin.accounts.sight import Opening, Relation, every, opened, visible
from hoshin.base.errors import Denied
from hoshin.base.wordings import Said
from hoshin.okrs.models import Commitment, Cycle
from hoshin.org.models import Person


class OkrsRight(StrEnum):
    WRITE_OWN_GOALS = "write goals of one's own"
    MANAGE_CYCLES = "open and change cycles"


def _is_of_a_seen_objective(actor: Actor, path: str) -> Q:
    return opened("objective", actor, f"{path}objective__")


TO_CYCLES = (Opening(Relation.EVERYONE, every),)
TO_COMMITMENTS = (Opening(Right.SEE_PRIVATE, every), Opening(Relation.THROUGH, _is_of_a_seen_objective))


def cycles_visible_to(actor: Actor) -> QuerySet[Cycle]:
    """All cycles, the latest first."""
    return visible(Cycle.objects.all(), "cycle", actor)


def commitments_visible_to(actor: Actor) -> QuerySet[Commitment]:
    """Commitments to objectives that the actor may see."""
    return visible(Commitment.objects.all(), "commitment", actor)


def may_write_goals_of(actor: Actor, person: Person | None) -> bool:
    """Whether the actor may write goals of a person: whoever owns them, and the office for everybody."""
    if actor.has(Right.EDIT_PLAN):
        return True
    is_own = person is not None and actor.user_id is not None and person.user_id == actor.user_id
    return is_own and actor.has(OkrsRight.WRITE_OWN_GOALS)


def require_may_write_goals_of(actor: Actor, person: Person | None) -> None:
    """Raise `Denied` unless the actor may write goals of this person."""
    if not may_write_goals_of(actor, person):
        require(actor, OkrsRight.WRITE_OWN_GOALS)
        raise Denied(Said("You may write goals of your own alone. Ask the strategy office to write those of others."))
