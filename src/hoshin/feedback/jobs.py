"""What the worker does for feedback: that the database forgets, and that nobody goes without for long."""

from django.utils.translation import gettext_lazy as later

from hoshin.accounts.access import Actor
from hoshin.audit.models import Face
from hoshin.base.tasks.jobs import Job, JobProgress
from hoshin.feedback.services.drought import NOTICE_DROUGHT
from hoshin.feedback.services.nameless import forget_hours


def _forget(_progress: JobProgress) -> None:
    forget_hours(Actor.system(Face.WORKER))


FORGET_HOURS = Job(
    "feedback.forget_hours", _forget, later("Forget when words without a name came"), schedule="23 * * * *"
)
JOBS = (FORGET_HOURS, NOTICE_DROUGHT)
