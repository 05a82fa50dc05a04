"""A worker: takes jobs out of the queue as soon as they are there, some of them at once, until it is told to end.

It listens for new jobs (LISTEN), and looks every few seconds for those whose time has come. What a worker was doing
that is not heard of any more goes back into the queue.
"""

import asyncio
import logging
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.db import close_old_connections, connection, transaction
from django.db.models import Q
from django.db.models.functions import Now
from procrastinate import App, BaseRetryStrategy, JobContext, PsycopgConnector, RetryDecision, sql
from procrastinate import jobs as queued
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import JobAborted

from hoshin.base.errors import HoshinError
from hoshin.base.tasks.deferring import put_back
from hoshin.base.tasks.jobs import Job, JobProgress, Stopped, every_job
from hoshin.base.tasks.queue import SILENT_FOR
from hoshin.base.tasks.running import DIED, RunsElsewhere, lock, note_problem, run

HEARTBEAT_SECONDS = 5
LOOK_EVERY_SECONDS = 5
GRACE_SECONDS = 10
MOST_DEATHS = 2
# A schedule whose time came while nothing ran is kept when a worker starts within a day.
LATE_BY_SECONDS = 24 * 3600

logger = logging.getLogger(__name__)


def work(*, concurrency: int, ends_on: Sequence[signal.Signals]) -> None:
    """Do jobs, `concurrency` of them at once, until one of the signals comes.

    Then running jobs have some seconds to finish; those that do not are stopped and go back into the queue. The same
    signal once more ends this at once: another worker takes up what was running.
    """
    asyncio.run(_until_signal(concurrency, ends_on))


async def _until_signal(concurrency: int, ends_on: Sequence[signal.Signals]) -> None:
    loop = asyncio.get_running_loop()
    working = asyncio.create_task(do_jobs(concurrency))

    def end() -> None:
        for kind in ends_on:
            loop.remove_signal_handler(kind)
        working.cancel()

    for kind in ends_on:
        loop.add_signal_handler(kind, end)
    with suppress(asyncio.CancelledError):
        await working


async def do_jobs(concurrency: int) -> None:
    """Do jobs until this is cancelled."""
    threads = ThreadPoolExecutor(concurrency + 1, thread_name_prefix="job")
    asyncio.get_running_loop().set_default_executor(threads)
    # A queue of its own: `defer`, called in a job, goes through Django's connection and so through its transaction.
    app = App(
        connector=PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=concurrency + 2),
        periodic_defaults={"max_delay": LATE_BY_SECONDS},
    )
    for job in every_job().values():
        _register(app, job)
    async with app.open_async():
        looking = asyncio.create_task(_look_for_abandoned())
        try:
            await app.run_worker_async(
                concurrency=concurrency,
                install_signal_handlers=False,
                shutdown_graceful_timeout=GRACE_SECONDS,
                update_heartbeat_interval=HEARTBEAT_SECONDS,
                fetch_job_polling_interval=LOOK_EVERY_SECONDS,
                abort_job_polling_interval=LOOK_EVERY_SECONDS,
                # One that slept with its machine is not forgotten by the first that wakes.
                stalled_worker_timeout=3600,
            )
        finally:
            looking.cancel()


def _register(app: App, job: Job) -> None:
    task = app.task(
        name=job.name,
        queue=job.queue,
        lock=job.lock or None,
        # Of a scheduled job one waits at most, however long no worker ran.
        queueing_lock=job.name if job.schedule else None,
        retry=Again(job),
        pass_context=True,
    )(_runner(job))
    if job.schedule:
        app.periodic(cron=job.schedule)(task)


def _runner(job: Job) -> Callable[..., None]:
    def do(context: JobContext, timestamp: int | None = None, **arguments: Any) -> None:
        close_old_connections()
        number = context.job.id
        assert number is not None
        try:
            run(number, job, arguments, JobProgress(context.should_abort, number=number))
        except Stopped:
            raise JobAborted from None
        finally:
            close_old_connections()

    return do


class Again(BaseRetryStrategy):
    """Whether and when a job that failed is tried again."""

    def __init__(self, job: Job) -> None:
        self.job = job

    def get_retry_decision(self, *, exception: BaseException, job: queued.Job) -> RetryDecision | None:
        if isinstance(exception, JobAborted):
            # Only asked where the worker ends: the job goes back as it was.
            return RetryDecision()
        if isinstance(exception, RunsElsewhere):
            return RetryDecision(retry_in={"seconds": int(SILENT_FOR.total_seconds())})
        if isinstance(exception, HoshinError) or job.attempts >= self.job.retries:
            return None
        wait: timedelta = self.job.wait * 2**job.attempts
        return RetryDecision(retry_in={"seconds": int(wait.total_seconds())})


async def _look_for_abandoned() -> None:
    while True:
        await asyncio.sleep(LOOK_EVERY_SECONDS)
        try:
            await asyncio.to_thread(_look)
        except Exception:
            logger.exception("Jobs of workers that died could not be looked for")


def _look() -> None:
    close_old_connections()
    try:
        take_up_abandoned()
    finally:
        close_old_connections()


def take_up_abandoned() -> None:
    """Put jobs of workers that are silent back into the queue; those that killed several workers have failed."""
    silent = Q(worker=None) | Q(worker__last_heartbeat__lt=Now() - SILENT_FOR)
    with transaction.atomic():
        running = ProcrastinateJob.objects.filter(silent, status="doing")
        for found in running.select_for_update(skip_locked=True, of=("self",)):
            if lock(found.pk):
                _put_back(found)


def _put_back(found: ProcrastinateJob) -> None:
    note_problem(found.pk, DIED)
    job = every_job().get(found.task_name)
    logger.warning("Job %s (%s) was left by a worker that has stopped", found.pk, found.task_name)
    if found.abort_requested:
        _finish(found.pk, "aborted")
    elif found.attempts < MOST_DEATHS + (job.retries if job else 0):
        put_back(found.pk)
    else:
        _finish(found.pk, "failed")


def _finish(number: int, status: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.queries["finish_job"], {"job_id": number, "status": status, "delete_job": False})
