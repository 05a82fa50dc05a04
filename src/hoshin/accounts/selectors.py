"""Finds users and tokens, and says the access table in words."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from hoshin.accounts.access import Actor, Right, access, require
from hoshin.accounts.models import ApiToken, Role, User, UserStanding
from hoshin.accounts.policies import tokens_visible_to, users_visible_to
from hoshin.base.errors import NotFound
from hoshin.base.languages import first_known

ORDERS = {
    "name": ("name", "id"),
    "email": ("email",),
    "role": ("role_rank", "name", "id"),
    "last_login": ("-last_login", "name", "id"),
    "state": ("-is_active", "name", "id"),
}


_ASKED = 3


@dataclass(frozen=True, slots=True)
class RightRow:
    """A line of the access table: what may be done, and for each standing whether it may."""

    right: StrEnum
    holders: tuple[tuple[UserStanding, bool], ...]


def users_found(
    actor: Actor, *, text: str = "", role: str = "", state: str = "", order: str = "name"
) -> QuerySet[User]:
    """Users whose name or e-mail holds the text, of a role, and active or not ("active", "inactive", "" for both).

    `order` is a key of ORDERS, with "-" before it for the other way round; anything else sorts by name.
    """
    require(actor, Right.MANAGE_USERS)
    users = users_visible_to(actor)
    if text.strip():
        users = users.filter(Q(name__icontains=text.strip()) | Q(email__icontains=text.strip()))
    if role in Role.values:
        users = users.filter(role=role)
    if state in ("active", "inactive"):
        users = users.filter(is_active=state == "active")
    ranks = [When(role=value, then=Value(rank)) for rank, value in enumerate(Role.values)]
    users = users.annotate(role_rank=Case(*ranks, default=Value(len(ranks)), output_field=IntegerField()))
    found = users.order_by(*ORDERS.get(order.removeprefix("-"), ORDERS["name"]))
    return found.reverse() if order.startswith("-") else found


def user_by_id(actor: Actor, user_id: int) -> User:
    """One user, for those who manage them. NotFound where there is none."""
    require(actor, Right.MANAGE_USERS)
    user = users_visible_to(actor).filter(pk=user_id).first()
    if user is None:
        raise NotFound("user", str(user_id))
    return user


def whom_to_ask(actor: Actor, roles: Collection[Role]) -> list[User]:
    """Some of those who have one of these roles and may sign in, for whoever needs something of them. One query."""
    require(actor, Right.SEE)
    return list(User.objects.filter(role__in=roles, is_active=True).order_by("name", "id")[:_ASKED])


def own_user(actor: Actor) -> User:
    """The user that the actor is. NotFound for whoever has none, as the command line."""
    user = users_visible_to(actor).filter(pk=actor.own_pk).first()
    if user is None:
        raise NotFound("user", actor.name)
    return user


def tokens_of(actor: Actor, user: User | None = None) -> QuerySet[ApiToken]:
    """The actor's own tokens, or for whoever manages users those of another; newest first."""
    if user is not None and user.pk != actor.user_id:
        require(actor, Right.MANAGE_USERS)
    return tokens_visible_to(actor).filter(user=actor.user_id if user is None else user)


def token_by_id(actor: Actor, token_id: int) -> ApiToken:
    """A token that the actor may revoke. NotFound where there is none, or where it is somebody else's."""
    token = tokens_visible_to(actor).select_related("user").filter(pk=token_id).first()
    if token is None:
        raise NotFound("token", str(token_id))
    return token


def language_of(user: User, otherwise: str = "") -> str:
    """The language in which somebody is addressed: of their choice, the organisation's, or as their browser asked last.

    `otherwise`: where nothing of that is known.
    """
    return first_known(user.language, settings.ORGANISATION_LANGUAGE, user.browser_language, otherwise)


def zone_of(name: str) -> tzinfo | None:
    """A time zone by its name; None, which is the organisation's, where there is none of that name."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def zones_chosen() -> dict[str, tzinfo]:
    """The time zones that users chose for themselves, by their names and of nobody; those without one have none here."""
    names = User.objects.exclude(time_zone="").order_by().values_list("time_zone", flat=True).distinct()
    return {name: zone for name in names if (zone := zone_of(name)) is not None}


def access_table() -> list[RightRow]:
    """Every right with who has it: what most may comes first."""
    return [
        RightRow(right, tuple((one, one in holders) for one in UserStanding)) for right, holders in access().items()
    ]
