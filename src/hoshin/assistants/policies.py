"""Who sees and ends grants; what an assistant may never do, whoever granted it."""

from enum import StrEnum

from django.db.models import Q, QuerySet

from hoshin.accounts.access import ADMINISTRATORS, Actor, Right, access
from hoshin.accounts.sight import Opening, Relation, every, visible
from hoshin.assistants.models import AssistantGrant
from hoshin.audit.models import Means
from hoshin.base import clock


def _is_ones_own(actor: Actor, path: str) -> Q:
    return Q(pk__in=()) if actor.user_id is None else Q(**{f"{path}user": actor.user_id})


TO_GRANTS = (Opening(Right.MANAGE_USERS, every), Opening(Relation.SELF, _is_ones_own))


def grants_visible_to(actor: Actor) -> QuerySet[AssistantGrant]:
    """One's own grants; those of others for whoever manages users."""
    return visible(AssistantGrant.objects.all(), "assistant_grant", actor)


def grants_traced_to(actor: Actor) -> QuerySet[AssistantGrant]:
    """Grants whose changes in the trail the actor may see: their own, or all for whoever sees the trail."""
    return (
        AssistantGrant.objects.all()
        if actor.has(Right.SEE_AUDIT)
        else AssistantGrant.objects.filter(user=actor.user_id)
    )


def may_revoke(actor: Actor, grant: AssistantGrant) -> bool:
    """Whether the actor may end a grant: everybody their own, an administrator any."""
    return actor.user_id == grant.user_id or actor.has(Right.MANAGE_USERS)


def kept_from_assistants() -> frozenset[StrEnum]:
    """What people may only as administrators: an assistant has none of it."""
    return frozenset(right for right, holders in access().items() if holders <= ADMINISTRATORS)


def asker(grant: AssistantGrant, face: str) -> Actor:
    """The person who granted it, acting through the assistant, without what they may only as administrators."""
    return Actor.of(grant.user, face).acting_through(Means.AGENT, grant.name, lacking=kept_from_assistants())


def still_holds(grant: AssistantGrant) -> bool:
    """Whether a grant that was found before may be used now: not revoked, not over, its user active."""
    running = AssistantGrant.objects.filter(pk=grant.pk, is_revoked=False, expires_on__gte=clock.today())
    return running.filter(user__is_active=True).exists()
