"""What the worker does for feedback: the database forgets, nobody goes without for long or waits for who has left."""

from django.utils.translation import gettext_lazy as later

from hoshin.accounts.access import Actor
from hoshin.audit.models import Face
from hoshin.base.tasks.jobs import Job, JobProgress
from hoshin.feedback.services.asking import close_requests_of_leavers
from hoshin.feedback.services.drought import NOTICE_DROUGHT
from hoshin.feedback.services.nameless import forget_hours


def _forget(_progress: JobProgress) -> None:
    forget_hours(Actor.system(Face.WORKER))


FORGET_HOURS = Job(
    "feedback.forget_hours", _forget, later("Forget when words without a name came"), schedule="23 * * * *"
)


def _close(_progress: JobProgress) -> None:
    close_requests_of_leavers(Actor.system(Face.WORKER))


CLOSE = Job("feedback.close", _close, later("Close what waits for feedback of leavers"), schedule="41 1 * * *")
JOBS = (FORGET_HOURS, CLOSE, NOTICE_DROUGHT)
