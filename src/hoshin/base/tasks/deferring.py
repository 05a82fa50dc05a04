"""Asks for jobs on Django's connection: they are there once its transaction commits, and not where it rolls back."""

from datetime import datetime
from inspect import signature
from typing import Any

from procrastinate import jobs
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager

from hoshin.base.tasks.jobs import Job

QUEUE = JobManager(DjangoConnector())


def defer(job: Job, /, *, at: datetime | None = None, lock: str | None = None, **arguments: Any) -> int:
    """Have a worker do a job once the running transaction commits, not before `at`; returns its number in the queue.

    `lock` stands in the place of the job's own. The arguments are plain JSON. TypeError: the job takes others.
    """
    signature(job.function).bind(None, **arguments)
    asked = jobs.Job(
        queue=job.queue,
        lock=lock or job.lock or None,
        queueing_lock=None,
        task_name=job.name,
        task_kwargs=arguments,
        scheduled_at=at,
    )
    number = QUEUE.defer_job(asked).id
    assert number is not None
    return number


def put_back(number: int, at: datetime | None = None) -> None:
    """Have a running or failed job done again, not before `at`. Raises where it is neither."""
    QUEUE.retry_job_by_id(number, retry_at=at)  # type: ignore[arg-type]  # None is at once, to the queue's function
