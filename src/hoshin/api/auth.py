"""Who is calling: the user of a personal token. A session is not accepted, so that no page can be made to write."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from hoshin.accounts.access import Actor
from hoshin.accounts.services import token_user
from hoshin.audit.models import Means


class PersonalToken(HttpBearer):
    """Authorization: Bearer hoshin_…"""

    openapi_description = (
        "A personal token, made on the page of your account. It acts with your role until it is revoked or ends."
    )

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The actor of a valid token, which Ninja keeps as `request.auth`."""
        if "\x00" in token or not token.isascii():
            return None
        found = token_user(token)
        if found is None:
            return None
        user, kept = found
        return Actor.of(user, "api").acting_through(Means.TOKEN, kept.name)


def actor_of(request: HttpRequest) -> Actor:
    """The actor of a request that was let in."""
    actor: Actor = request.auth  # type: ignore[attr-defined]  # set by the authentication
    return actor
