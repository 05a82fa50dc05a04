"""Runs the work of a transfer in a thread beside the answers, and says every second how far it is.

The work runs in one transaction, in which also its end is written. Progress travels on a connection of its own, so
that everybody sees it while that transaction is open.
"""

import contextvars
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError, connection, transaction

from hoshin.base import clock
from hoshin.base.errors import HoshinError, Invalid
from hoshin.exchange.models import Transfer

logger = logging.getLogger(__name__)
Work = Callable[["Heard"], dict[str, Any]]
EVERY_SECONDS = 0.7
_UNFORESEEN = "Something went wrong on the server, and nothing was changed. Its log says what."


class Heard:
    """What the work said last: it calls this with (done, in all, what)."""

    def __init__(self) -> None:
        self.last = (0, 0, "")

    def __call__(self, done: int, total: int, what: str) -> None:
        self.last = (done, total, what)


def run_beside(transfer: Transfer, work: Work, *, ends_as: str, patience: float) -> Transfer:
    """Begin the work and wait for at most `patience` seconds; returns the transfer as it stands then."""
    context = contextvars.copy_context()
    thread = threading.Thread(
        target=context.run, args=(_run, transfer.pk, work, ends_as), name=f"transfer-{transfer.pk}", daemon=True
    )
    thread.start()
    thread.join(patience)
    transfer.refresh_from_db()
    return transfer


def _run(pk: int, work: Work, ends_as: str) -> None:
    heard = Heard()
    try:
        with _told_every_second(pk, heard), transaction.atomic():
            result = work(heard)
            _end(pk, state=ends_as, result=result)
    except Invalid as error:
        _refuse(pk, Transfer.State.REFUSED, [problem.as_dict() for problem in error.problems])
    except HoshinError as error:
        _refuse(pk, Transfer.State.REFUSED, [{"message": str(error)}])
    except Exception:
        logger.exception("A transfer failed")
        _refuse(pk, Transfer.State.FAILED, [{"message": _UNFORESEEN}])
    finally:
        connection.close()


def _end(pk: int, **values: Any) -> None:
    Transfer.objects.filter(pk=pk).update(heard_at=clock.now(), **values)


def _refuse(pk: int, state: str, problems: list[dict[str, Any]]) -> None:
    """Where even this cannot be written, the silence will tell."""
    connection.close()
    try:
        _end(pk, state=state, problems=problems)
    except DatabaseError:
        logger.exception("The end of a transfer could not be written")


@contextmanager
def _told_every_second(pk: int, heard: Heard) -> Iterator[None]:
    is_over = threading.Event()
    teller = threading.Thread(
        target=contextvars.copy_context().run, args=(_tell, pk, heard, is_over), name=f"teller-{pk}", daemon=True
    )
    teller.start()
    try:
        yield
    finally:
        is_over.set()
        teller.join()


def _tell(pk: int, heard: Heard, is_over: threading.Event) -> None:
    running = Transfer.objects.filter(pk=pk, state__in=[Transfer.State.CHECKING, Transfer.State.WORKING])
    try:
        while not is_over.wait(EVERY_SECONDS):
            done, total, what = heard.last
            try:
                running.update(done=done, total=total, what=what[:300], heard_at=clock.now())
            except DatabaseError:
                connection.close()
    finally:
        connection.close()
