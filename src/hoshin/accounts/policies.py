"""Who may see and change users and tokens, beyond the rights of the access table, and what a right lets one undo."""

from collections.abc import Callable, Sequence

from django.db.models import Q, QuerySet

from hoshin.accounts.access import Actor, Right
from hoshin.accounts.models import ApiToken, User
from hoshin.accounts.sight import Opening, Relation, every, visible
from hoshin.audit.models import Change


def _is_oneself(actor: Actor, path: str) -> Q:
    return Q(pk__in=()) if actor.user_id is None else Q(**{f"{path}pk": actor.user_id})


def _is_ones_own(actor: Actor, path: str) -> Q:
    return Q(pk__in=()) if actor.user_id is None else Q(**{f"{path}user": actor.user_id})


TO_USERS = (Opening(Right.MANAGE_USERS, every), Opening(Relation.SELF, _is_oneself))
TO_TOKENS = (Opening(Right.MANAGE_USERS, every), Opening(Relation.SELF, _is_ones_own))


def users_visible_to(actor: Actor) -> QuerySet[User]:
    """All users for those who manage them, oneself for everybody."""
    return visible(User.objects.all(), "user", actor)


def tokens_visible_to(actor: Actor) -> QuerySet[ApiToken]:
    """One's own tokens; those of others for whoever manages users."""
    return visible(ApiToken.objects.all(), "token", actor)


def may_revoke_token(actor: Actor, token: ApiToken) -> bool:
    """Whether the actor may revoke a token: everybody their own, an administrator any."""
    return actor.user_id == token.user_id or actor.has(Right.MANAGE_USERS)


def users_traced_to(actor: Actor) -> QuerySet[User]:
    """Users whose changes in the trail the actor may see: their own, or all for whoever sees the trail."""
    return User.objects.all() if actor.has(Right.SEE_AUDIT) else User.objects.filter(pk=actor.own_pk)


def tokens_traced_to(actor: Actor) -> QuerySet[ApiToken]:
    """Tokens whose changes in the trail the actor may see: their own, or all for whoever sees the trail."""
    return ApiToken.objects.all() if actor.has(Right.SEE_AUDIT) else ApiToken.objects.filter(user=actor.user_id)


# The fact of a change that says which right was lent for it.
LENT = "lent"


def undone_with(right: Right) -> Callable[[Actor, Sequence[Change]], set[int]]:
    """The rule that whoever has a right undoes what they did themselves, and what others did if they see the trail.

    Who was lent the right for a change (`LENT` among its facts) undoes that one, as far as the app that lent it lets them.
    """

    def undone_by(actor: Actor, changes: Sequence[Change]) -> set[int]:
        has_it = actor.has(right)
        return {
            change.pk
            for change in changes
            if (has_it and (actor.may_see_trail or change.is_by(actor)))
            or (change.is_by(actor) and change.facts.get(LENT) == right.name)
        }

    return undone_by
