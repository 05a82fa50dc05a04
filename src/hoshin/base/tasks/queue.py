"""What stands in the queue, who works on it, and what administrators do with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob, ProcrastinateWorker

from hoshin.base.errors import Conflict
from hoshin.base.tasks.deferring import QUEUE, put_back
from hoshin.base.wordings import said_again

SILENT_FOR = timedelta(seconds=20)


class JobState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    LEFT = "left"  # by a worker that is not heard of any more; another one takes it up
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


STATES = {
    "todo": JobState.WAITING,
    "doing": JobState.RUNNING,
    "succeeded": JobState.DONE,
    "failed": JobState.FAILED,
    "cancelled": JobState.STOPPED,
    "aborted": JobState.STOPPED,
}


@dataclass(frozen=True, slots=True)
class QueuedJob:
    """A job in the queue: how it stands, how far it is (`total` is 0 where nobody knows), and why it did not end well."""

    number: int
    name: str
    state: JobState
    done: int
    total: int
    what: str
    problem: str

    @property
    def has_ended(self) -> bool:
        return self.state in (JobState.DONE, JobState.FAILED, JobState.STOPPED)


def queued_job(number: int) -> QueuedJob | None:
    """A job by its number; None where it is gone: those that ended are kept for some days."""
    return next((job for _, job in read(ProcrastinateJob.objects.filter(pk=number))), None)


def latest_job(name: str, **arguments: int) -> QueuedJob | None:
    """The job of a kind that was asked for last with these arguments; None where there is none, or it is gone."""
    wanted = {f"args__{argument}": value for argument, value in arguments.items()}
    rows = ProcrastinateJob.objects.filter(task_name=name, **wanted).order_by("-pk")
    return next((job for _, job in read(rows[:1])), None)


def has_workers() -> bool:
    """Whether any worker was heard of lately."""
    return living_workers().exists()


def count_due() -> int:
    """How many jobs wait whose time has come."""
    waiting = ProcrastinateJob.objects.filter(status="todo")
    return int(waiting.filter(Q(scheduled_at=None) | Q(scheduled_at__lte=Now())).count())


def failed_since(since: datetime) -> QuerySet[ProcrastinateJob]:
    """Jobs that failed since an instant and have not been tried again."""
    failures = ProcrastinateEvent.objects.filter(type="failed", at__gte=since)
    return ProcrastinateJob.objects.filter(status="failed", pk__in=failures.values("job"))


def cancel(number: int) -> bool:
    """Take a waiting job out of the queue, or ask a running one to stop; False where it has ended already."""
    return QUEUE.cancel_job_by_id(number, abort=True)


def try_again(number: int) -> None:
    """Have a job that failed tried once more, at once. Conflict: it has not failed, or somebody did so already."""
    if not ProcrastinateJob.objects.filter(pk=number, status="failed").select_for_update().exists():
        raise Conflict("This job has not failed, or somebody has had it tried again already.")
    put_back(number)


def living_workers() -> QuerySet[ProcrastinateWorker]:
    """Workers that were heard of lately."""
    workers: QuerySet[ProcrastinateWorker] = ProcrastinateWorker.objects.filter(last_heartbeat__gte=Now() - SILENT_FOR)
    return workers


def read(rows: QuerySet[ProcrastinateJob]) -> Iterator[tuple[Any, QueuedJob]]:
    """Rows of the queue, each with how it stands."""
    living = set(living_workers().values_list("pk", flat=True))
    for row in rows.select_related("run"):
        state = STATES[row.status]
        if state == JobState.RUNNING and getattr(row, "worker_id") not in living:  # noqa: B009 – the stubs lack it
            state = JobState.LEFT
        run = getattr(row, "run", None)
        told = (run.done, run.total, said_again(run.what), said_again(run.problem)) if run else (0, 0, "", "")
        yield row, QueuedJob(row.pk, row.task_name, state, *told)
