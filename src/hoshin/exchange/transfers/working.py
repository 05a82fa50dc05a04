"""Asks a worker for the work of a transfer, waits for what is quick, and writes down what came of it.

The work and its end are one transaction, the job's. What is wrong with the files is an end like any other; what nobody
foresaw is the job's to try again or to fail with.
"""

import time
from collections.abc import Callable
from typing import Any

from django.db import transaction

from hoshin.accounts.access import Actor
from hoshin.base.errors import Denied, HoshinError, Invalid
from hoshin.base.tasks import Job, defer
from hoshin.base.tasks.queue import has_workers
from hoshin.base.wordings import Said, stored
from hoshin.exchange.models import Transfer, TransferDirection
from hoshin.exchange.transfers.places import remove_folder

LOOK_EVERY_SECONDS = 0.02
Work = Callable[[Transfer, Actor], dict[str, Any]]
_State = Transfer.State


def ask(transfer: Transfer, job: Job, **arguments: Any) -> None:
    """Have a worker do the work of a transfer. Within the transaction that says that it begins."""
    transfer.job = defer(job, transfer=transfer.pk, **arguments)
    transfer.save(update_fields=["job"])


def awaited(transfer: Transfer, patience: float) -> Transfer:
    """The transfer once its work has ended, or after `patience` seconds as it stands then; at once without a worker."""
    deadline = time.monotonic() + (patience if has_workers() else 0)
    while True:
        transfer.refresh_from_db()
        if not transfer.is_running or time.monotonic() >= deadline:
            return transfer
        time.sleep(LOOK_EVERY_SECONDS)


def settle(number: int, *, while_it_is: str, ends_as: str, work: Work) -> None:
    """Do the work of a transfer for its user, and write its end. Nothing where it was discarded meanwhile."""
    transfer = Transfer.objects.select_related("user").filter(pk=number, state=while_it_is).first()
    if transfer is None:
        return
    try:
        with transaction.atomic():
            end = {"state": ends_as, "result": work(transfer, _actor(transfer))}
    except Invalid as error:
        end = {"state": _State.REFUSED, "problems": [problem.as_stored() for problem in error.problems]}
    except HoshinError as error:
        end = {"state": _State.REFUSED, "problems": [{"message": stored(error.args[0])}]}
    Transfer.objects.filter(pk=number).update(**end)
    if _is_over(transfer, end):
        transaction.on_commit(lambda: remove_folder(transfer))


def _is_over(transfer: Transfer, end: dict[str, Any]) -> bool:
    """Whether nobody needs its files any more: what may be mended, or was, is looked at again, an export is fetched."""
    if end["state"] == _State.REFUSED:
        return not transfer.mends and not any(problem.get("proposals") for problem in end["problems"])
    return end["state"] == _State.DONE and transfer.direction == TransferDirection.IMPORT


def _actor(transfer: Transfer) -> Actor:
    if not transfer.user.is_active:
        raise Denied(Said("%(user)s may not sign in any more.", user=transfer.user.name))
    return Actor.of(transfer.user, "web")
