"""Who sees corrective actions and accepted deviations, who acts, and who may accept.

They are as open as the measure or objective that they are about; an action is seen by its owner as well. Whoever answers
for a thing acts on it: its owner, whoever supplies the values, the head of its unit or of one above, and the office, as
with commentary; whoever owns an action carries it out. A deviation is accepted by somebody above the owner: their manager at
whatever distance, the head of the unit or of one above, the office; never by the owner of the thing, whatever their role.
"""

from enum import StrEnum
from typing import Any

from django.db.models import Exists, Q, QuerySet

from hoshin.accounts.access import Actor, Right, require
from hoshin.accounts.sight import Opening, Relation, every, opened, visible
from hoshin.actions.models import AcceptedDeviation, ActionFile, ActionState, CorrectiveAction
from hoshin.base import clock
from hoshin.base.errors import Denied
from hoshin.base.wordings import Said
from hoshin.commentary.policies import may_comment
from hoshin.measures.models import Measure
from hoshin.measures.policies import measures_visible_to
from hoshin.org.models import Person, Unit
from hoshin.org.relations import heads_unit, is_manager, is_self
from hoshin.strategy.models import Objective
from hoshin.strategy.policies import objectives_ever_visible_to


class ActionRight(StrEnum):
    ACT_OWN = "act on what one answers for, and carry out actions of one's own"
    ACT_ANY = "act on any measure and objective"


def _is_owned(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}owner")


def _is_on_what_is_seen(actor: Actor, path: str) -> Q:
    measure = Q(**{f"{path}measure__isnull": False}) & opened("measure", actor, f"{path}measure__")
    return measure | Q(**{f"{path}objective__isnull": False}) & opened("objective", actor, f"{path}objective__")


def _is_of_a_seen_action(actor: Actor, path: str) -> Q:
    return opened("corrective_action", actor, f"{path}action__")


THROUGH_THINGS = (Opening(Right.SEE_PRIVATE, every), Opening(Relation.THROUGH, _is_on_what_is_seen))
TO_ACTIONS = (*THROUGH_THINGS, Opening(Relation.OWNER, _is_owned))
THROUGH_ACTIONS = (Opening(Right.SEE_PRIVATE, every), Opening(Relation.THROUGH, _is_of_a_seen_action))


def actions_visible_to(actor: Actor) -> QuerySet[CorrectiveAction]:
    """Corrective actions on what the actor may see, and those that are theirs to do."""
    return visible(CorrectiveAction.objects.all(), "corrective_action", actor)


def action_files_visible_to(actor: Actor) -> QuerySet[ActionFile]:
    """Files on corrective actions that the actor sees."""
    return visible(ActionFile.objects.all(), "action_file", actor)


def deviations_visible_to(actor: Actor) -> QuerySet[AcceptedDeviation]:
    """Accepted deviations of what the actor may see, also those that ended."""
    return visible(AcceptedDeviation.objects.all(), "accepted_deviation", actor)


def own_actions(actor: Actor) -> QuerySet[CorrectiveAction]:
    """Corrective actions that the actor is to do, and that go on."""
    return actions_visible_to(actor).filter(is_self(actor, "owner"), state__in=(ActionState.OPEN, ActionState.DONE))


def owners_of_actions() -> QuerySet[Person, int]:
    """The numbers of the users who have an action that is due or to be checked."""
    today = clock.today()
    due = CorrectiveAction.objects.filter(Q(due_on__lte=today, state=ActionState.OPEN) | Q(check_on__lte=today))
    going_on = due.filter(state__in=(ActionState.OPEN, ActionState.DONE))
    return Person.objects.filter(pk__in=going_on.values("owner"), user__is_active=True).values_list("user", flat=True)


def may_act_on(actor: Actor, thing: Measure | Objective, unit: Unit | None = None) -> bool:
    """Whether the actor may open a corrective action on a thing, or on what a unit holds of it."""
    if not actor.has(ActionRight.ACT_ANY) and not actor.has(ActionRight.ACT_OWN):
        return False
    return may_comment(actor, thing, unit)


def may_change_action(actor: Actor, action: CorrectiveAction) -> bool:
    """Whether the actor may change an action: who answers for the thing, and who is to do it."""
    if actor.has(ActionRight.ACT_OWN) and CorrectiveAction.objects.filter(_is_owned(actor, ""), pk=action.pk).exists():
        return True
    return may_act_on(actor, action.thing, action.unit)


def require_may_act_on(actor: Actor, thing: Measure | Objective, unit: Unit | None = None) -> None:
    """Raise `Denied` unless the actor may act on it."""
    if not actor.has(ActionRight.ACT_ANY):
        require(actor, ActionRight.ACT_OWN)
    if not may_act_on(actor, thing, unit):
        raise Denied(
            Said(
                "You may act only on what you answer for: what you own, supply values of, or what belongs to a unit that "
                "you head. %(code)s is none of these. Ask its owner, or the strategy office.",
                code=thing.code,
            )
        )


def require_may_change_action(actor: Actor, action: CorrectiveAction) -> None:
    """Raise `Denied` unless the actor may change this action."""
    if not may_change_action(actor, action):
        require(actor, ActionRight.ACT_OWN)
        raise Denied(
            Said(
                "%(code)s is changed by its owner and by whoever answers for %(thing)s.",
                code=action.code,
                thing=action.thing.name,
            )
        )


def may_accept(actor: Actor, thing: Measure | Objective, unit: Unit | None = None) -> bool:
    """Whether the actor may accept for a time that a thing is off track: somebody above its owner, never the owner."""
    owner = thing.owner
    is_owner = owner is not None and owner.user_id is not None and owner.user_id == actor.user_id
    if is_owner or not actor.has(ActionRight.ACT_OWN):
        return False
    rows: QuerySet[Any] = (
        measures_visible_to(actor) if isinstance(thing, Measure) else objectives_ever_visible_to(actor)
    )
    seen = rows.filter(pk=thing.pk)
    if actor.has(Right.EDIT_PLAN):
        return seen.exists()
    held = Unit.objects.filter(heads_unit(actor, "pk"), pk=unit.pk if unit else 0)
    return seen.filter(is_manager(actor, "owner") | heads_unit(actor, "unit") | Exists(held)).exists()


def require_may_accept(actor: Actor, thing: Measure | Objective, unit: Unit | None = None) -> None:
    """Raise `Denied` unless the actor may accept it."""
    if not may_accept(actor, thing, unit):
        require(actor, ActionRight.ACT_OWN)
        raise Denied(
            Said(
                "That %(code)s is off track is accepted by somebody above its owner: their manager, the head of the unit, "
                "or the strategy office, and never by the owner alone. Ask one of them.",
                code=thing.code,
            )
        )
