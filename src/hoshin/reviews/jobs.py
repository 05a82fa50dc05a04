"""What the worker does for reviews: handing out forms, and seeing to those of leavers and movers each night."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as later

from hoshin.accounts.access import Actor
from hoshin.audit.models import Face
from hoshin.base.tasks.jobs import Job, JobProgress
from hoshin.reviews.models import ReviewCycle
from hoshin.reviews.services.cycles import hand_out_forms
from hoshin.reviews.services.handing import cycles_to_tend, tend_forms


def _launch(progress: JobProgress, *, cycle: int) -> None:
    found = ReviewCycle.objects.filter(pk=cycle).first()
    if found is not None:
        hand_out_forms(Actor.system(Face.WORKER), cycle=found, progress=progress)


def _named(arguments: Mapping[str, Any]) -> str:
    found = ReviewCycle.objects.filter(pk=arguments.get("cycle", 0)).first()
    return found.name if found is not None else ""


def _tend(_progress: JobProgress) -> None:
    for cycle in cycles_to_tend():
        tend_forms(Actor.system(Face.WORKER), cycle=cycle)


LAUNCH = Job("reviews.launch", _launch, later("Hand out forms of reviews"), lock="reviews.launch", summary=_named)
TEND = Job("reviews.tend", _tend, later("See to review forms of leavers and movers"), schedule="23 3 * * *")
JOBS = (LAUNCH, TEND)
