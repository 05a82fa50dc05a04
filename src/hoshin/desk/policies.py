"""Who may see and share saved views; favourites are one's own alone."""

from enum import StrEnum

from django.db.models import Q, QuerySet

from hoshin.accounts.access import Actor
from hoshin.accounts.sight import Opening, Relation, visible
from hoshin.desk.models import Favourite, SavedView


class DeskRight(StrEnum):
    SHARE_VIEWS = "share saved views with everybody"


def _is_ones_own(actor: Actor, path: str) -> Q:
    return Q(pk__in=()) if actor.user_id is None else Q(**{f"{path}user": actor.user_id})


def _is_shared(actor: Actor, path: str) -> Q:
    return Q(**{f"{path}is_shared": True})


TO_VIEWS = (Opening(Relation.SELF, _is_ones_own), Opening(Relation.EVERYONE, _is_shared))
TO_FAVOURITES = (Opening(Relation.SELF, _is_ones_own),)


def views_visible_to(actor: Actor) -> QuerySet[SavedView]:
    """One's own views, and those that others share."""
    return visible(SavedView.objects.all(), "saved_view", actor)


def favourites_visible_to(actor: Actor) -> QuerySet[Favourite]:
    """One's own favourites."""
    return visible(Favourite.objects.all(), "favourite", actor)


def may_change_view(actor: Actor, view: SavedView) -> bool:
    """Whether the actor may rename and remove a view: their own alone; one that is shared also whoever may share."""
    return view.user_id == actor.user_id or (view.is_shared and actor.has(DeskRight.SHARE_VIEWS))
