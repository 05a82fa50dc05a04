"""What the worker does for growth: counting who holds what is mandatory, each night."""

from django.utils.translation import gettext_lazy as later

from hoshin.accounts.access import Actor
from hoshin.audit.models import Face
from hoshin.base.tasks.jobs import Job, JobProgress
from hoshin.growth.services import record_mandatory_shares


def _count(_progress: JobProgress) -> None:
    record_mandatory_shares(Actor.system(Face.WORKER))


COUNT = Job("growth.count", _count, later("Count who holds what is mandatory to learn"), schedule="41 3 * * *")
