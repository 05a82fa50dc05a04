"""Who may do what to users and tokens, beyond the rights of the access table."""

from hoshin.accounts.access import Actor, Right
from hoshin.accounts.models import ApiToken


def may_revoke_token(actor: Actor, token: ApiToken) -> bool:
    """Whether the actor may revoke a token: everybody their own, an administrator any."""
    return actor.user_id == token.user_id or actor.has(Right.MANAGE_USERS)
