"""Jobs that failed, as administrators are told of them."""

from datetime import timedelta

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.tasks.queue import count_failed
from hoshin.notices.kinds import OwedFacts

SINCE = timedelta(days=1)


def failed_jobs(actor: Actor) -> OwedFacts | None:
    """How many jobs failed within a day and were not tried again since."""
    count = count_failed(clock.now() - SINCE)
    return {"count": count} if count else None
