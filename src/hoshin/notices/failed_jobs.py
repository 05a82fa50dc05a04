"""Jobs that failed, as administrators are told of them."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.tasks.queue import failed_since

SINCE = timedelta(days=1)


def failed_jobs(actor: Actor) -> QuerySet[Any]:
    """The jobs that failed within a day and were not tried again since."""
    return failed_since(clock.now() - SINCE)
