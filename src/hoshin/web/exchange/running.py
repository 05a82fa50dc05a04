"""A transfer that has not ended, in words: what is being done, how much of it, and why it does not begin."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from hoshin.base.amounts import number_text
from hoshin.base.tasks.queue import JobState, QueuedJob, has_workers
from hoshin.exchange.models import Transfer, TransferDirection
from hoshin.web.exchange.sheet_words import words_of


@dataclass(frozen=True, slots=True)
class RunningShown:
    """What is being done, the share of it that is done (None where nobody knows), and more about it."""

    label: str
    share: float | None
    detail: str


def running_shown(transfer: Transfer, job: QueuedJob) -> RunningShown:
    """How far a transfer is, by its job."""
    label = {
        Transfer.State.CHECKING: _("Looking at what will change"),
        Transfer.State.WORKING: _("Importing"),
    }[Transfer.State(transfer.state)]
    if transfer.direction == TransferDirection.EXPORT:
        label = _("Writing the file")
    # A sheet by its name, where it is not a file that is read.
    what = words_of(job.what) if job.what.isidentifier() else job.what
    if job.state == JobState.RUNNING and job.total > 1:
        said = {"what": what, "done": number_text(job.done, 0), "total": number_text(job.total, 0)}
        detail = _("%(what)s: %(done)s of %(total)s") % said
        return RunningShown(label, min(job.done / job.total, 1.0), detail)
    return RunningShown(label, None, what if job.state == JobState.RUNNING else _why_not(job))


def _why_not(job: QueuedJob) -> str:
    if job.state == JobState.LEFT and has_workers():
        return _("The worker that did it has stopped. Nothing was changed; another one begins anew within a minute.")
    if job.state == JobState.LEFT:
        return _("The worker that did it has stopped. Nothing was changed; it begins anew as soon as one runs again.")
    if not has_workers():
        return _("No worker is running, so it waits. It begins as soon as the administrator starts one.")
    return _("It waits for its turn.")
