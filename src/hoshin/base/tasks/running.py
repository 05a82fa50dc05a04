"""Does one job: its work and the mark that it is done are one transaction.

A worker that is killed leaves either nothing or work with its mark, so that another one may take the job up without
doing anything twice. While the transaction is open it holds a lock of the database on the job, which the server gives
back when the worker's connection ends, however it ends: whoever finds the lock taken knows that the job still runs.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from smtplib import SMTPException
from traceback import extract_tb
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models.functions import Now

from hoshin.base.errors import Invalid
from hoshin.base.faults import foreseen
from hoshin.base.tasks.jobs import Job, JobProgress, Stopped
from hoshin.base.tasks.models import JobRun
from hoshin.base.wordings import Said, stored

TELL_EVERY_SECONDS = 0.7
DIED = "The worker that did it has stopped."
_LOCKS = 7110
_FROM_OUTSIDE = (OSError, SMTPException)

logger = logging.getLogger(__name__)


class RunsElsewhere(Exception):
    """Another worker has this job, although the queue took it for dead."""


def run(number: int, job: Job, arguments: dict[str, Any], progress: JobProgress, *, tells: bool = True) -> None:
    """Do a job unless it is done already. What it raises is kept as the reason, and nothing else of its work.

    RunsElsewhere; Stopped. `tells` says every second how far it is, on a connection of its own so that everybody sees
    it while the job's transaction is open.
    """
    try:
        with _told(number, progress) if tells else _untold(), transaction.atomic():
            if not lock(number):
                raise RunsElsewhere
            if not JobRun.objects.filter(pk=number, ended_at__isnull=False).exists():
                job.function(progress, **arguments)
                _note(number, ended_at=Now(), problem="")
    except RunsElsewhere:
        raise
    except Stopped:
        note_problem(number, "It was stopped.")
        raise
    except Exception as error:
        note_problem(number, reason(error))
        raise


def lock(number: int) -> bool:
    """Take the lock of a job until the transaction ends; False where a living worker holds it."""
    # A lock of the database goes with the connection of a worker that dies; a mark in a row would stay.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [_LOCKS, number % 2**31])
        return bool(cursor.fetchone()[0])


def note_problem(number: int, problem: str) -> None:
    """Keep why a job did not end well. Where even this cannot be written, the log has to do."""
    try:
        _note(number, problem=stored(problem))
    except DatabaseError:
        logger.exception("Why job %s failed could not be written", number)
        connection.close()


def _note(number: int, **values: Any) -> None:
    """One statement, so that a job that is over in a moment is not held up."""
    run = JobRun(job_id=number, **values)
    JobRun.objects.bulk_create([run], update_conflicts=True, unique_fields=["job"], update_fields=list(values))


def reason(error: Exception) -> str:
    """Why a job failed, for administrators.

    They need not be the ones who may read what it worked with, so the text of an error is given only where it is
    meant for people or comes from outside (a mail server that refuses); of others the place.
    """
    found = foreseen(error)
    if isinstance(found, Invalid):
        first = found.problems[0]
        return (
            Said("%(message)s %(remedy)s", message=first.message, remedy=first.remedy)
            if first.remedy
            else first.message
        )
    if found is not None:
        message: str = found.args[0]
        return message
    if isinstance(error, _FROM_OUTSIDE):
        return f"{type(error).__name__}: {error}"
    places = [place for place in extract_tb(error.__traceback__) if "hoshin" in place.filename]
    kind = type(error).__name__
    if not places:
        return Said("%(kind)s. The log of the worker says more.", kind=kind)
    file, line = places[-1].filename.rpartition("hoshin/")[2], str(places[-1].lineno)
    return Said(
        "%(kind)s in %(file)s, line %(line)s. The log of the worker says more.", kind=kind, file=file, line=line
    )


@contextmanager
def _untold() -> Iterator[None]:
    yield


@contextmanager
def _told(number: int, progress: JobProgress) -> Iterator[None]:
    is_over = threading.Event()
    teller = threading.Thread(target=_tell, args=(number, progress, is_over), name=f"job-{number}", daemon=True)
    teller.start()
    try:
        yield
    finally:
        is_over.set()
        teller.join()


def _tell(number: int, progress: JobProgress, is_over: threading.Event) -> None:
    said = progress.last
    try:
        while not is_over.wait(TELL_EVERY_SECONDS):
            if progress.last == said:
                continue
            said = done, total, what = progress.last
            try:
                _note(number, done=done, total=total, what=stored(what))
            except DatabaseError:
                connection.close()
    finally:
        connection.close()
