"""The address under which a calendar program fetches one's meetings: a secret of one's own, made and taken back."""

import hashlib
import secrets

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.audit.editing import add_row
from hoshin.audit.services import act
from hoshin.base.events import after_commit
from hoshin.meetings.models import CalendarAddress, OneOnOne
from hoshin.meetings.policies import require_taking_part
from hoshin.meetings.services.letters import INVITATION
from hoshin.meetings.services.series import person_acting


def make_calendar_address(actor: Actor) -> str:
    """Make a new secret, which is told once; an earlier one ends with it."""
    me = person_acting(actor)
    secret = secrets.token_urlsafe(32)
    with act(actor, "make_calendar_address", name=me.name):
        CalendarAddress.objects.filter(user=actor.user_id).delete()
        add_row(CalendarAddress(user_id=actor.own_pk, digest=_digest_of(secret)))
    return secret


def revoke_calendar_address(actor: Actor) -> None:
    """Take the address back: whoever fetches it finds nothing any more."""
    with act(actor, "revoke_calendar_address", name=actor.name):
        CalendarAddress.objects.filter(user=actor.own_pk).delete()


def user_of_calendar(secret: str) -> User | None:
    """Whose calendar an address leads to; None where it was taken back, or its user may not sign in."""
    rows = CalendarAddress.objects.filter(digest=_digest_of(secret), user__is_active=True).select_related(
        "user__person"
    )
    row = rows.first()
    return row.user if row is not None else None


def _digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def ask_for_invitation(actor: Actor, *, one_on_one: OneOnOne) -> None:
    """Have the invitation to a series mailed to oneself."""
    require_taking_part(actor, one_on_one)
    with act(actor, "ask_for_invitation"):
        after_commit(INVITATION, user=actor.own_pk, one_on_one=one_on_one.pk)
