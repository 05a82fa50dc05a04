"""Everything that changes users and tokens. Secrets are returned once and never kept in clear."""

import hashlib
import hmac
import secrets
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Q

from hoshin.accounts.access import Actor, Right, require
from hoshin.accounts.addresses import folded
from hoshin.accounts.events import TokensRevoked, UserAddressed
from hoshin.accounts.letters import INVITATION, NEW_PASSWORD
from hoshin.accounts.links import link_parts, user_of_link
from hoshin.accounts.models import ApiToken, Role, User
from hoshin.accounts.policies import may_revoke_token
from hoshin.accounts.selectors import zone_of
from hoshin.audit.editing import add_row, change_row
from hoshin.audit.models import Change
from hoshin.audit.services import act
from hoshin.base import clock, events
from hoshin.base.errors import Conflict, Denied, Invalid, NotFound, Problem
from hoshin.base.events import publish
from hoshin.base.formats import known_formats
from hoshin.base.languages import known_languages, spoken
from hoshin.base.single import single
from hoshin.base.wordings import Said

PREFIX = "hoshin_"
_PREFIX_SHOWN = 12
_USED_AT_EVERY = timedelta(minutes=1)
_LINK_AT_MOST_EVERY = timedelta(minutes=5)
_FIRST_ADMINISTRATOR_LOCK = 7101


def create_first_administrator(actor: Actor, *, name: str, email: str, password: str) -> User:
    """Create the administrator of an empty installation. Conflict once there is any user.

    Two who try at the same time follow each other, so that only one succeeds.
    """
    with act(actor, "create_first_administrator", name=name.strip()):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_FIRST_ADMINISTRATOR_LOCK])
        if User.objects.exists():
            raise Conflict("This installation has an administrator already. Sign in, or ask them for a user.")
        user = User(email=folded(email), name=name.strip(), role=Role.ADMINISTRATOR)
        _set_checked_password(user, password)
        return _announced(add_row(user))


def add_user(actor: Actor, *, name: str, email: str, role: str = Role.MEMBER) -> User:
    """Add somebody who may sign in once they have chosen a password through a one-time link."""
    require(actor, Right.MANAGE_USERS)
    user = User(email=folded(email), name=name.strip(), role=role)
    user.set_unusable_password()
    with act(actor, "add_user", name=user.name, role=role):
        return _announced(add_row(user))


def change_user(actor: Actor, *, user: User, version: int | None = None, **values: Any) -> User:
    """Change name, email, role or is_active of a user. Conflict if somebody else was faster.

    Invalid where no active administrator would remain: nobody could let anyone in any more.
    """
    require(actor, Right.MANAGE_USERS)
    unknown = values.keys() - {"name", "email", "role", "is_active"}
    if unknown:
        raise Invalid(Said("%(fields)s of a user cannot be changed here.", fields=", ".join(sorted(unknown))))
    if "email" in values:
        values["email"] = folded(values["email"])
    with act(actor, "change_user", name=user.name, **_news(user, values)):
        # Two administrators who take the role from each other meet at this lock; the second finds one left.
        administrators = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).order_by("pk")
        active = list(administrators.select_for_update().values_list("pk", flat=True))
        remains = values.get("role", Role.ADMINISTRATOR) == Role.ADMINISTRATOR and values.get("is_active", True)
        if active == [user.pk] and not remains:
            raise Invalid(
                Said("%(user)s is the only active administrator.", user=user.name),
                field="role" if "role" in values and values["role"] != Role.ADMINISTRATOR else "is_active",
                remedy="Make somebody else an administrator first.",
            )
        changed, _ = change_row(user, version=version, **values)
        return _announced(changed) if "email" in values else changed


def change_profile(actor: Actor, *, version: int | None = None, **values: Any) -> User:
    """Change one's own name, theme ("", "light", "dark"), language, formats of numbers and dates, and time zone."""
    unknown = values.keys() - {"name", "theme", "language", "formats", "time_zone"}
    if unknown:
        raise Denied("Only an administrator may change your e-mail address and your role.")
    if values.get("language") and values["language"] not in known_languages():
        raise Invalid("This language is not known.", field="language", value=values["language"])
    if values.get("formats") and values["formats"] not in known_formats():
        raise Invalid("These formats are not known.", field="formats", value=values["formats"])
    if values.get("time_zone") and zone_of(values["time_zone"]) is None:
        raise Invalid("This time zone is not known.", field="time_zone", value=values["time_zone"])
    user = _self(actor)
    with act(actor, "change_profile", name=user.name):
        return change_row(user, version=version, **values)[0]


def note_browser_language(actor: Actor, language: str) -> None:
    """Note in which language the actor's browser wants pages: it counts where nobody chose one."""
    # Not an act: the trail leaves it out, as it does when somebody signed in.
    User.objects.filter(pk=actor.own_pk).exclude(browser_language=language).update(browser_language=language)


def forget_sign_ins(actor: Actor, *, before: datetime) -> None:
    """Forget when people signed in last, where that was before an instant."""
    require(actor, Right.MANAGE_USERS)
    # Not an act: the trail leaves it out, as it does when somebody signs in.
    User.objects.filter(last_login__lt=before).update(last_login=None)


def set_password(actor: Actor, *, old_password: str, password: str, revokes_tokens: bool = False) -> User:
    """Set one's own password, and where asked revoke all one's tokens.

    Invalid where the old one is wrong or the new one too weak.
    """
    user = _self(actor)
    if not user.check_password(old_password):
        raise Invalid("That is not your password.", field="old_password", remedy="Type the one that you sign in with.")
    return _save_password(actor, user, password, revokes_tokens)


def make_password_link(actor: Actor, *, user: User, page: str = "") -> tuple[str, str]:
    """Two parts of an address with which the user chooses a password, once, within three days.

    It ends with the next password or the next sign-in of that user; that it was made stands in the audit trail. With
    `page`, the address of the page with PLACES for the parts, the user is mailed such a link too.
    """
    require(actor, Right.MANAGE_USERS)
    if not user.is_active:
        raise Invalid(Said("%(user)s may not sign in.", user=user.name), remedy="Activate the user first.")
    with act(actor, "make_password_link", name=user.name) as running:
        running.keep()
        if page:
            events.after_commit(INVITATION, user=user.pk, by=actor.name, page=page, language=spoken())
    return link_parts(user)


def ask_for_password_link(actor: Actor, *, email: str, page: str) -> None:
    """Mail a one-time link to whoever has forgotten their password; `page` is its address, with PLACES for its parts.

    Nothing happens for an unknown or inactive user, and for one who asked within the last five minutes.
    """
    user = User.objects.filter(email=folded(email), is_active=True).first()
    if user is None:
        return
    since = clock.now() - _LINK_AT_MOST_EVERY
    with act(Actor.of(user, "web"), "ask_for_password_link", name=user.name) as running:
        User.objects.select_for_update().get(pk=user.pk)
        if Change.objects.filter(verb="ask_for_password_link", actor_id=user.pk, at__gt=since).exists():
            return
        running.keep()
        events.after_commit(NEW_PASSWORD, user=user.pk, page=page, language=spoken())


def user_of_password_link(user_part: str, token: str) -> User:
    """The user of a one-time link. NotFound where it was used, has ended, or was never made."""
    user = user_of_link(user_part, token)
    if user is None:
        raise NotFound("such link any more: it was used or has ended. Ask an administrator for another one")
    return user


def set_password_by_link(
    actor: Actor, *, user_part: str, token: str, password: str, revokes_tokens: bool = False
) -> User:
    """Choose one's own password through a one-time link, which is used up by it; where asked revoke all one's tokens."""
    with act(actor, "set_password_by_link") as running:
        # Whoever comes second with the same link waits here, and finds it used.
        User.objects.select_for_update().filter(pk=actor.own_pk).first()
        user = user_of_password_link(user_part, token)
        if user.pk != actor.user_id:
            raise Denied("This link is for somebody else.")
        running.say(name=user.name)
        return _save_password(actor, user, password, revokes_tokens)


def create_token(actor: Actor, *, name: str, expires_on: date | None = None) -> tuple[ApiToken, str]:
    """Create a token with which a program acts for the actor. Its secret is returned here and never again."""
    user = _self(actor)
    if expires_on is not None and expires_on < clock.today():
        raise Invalid("The last day of a token cannot lie in the past.", field="expires_on", value=str(expires_on))
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken(
        user=user, name=name.strip(), digest=_digest(secret), prefix=secret[:_PREFIX_SHOWN], expires_on=expires_on
    )
    with act(actor, "create_token", name=token.name):
        return add_row(token), secret


def revoke_token(actor: Actor, *, token: ApiToken) -> None:
    """Make a token useless at once and for good. Revoking it again changes nothing."""
    if not may_revoke_token(actor, token):
        raise NotFound("token", str(token.pk))
    with act(actor, "revoke_token", name=token.name, user=token.user.name):
        ApiToken.objects.filter(pk=token.pk, is_revoked=False).update(is_revoked=True)


def token_user(secret: str) -> tuple[User, ApiToken] | None:
    """The user for whom a program with this secret acts; None if it is unknown, revoked, ended or its user inactive."""
    digest = _digest(secret)
    token = single(ApiToken.objects.select_related("user__person").filter(digest=digest))
    # The index was asked for a digest, which tells nothing of the secret; the last comparison takes the same time
    # wherever the two differ.
    if token is None or not hmac.compare_digest(token.digest, digest):
        return None
    if token.is_revoked or not token.user.is_active or (token.expires_on and token.expires_on < clock.today()):
        return None
    _note_use(token)
    return token.user, token


def _note_use(token: ApiToken) -> None:
    now = clock.now()
    stale = Q(used_at=None) | Q(used_at__lt=now - _USED_AT_EVERY)
    if token.used_at is None or token.used_at < now - _USED_AT_EVERY:
        # Not an act: the trail leaves out when a token was used.
        ApiToken.objects.filter(stale, pk=token.pk).update(used_at=now)
        token.used_at = now


def _save_password(actor: Actor, user: User, password: str, revokes_tokens: bool) -> User:
    _set_checked_password(user, password)
    with act(actor, "set_password", name=user.name) as running:
        User.objects.filter(pk=user.pk).update(password=user.password)
        if revokes_tokens:
            revoked = ApiToken.objects.filter(user=user, is_revoked=False).update(is_revoked=True)
            running.say(tokens=revoked or None)
            publish(TokensRevoked(user.pk))
    return user


def _set_checked_password(user: User, password: str) -> None:
    try:
        password_validation.validate_password(password, user)
    except ValidationError as error:
        raise Invalid([Problem(message, field="password") for message in error.messages]) from None
    user.set_password(password)


def _self(actor: Actor) -> User:
    user = User.objects.filter(pk=actor.own_pk).first()
    if user is None:
        raise Denied("Only somebody with a user of their own may do this.")
    return user


def _announced(user: User) -> User:
    publish(UserAddressed(user.email))
    return user


def _news(user: User, values: dict[str, Any]) -> dict[str, Any]:
    """What the trail says of a change: another role, or that the user may sign in or no longer."""
    named = {"role": "role", "is_active": "active"}
    return {
        fact: values[name]
        for name, fact in named.items()
        if values.get(name, getattr(user, name)) != getattr(user, name)
    }


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
