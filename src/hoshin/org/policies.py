"""Who may see which units and people."""

from django.db.models import QuerySet

from hoshin.accounts.access import Actor
from hoshin.accounts.sight import Opening, Relation, every, visible
from hoshin.org.models import Person, Unit

OPEN = (Opening(Relation.EVERYONE, every),)


def units_visible_to(actor: Actor) -> QuerySet[Unit]:
    """All units; the organisation chart is open to everyone in it."""
    return visible(Unit.objects.all(), "unit", actor)


def people_visible_to(actor: Actor) -> QuerySet[Person]:
    """All people; who works where is open to everyone in the organisation."""
    return visible(Person.objects.all(), "person", actor)
