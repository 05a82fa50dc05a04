"""Transfers are seen by the one who began them, in the session in which they were begun, and by nobody else."""

import hashlib
import secrets
from dataclasses import dataclass

from django.db.models import QuerySet

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.errors import Denied, NotFound
from hoshin.base.tasks.jobs import Arguments
from hoshin.base.tasks.queue import JobState, QueuedJob, cancel, queued_job
from hoshin.base.tasks.running import DIED
from hoshin.base.wordings import said_again
from hoshin.exchange.models import Transfer
from hoshin.exchange.policies import transfers_visible_to
from hoshin.exchange.transfers.places import remove_folder

_DIED = "The worker that did this has stopped, more than once. Nothing of it was kept: an import is all or nothing."
_STOPPED = "It was stopped, and nothing was changed."
_UNFORESEEN = "Something went wrong on the server, and nothing was changed. Its log says what."


@dataclass(frozen=True, slots=True)
class Whose:
    """An actor with the session that they act in."""

    actor: Actor
    session: str

    @property
    def digest(self) -> str:
        """The session without the key that opens it."""
        return hashlib.sha256(self.session.encode()).hexdigest()


def transfer_of(whose: Whose, key: str) -> tuple[Transfer, QueuedJob | None]:
    """The transfer of that key, with its job while it runs. NotFound: not theirs, or gone.

    One whose job came to an end without writing its own has failed.
    """
    transfer = _theirs(whose).filter(key=key).first()
    if transfer is None:
        raise NotFound("upload of that name any more. Uploads are kept for a day: please send it again")
    if not transfer.is_running:
        return transfer, None
    job = queued_job(transfer.job) if transfer.job else None
    if job is not None and not job.has_ended:
        return transfer, job
    unchanged = Transfer.objects.filter(pk=transfer.pk, state=transfer.state, job=transfer.job)
    if unchanged.update(state=Transfer.State.FAILED, problems=[{"message": _why(job)}]):
        remove_folder(transfer)
    transfer.refresh_from_db()
    return transfer, None


def stop_transfer(transfer: Transfer) -> None:
    """Have what runs ended before its end: nothing of it is kept. Nothing happens where it has ended already."""
    if transfer.is_running and transfer.job:
        cancel(transfer.job)


def latest_transfers(whose: Whose, count: int = 5) -> list[Transfer]:
    """What was begun in this session, the newest first."""
    return list(_theirs(whose)[:count])


def new_transfer(whose: Whose, **values: object) -> Transfer:
    """A transfer that begins now, not yet saved. Denied: without a user there is nobody to show it to."""
    if whose.actor.user_id is None:
        raise Denied("Sign in first.")
    return Transfer(
        key=secrets.token_urlsafe(24),
        user_id=whose.actor.user_id,
        session=whose.digest,
        began_at=clock.now(),
        **values,
    )


def name_of_transfer(arguments: Arguments) -> str:
    """What a job is about: the name of the file."""
    return Transfer.objects.filter(pk=arguments["transfer"]).values_list("name", flat=True).first() or ""


def _why(job: QueuedJob | None) -> str:
    if job is not None and job.state == JobState.STOPPED:
        return _STOPPED
    return _DIED if job is not None and job.problem == said_again(DIED) else _UNFORESEEN


def _theirs(whose: Whose) -> QuerySet[Transfer]:
    return transfers_visible_to(whose.actor).filter(session=whose.digest)
