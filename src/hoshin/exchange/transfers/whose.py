"""Transfers are seen by the one who began them, in the session in which they were begun, and by nobody else."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.errors import Denied, NotFound
from hoshin.exchange.models import Transfer

SILENT_FOR = timedelta(seconds=20)
_DIED = "The server stopped while this was running. Nothing of it was kept: an import is all or nothing. Please start again."


@dataclass(frozen=True, slots=True)
class Whose:
    """An actor with the session that they act in."""

    actor: Actor
    session: str

    @property
    def digest(self) -> str:
        """The session without the key that opens it."""
        return hashlib.sha256(self.session.encode()).hexdigest()


def transfer_of(whose: Whose, key: str) -> Transfer:
    """The transfer of that key, failed where the process that worked on it has died. NotFound: not theirs, or gone."""
    transfer = _theirs(whose).filter(key=key).first()
    if transfer is None:
        raise NotFound("upload of that name any more. Uploads are kept for a day: please send it again")
    if transfer.is_running and transfer.heard_at < clock.now() - SILENT_FOR:
        unchanged = Transfer.objects.filter(pk=transfer.pk, state=transfer.state, heard_at=transfer.heard_at)
        unchanged.update(state=Transfer.State.FAILED, problems=[{"message": _DIED}])
        transfer.refresh_from_db()
    return transfer


def latest_transfers(whose: Whose, count: int = 5) -> list[Transfer]:
    """What was begun in this session, the newest first."""
    return list(_theirs(whose)[:count])


def new_transfer(whose: Whose, **values: object) -> Transfer:
    """A row for a transfer that begins now. Denied: without a user there is nobody to show it to."""
    if whose.actor.user_id is None:
        raise Denied("Sign in first.")
    now = clock.now()
    return Transfer.objects.create(
        key=secrets.token_urlsafe(24),
        user_id=whose.actor.user_id,
        session=whose.digest,
        began_at=now,
        heard_at=now,
        **values,
    )


def _theirs(whose: Whose) -> QuerySet[Transfer]:
    return Transfer.objects.filter(user=whose.actor.user_id, session=whose.digest)
