"""Granting an assistant, ending that, and writing down what it asked."""

import hashlib
import hmac
import secrets
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from django.db.models import Q

from hoshin.accounts.access import Actor, Right, require
from hoshin.accounts.events import TokensRevoked
from hoshin.accounts.selectors import own_user
from hoshin.assistants.models import AssistantGrant, Tool
from hoshin.assistants.policies import may_revoke
from hoshin.audit.editing import add_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Invalid, NotFound
from hoshin.base.single import single
from hoshin.base.wordings import Said

PREFIX = "hoshin_ask_"
LONGEST_DAYS = 366
_PREFIX_SHOWN = len(PREFIX) + 4
_USED_AT_EVERY = timedelta(minutes=10)


def grant_assistant(
    actor: Actor, *, name: str, purpose: str, tools: Collection[str], expires_on: date
) -> tuple[AssistantGrant, str]:
    """Let an assistant ask in the actor's name, with these tools, until the end of a day.

    Returns the grant and its secret, which is shown here and never again. Invalid: a day that is past or more than a year
    away, no tool, or one that there is not.
    """
    require(actor, Right.SEE)
    user, today = own_user(actor), clock.today()
    if not today <= expires_on <= today + timedelta(days=LONGEST_DAYS):
        raise Invalid(
            Said("A grant ends within a year, and not before today."), field="expires_on", value=str(expires_on)
        )
    chosen = [tool.value for tool in Tool if tool.value in tools]
    unknown = sorted(set(tools) - set(chosen))
    if unknown or not chosen:
        raise Invalid(Said("Choose at least one thing that it may ask."), field="tools", value=", ".join(unknown))
    secret = PREFIX + secrets.token_urlsafe(32)
    grant = AssistantGrant(
        user=user,
        name=name.strip(),
        purpose=purpose.strip(),
        tools=chosen,
        digest=_digest(secret),
        prefix=secret[:_PREFIX_SHOWN],
        expires_on=expires_on,
    )
    with act(actor, "grant_assistant", name=grant.name, user=user.name, until=str(expires_on)):
        return add_row(grant), secret


def revoke_assistant(actor: Actor, *, grant: AssistantGrant) -> None:
    """End a grant at once and for good. Ending it again changes nothing."""
    if not may_revoke(actor, grant):
        raise NotFound("grant", str(grant.pk))
    with act(actor, "revoke_assistant", name=grant.name, user=grant.user.name):
        AssistantGrant.objects.filter(pk=grant.pk, is_revoked=False).update(is_revoked=True)


def follow_revoked(news: Sequence[TokensRevoked]) -> None:
    """End all grants of users who revoke their tokens."""
    AssistantGrant.objects.filter(user__in=[one.user for one in news], is_revoked=False).update(is_revoked=True)


def grant_of(secret: str) -> AssistantGrant | None:
    """The grant of a secret; None if it is unknown, revoked, over or its user inactive."""
    if not secret.isascii() or "\x00" in secret:
        return None
    digest = _digest(secret)
    grant = single(AssistantGrant.objects.select_related("user__person").filter(digest=digest))
    if grant is None or not hmac.compare_digest(grant.digest, digest):
        return None
    if grant.is_revoked or not grant.user.is_active or grant.expires_on < clock.today():
        return None
    _note_use(grant)
    return grant


def note_question(actor: Actor, *, tool: str) -> None:
    """Write into the trail that an assistant asked, and with which tool.

    Neither what it asked about nor what it was answered: the trail has other readers than what the person may see.
    """
    with act(actor, "ask", tool=tool) as running:
        running.keep()


def _note_use(grant: AssistantGrant) -> None:
    now = clock.now()
    if grant.used_at is None or grant.used_at < now - _USED_AT_EVERY:
        # Not an act: each question stands in the trail already.
        stale = Q(used_at=None) | Q(used_at__lt=now - _USED_AT_EVERY)
        AssistantGrant.objects.filter(stale, pk=grant.pk).update(used_at=now)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
