"""Who may see imports and exports on their way."""

from django.db.models import Q, QuerySet

from hoshin.accounts.access import Actor
from hoshin.accounts.sight import Opening, Relation, visible
from hoshin.exchange.models import Transfer


def _is_ones_own(actor: Actor, path: str) -> Q:
    return Q(pk__in=()) if actor.user_id is None else Q(**{f"{path}user": actor.user_id})


TO_TRANSFERS = (Opening(Relation.SELF, _is_ones_own),)


def transfers_visible_to(actor: Actor) -> QuerySet[Transfer]:
    """One's own transfers, and nobody else's; a page narrows them down to those of its session."""
    return visible(Transfer.objects.all(), "transfer", actor)
