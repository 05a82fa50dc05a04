"""Who may see which units, people, and relations that were granted."""

from django.db.models import Q, QuerySet

from hoshin.accounts.access import Actor, Right, access
from hoshin.accounts.models import User
from hoshin.accounts.sight import Opening, Relation, every, visible
from hoshin.org.models import GrantedRelation, Holiday, PastPosition, Person, Unit
from hoshin.org.relations import is_self


def _is_ones_own(actor: Actor, path: str) -> Q:
    """Both ends of it know: who may see something of somebody, and that somebody."""
    return is_self(actor, f"{path}person") | is_self(actor, f"{path}to_person")


OPEN = (Opening(Relation.EVERYONE, every),)
TO_GRANTED_RELATIONS = (Opening(Right.MANAGE_USERS, every), Opening(Relation.SELF, _is_ones_own))


def units_visible_to(actor: Actor) -> QuerySet[Unit]:
    """All units; the organisation chart is open to everyone in it."""
    return visible(Unit.objects.all(), "unit", actor)


def people_visible_to(actor: Actor) -> QuerySet[Person]:
    """All people; who works where is open to everyone in the organisation."""
    return visible(Person.objects.all(), "person", actor)


def past_positions_visible_to(actor: Actor) -> QuerySet[PastPosition]:
    """All past positions; they are as open as who works where now."""
    return visible(PastPosition.objects.all(), "past_position", actor)


def holidays_visible_to(actor: Actor) -> QuerySet[Holiday]:
    """All days off."""
    return visible(Holiday.objects.all(), "holiday", actor)


def granted_relations_visible_to(actor: Actor) -> QuerySet[GrantedRelation]:
    """Relations that were granted to the actor, or to others towards them; all of them for whoever manages users."""
    return visible(GrantedRelation.objects.all(), "granted_relation", actor)


def keepers_of_people() -> QuerySet[User, int]:
    """The numbers of those who keep units and people in order."""
    return User.objects.filter(role__in=access()[Right.EDIT_PLAN], is_active=True).values_list("pk", flat=True)
