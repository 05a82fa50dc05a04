"""The queue as administrators look at it: jobs line by line, what is due by the clock, and who works."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from croniter import croniter  # type: ignore[import-untyped]  # it has no types
from django.db.models import Count, OuterRef, QuerySet, Subquery
from procrastinate.contrib.django.models import (
    ProcrastinateEvent,
    ProcrastinateJob,
    ProcrastinatePeriodicDefer,
    ProcrastinateWorker,
)

from hoshin.base import clock
from hoshin.base.tasks.jobs import every_job
from hoshin.base.tasks.queue import STATES, JobState, QueuedJob, living_workers, read


@dataclass(frozen=True, slots=True)
class JobLine:
    """A job with what it is called, what it is about, how often it was tried, and when things happened to it."""

    job: QueuedJob
    label: str
    about: str
    tries: int
    asked_at: datetime
    latest_at: datetime
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Schedule:
    """A job that is done by the clock: when (cron, in UTC), when last and how that ended, and when next."""

    label: str
    cron: str
    last_at: datetime | None
    last_state: JobState | None
    next_at: datetime


@dataclass(frozen=True, slots=True)
class WorkerLine:
    """A worker that was heard of lately, and what it is doing."""

    number: int
    heard_at: datetime
    doing: tuple[str, ...]


def jobs_in(states: Iterable[JobState]) -> QuerySet[ProcrastinateJob]:
    """Jobs that stand so, the newest first; one that a worker left is still a running one."""
    wanted = [status for status, state in STATES.items() if state in states]
    events = ProcrastinateEvent.objects.filter(job=OuterRef("pk"))
    jobs: QuerySet[ProcrastinateJob] = ProcrastinateJob.objects.filter(status__in=wanted).order_by("-pk")
    return jobs.annotate(
        asked_at=Subquery(events.filter(type="deferred").order_by("pk").values("at")[:1]),
        latest_at=Subquery(events.exclude(type="scheduled").order_by("-pk").values("at")[:1]),
    )


def lines(jobs: QuerySet[ProcrastinateJob]) -> list[JobLine]:
    """What `jobs_in` found, ready to be shown."""
    found = []
    for row, job in read(jobs):
        kind = every_job().get(job.name)
        about = kind.summary(row.args) if kind else ""
        due_at = row.scheduled_at if job.state == JobState.WAITING else None
        found.append(JobLine(job, label_of(job.name), about, row.attempts, row.asked_at, row.latest_at, due_at))
    return found


def label_of(name: str) -> str:
    """What a kind of job is called; its name where no card knows it (any more)."""
    return str(every_job()[name].label) if name in every_job() else name


def counts() -> Counter[JobState]:
    """How many jobs stand how."""
    by_status = ProcrastinateJob.objects.order_by().values_list("status").annotate(Count("pk"))
    found: Counter[JobState] = Counter()
    for status, count in by_status:
        found[STATES[status]] += count
    return found


def schedules() -> list[Schedule]:
    """Every job with a schedule, by what comes next."""
    last = {defer.task_name: defer for defer in ProcrastinatePeriodicDefer.objects.select_related("job").order_by("pk")}
    found = []
    for job in every_job().values():
        if job.schedule:
            then = last.get(job.name)
            at = datetime.fromtimestamp(then.defer_timestamp, UTC) if then and then.defer_timestamp else None
            state = STATES[then.job.status] if then and then.job else None
            found.append(Schedule(str(job.label), job.schedule, at, state, _next(job.schedule)))
    return sorted(found, key=lambda schedule: schedule.next_at)


def workers() -> list[WorkerLine]:
    """Those that were heard of lately."""
    alive: list[ProcrastinateWorker] = list(living_workers().order_by("pk"))
    doing: dict[int, list[str]] = {worker.pk: [] for worker in alive}
    for number, name in ProcrastinateJob.objects.filter(status="doing", worker__in=alive).values_list(
        "worker", "task_name"
    ):
        doing[number].append(label_of(name))
    return [WorkerLine(worker.pk, worker.last_heartbeat, tuple(sorted(doing[worker.pk]))) for worker in alive]


def _next(cron: str) -> datetime:
    at: datetime = croniter(cron, clock.now()).get_next(datetime)
    return at
