"""What administrators see of the queue of jobs, and do with it; what they do stands in the audit trail."""

from collections import Counter
from collections.abc import Iterable

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base.errors import Conflict, NotFound
from hoshin.base.tasks import listing, queue
from hoshin.base.tasks.listing import JobLine, Schedule, WorkerLine
from hoshin.base.tasks.queue import JobState

PAGE = 50


def job_lines(actor: Actor, states: Iterable[JobState], *, page: int = 1) -> tuple[list[JobLine], bool]:
    """A page of the jobs that stand so, the newest first, and whether there are more. Denied."""
    require(actor, Right.MANAGE_JOBS)
    start = PAGE * (max(page, 1) - 1)
    found = listing.lines(listing.jobs_in(states)[start : start + PAGE + 1])
    return found[:PAGE], len(found) > PAGE


def job_counts(actor: Actor) -> Counter[JobState]:
    """How many jobs stand how. Denied."""
    require(actor, Right.MANAGE_JOBS)
    return listing.counts()


def job_schedules(actor: Actor) -> list[Schedule]:
    """What is done by the clock. Denied."""
    require(actor, Right.MANAGE_JOBS)
    return listing.schedules()


def job_workers(actor: Actor) -> list[WorkerLine]:
    """Who works. Denied."""
    require(actor, Right.MANAGE_JOBS)
    return listing.workers()


def stop_job(actor: Actor, *, number: int) -> None:
    """Take a waiting job out of the queue, or ask a running one to stop. Conflict: it has ended. Denied; NotFound."""
    kind = _kind_of(actor, number)
    with act(actor, "stop_job", number=number, kind=kind) as running:
        if not queue.cancel(number):
            raise Conflict("This job has ended already.")
        running.keep()


def try_job_again(actor: Actor, *, number: int) -> None:
    """Have a job that failed tried once more. Conflict: it has not failed. Denied; NotFound."""
    kind = _kind_of(actor, number)
    with act(actor, "try_job_again", number=number, kind=kind) as running:
        queue.try_again(number)
        running.keep()


def _kind_of(actor: Actor, number: int) -> str:
    require(actor, Right.MANAGE_JOBS)
    job = queue.queued_job(number)
    if job is None:
        raise NotFound("job", str(number))
    return job.name
