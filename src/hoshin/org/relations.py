"""Who an actor is to people and their things, as expressions of a query. Written here alone.

`path` leads from the row that is asked about to a person: `"owner"` from an objective, `""` from a person.
"""

from django.db.models import Q, Subquery

from hoshin.accounts.access import Actor
from hoshin.org.models import Person


def own_person(actor: Actor) -> Subquery:
    """The id of the person that the actor is, found once for the whole query; a user is a person by the link alone."""
    return Subquery(Person.objects.filter(user=actor.user_id).values("pk")[:1])


def is_self(actor: Actor, path: str) -> Q:
    """The person at the end of the path is the actor."""
    if actor.user_id is None:
        return Q(pk__in=())
    return Q(**{path or "pk": own_person(actor)})
