"""Who is asking: the actor of a request, and the few pages that are open to strangers."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib.auth import get_user_model
from django.http import HttpRequest

from hoshin.accounts.access import Actor

View = TypeVar("View", bound=Callable[..., object])
_MARK = "is_open_to_strangers"


def open_to_strangers(view: View) -> View:
    """Mark a view that answers also to those who have not signed in."""
    setattr(view, _MARK, True)
    return view


def is_open_to_strangers(view: object) -> bool:
    return bool(getattr(view, _MARK, False))


def actor_of(request: HttpRequest) -> Actor:
    """The signed-in user as an actor who acts through the web."""
    return Actor.of(request.user, "web")  # type: ignore[arg-type]  # the middleware lets nobody else this far


def has_users() -> bool:
    """Whether anyone can sign in at all."""
    return get_user_model()._default_manager.exists()
