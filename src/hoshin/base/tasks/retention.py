"""Takes jobs that have ended out of the queue after some days."""

from django.db import connection
from django.utils.translation import gettext_lazy as later
from procrastinate import sql

from hoshin.base.tasks.jobs import Job, JobProgress

KEPT_DAYS = 14


def remove_old_jobs(progress: JobProgress) -> None:
    """Remove jobs that ended over two weeks ago, well or not, with their runs."""
    ended = ["succeeded", "failed", "cancelled", "aborted"]
    with connection.cursor() as cursor:
        cursor.execute(sql.queries["delete_old_jobs"], {"nb_hours": KEPT_DAYS * 24, "queue": None, "statuses": ended})


REMOVE_OLD_JOBS = Job("tasks.remove_old_jobs", remove_old_jobs, later("Forget jobs that ended"), schedule="17 3 * * *")
