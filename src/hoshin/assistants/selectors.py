"""Finds grants, and what was asked through them."""

from django.db.models import QuerySet

from hoshin.accounts.access import Actor
from hoshin.assistants.models import AssistantGrant
from hoshin.assistants.policies import grants_visible_to
from hoshin.audit.models import Change, Means
from hoshin.base.errors import NotFound

_LATELY = 30


def own_grants(actor: Actor) -> QuerySet[AssistantGrant]:
    """The actor's own grants, newest first."""
    return grants_visible_to(actor).filter(user=actor.user_id)


def grants_of_others(actor: Actor) -> QuerySet[AssistantGrant]:
    """Grants of others that the actor may end: none but for whoever manages users."""
    return grants_visible_to(actor).exclude(user=actor.user_id).select_related("user").order_by("user__name", "-id")


def grant_by_id(actor: Actor, grant_id: int) -> AssistantGrant:
    """A grant that the actor may end. NotFound where there is none, or where it is somebody else's."""
    grant = grants_visible_to(actor).select_related("user").filter(pk=grant_id).first()
    if grant is None:
        raise NotFound("grant", str(grant_id))
    return grant


def asked_lately(actor: Actor) -> list[Change]:
    """What assistants asked lately in the actor's own name, newest first."""
    asked = Change.objects.filter(verb="ask", through=Means.AGENT, actor_id=actor.own_pk)
    return list(asked.order_by("-id")[:_LATELY])
