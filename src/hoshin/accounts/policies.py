"""Who may do what to users and tokens, beyond the rights of the access table, and what a right lets one undo."""

from collections.abc import Callable, Sequence

from django.db.models import QuerySet

from hoshin.accounts.access import Actor, Right
from hoshin.accounts.models import ApiToken, User
from hoshin.audit.models import Change


def may_revoke_token(actor: Actor, token: ApiToken) -> bool:
    """Whether the actor may revoke a token: everybody their own, an administrator any."""
    return actor.user_id == token.user_id or actor.has(Right.MANAGE_USERS)


def users_traced_to(actor: Actor) -> QuerySet[User]:
    """Users whose changes in the trail the actor may see: their own, or all for whoever sees the trail."""
    return User.objects.all() if actor.has(Right.SEE_AUDIT) else User.objects.filter(pk=actor.user_id)


def tokens_traced_to(actor: Actor) -> QuerySet[ApiToken]:
    """Tokens whose changes in the trail the actor may see: their own, or all for whoever sees the trail."""
    return ApiToken.objects.all() if actor.has(Right.SEE_AUDIT) else ApiToken.objects.filter(user=actor.user_id)


def undone_with(right: Right) -> Callable[[Actor, Sequence[Change]], set[int]]:
    """The rule that whoever has a right undoes what they did themselves, and what others did if they see the trail."""

    def undone_by(actor: Actor, changes: Sequence[Change]) -> set[int]:
        if not actor.has(right):
            return set()
        return {change.pk for change in changes if actor.may_see_trail or change.is_by(actor)}

    return undone_by
