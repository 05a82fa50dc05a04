"""The page of the queue: what waits, what runs, what failed and why, what is due by the clock, and who works."""

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from hoshin.accounts.jobs import job_counts, job_lines, job_schedules, job_workers, stop_job, try_job_again
from hoshin.base.tasks.queue import JobState
from hoshin.base.whole_numbers import whole_number
from hoshin.web.access import actor_of
from hoshin.web.htmx import notice, refresh, render

OPEN = (JobState.RUNNING, JobState.WAITING, JobState.FAILED)
WORDS: dict[JobState, str | Promise] = {
    JobState.WAITING: gettext_lazy("Waiting"),
    JobState.RUNNING: gettext_lazy("Running"),
    JobState.LEFT: gettext_lazy("Worker lost"),
    JobState.DONE: gettext_lazy("Done"),
    JobState.FAILED: gettext_lazy("Failed"),
    JobState.STOPPED: gettext_lazy("Stopped"),
}
TONES = {JobState.FAILED: "poor", JobState.LEFT: "fair", JobState.DONE: "good"}


@never_cache
@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """Jobs that have not ended well yet, or those of one state; with schedules and workers."""
    actor = actor_of(request)
    counts = job_counts(actor)
    chosen = request.GET.get("state", "")
    states = (JobState(chosen),) if chosen in (*OPEN, JobState.DONE, JobState.STOPPED) else OPEN
    page = whole_number(request.GET.get("page", ""), 6) or 1
    lines, has_more = job_lines(actor, states, page=page)
    context = {
        "counts": counts,
        "choices": [("", _("Not done"), sum(counts[state] for state in OPEN))]
        + [(str(state), WORDS[state], counts[state]) for state in (*OPEN, JobState.DONE, JobState.STOPPED)],
        "chosen": str(states[0]) if len(states) == 1 else "",
        "lines": lines,
        "page": page,
        "has_more": has_more,
        "words": WORDS,
        "tones": TONES,
        "schedules": job_schedules(actor),
        "workers": job_workers(actor),
        "is_moving": any(line.job.state in (JobState.RUNNING, JobState.WAITING, JobState.LEFT) for line in lines),
    }
    return render(request, "jobs/page.html", "jobs/found.html", context)


@require_POST
def stop(request: HttpRequest, number: int) -> HttpResponse:
    """Take a job out of the queue, or ask it to stop."""
    stop_job(actor_of(request), number=number)
    notice(request, _("The job was asked to stop."))
    return refresh(request, "jobs")


@require_POST
def again(request: HttpRequest, number: int) -> HttpResponse:
    """Have a failed job tried once more."""
    try_job_again(actor_of(request), number=number)
    notice(request, _("The job is tried again."))
    return refresh(request, "jobs")
