"""What the worker does for surveys: closing and reminders when their day has come, and sending those that were planned."""

from django.utils.translation import gettext_lazy as later

from hoshin.accounts.access import Actor
from hoshin.audit.models import Face
from hoshin.base.tasks.jobs import Job, JobProgress
from hoshin.pulse.policies import waves_to_send
from hoshin.pulse.selectors import waves_over, waves_to_remind
from hoshin.pulse.services import close_wave, remind_of_wave, send_planned_wave


def _run(_progress: JobProgress) -> None:
    actor = Actor.system(Face.WORKER)
    for wave in waves_over():
        close_wave(actor, wave=wave)
    for wave in waves_to_remind():
        remind_of_wave(actor, wave=wave)
    for planned in waves_to_send():
        send_planned_wave(actor, planned=planned)


RUN = Job(
    "pulse.run",
    _run,
    later("Send planned surveys, remind of others, and close those that are over"),
    schedule="11 5 * * *",
)
