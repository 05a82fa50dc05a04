"""The page of the queue: what waits, what runs, what failed and why, what is due by the clock, and who works."""

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from hoshin.accounts.jobs import job_counts, job_lines, job_schedules, job_workers, stop_job, try_job_again
from hoshin.base.tasks.queue import State
from hoshin.web.access import actor_of
from hoshin.web.htmx import notice, refresh, render

OPEN = (State.RUNNING, State.WAITING, State.FAILED)
WORDS: dict[State, str | Promise] = {
    State.WAITING: gettext_lazy("Waiting"),
    State.RUNNING: gettext_lazy("Running"),
    State.LEFT: gettext_lazy("Worker lost"),
    State.DONE: gettext_lazy("Done"),
    State.FAILED: gettext_lazy("Failed"),
    State.STOPPED: gettext_lazy("Stopped"),
}
TONES = {State.FAILED: "poor", State.LEFT: "fair", State.DONE: "good"}


@never_cache
@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """Jobs that have not ended well yet, or those of one state; with schedules and workers."""
    actor = actor_of(request)
    counts = job_counts(actor)
    chosen = request.GET.get("state", "")
    states = (State(chosen),) if chosen in (*OPEN, State.DONE, State.STOPPED) else OPEN
    asked = request.GET.get("page", "")
    page = int(asked) if asked.isascii() and asked.isdigit() else 1
    lines, has_more = job_lines(actor, states, page=page)
    context = {
        "counts": counts,
        "choices": [("", _("Not done"), sum(counts[state] for state in OPEN))]
        + [(str(state), WORDS[state], counts[state]) for state in (*OPEN, State.DONE, State.STOPPED)],
        "chosen": str(states[0]) if len(states) == 1 else "",
        "lines": lines,
        "page": page,
        "has_more": has_more,
        "words": WORDS,
        "tones": TONES,
        "schedules": job_schedules(actor),
        "workers": job_workers(actor),
        "is_moving": any(line.job.state in (State.RUNNING, State.WAITING, State.LEFT) for line in lines),
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
