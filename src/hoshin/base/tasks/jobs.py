"""What kinds of work there are, as the cards of the apps name them, and what a job is given while it runs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.functional import Promise

from hoshin.base.cards import entries

Arguments = Mapping[str, Any]


def _no_summary(_arguments: Arguments) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Job:
    """A kind of work that a worker does.

    `function` is called as function(progress, **arguments) within one transaction, which also keeps that it is done:
    what it writes to the database happens once or not at all. What leaves the database (a mail) may happen again where
    a worker dies between doing it and the commit, so it comes last and does no harm twice: it bears the number of the
    job. The arguments are stored and shown to nobody, but anybody who reads the database reads them: numbers of rows,
    never secrets.

    An error of Hoshin (denied, not found, invalid) ends the job: it would be the same the next time. Any other is
    tried `retries` times more, after `wait`, then twice that, and so on. Of jobs with the same `lock` one runs at a
    time, in the order in which they were asked for. `schedule` is a cron expression in UTC. `summary` says for the
    administrators' page what an asked-for job is about.
    """

    name: str
    function: Callable[..., None]
    label: str | Promise
    retries: int = 3
    wait: timedelta = timedelta(seconds=30)
    queue: str = "default"
    lock: str = ""
    schedule: str = ""
    summary: Callable[[Arguments], str] = _no_summary


class Stopped(Exception):
    """The running job was asked to stop; it undoes what it did and ends."""


class JobProgress:
    """What a running job says of itself: it calls this with (done, in all, what), and is stopped by that call.

    `number` is that of the job in the queue, the same however often it is tried.
    """

    def __init__(self, is_stopped: Callable[[], bool] = lambda: False, *, number: int = 0) -> None:
        self.last = (0, 0, "")
        self.number = number
        self._is_stopped = is_stopped

    def __call__(self, done: int = 0, total: int = 0, what: str = "") -> None:
        """Say how far the job is. Stopped: somebody asked it to, or its worker ends."""
        self.last = (done, total, what)
        if self._is_stopped():
            raise Stopped


def every_job() -> dict[str, Job]:
    """All jobs of all cards by their name."""
    return entries("jobs", "name")
