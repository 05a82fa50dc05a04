"""What the worker does for reviews: handing out forms, seeing to those of leavers and movers, comparing words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as later

from hoshin.accounts.access import Actor
from hoshin.audit.models import Face
from hoshin.base.tasks.jobs import Job, JobProgress
from hoshin.reviews.policies import cycles_visible_to
from hoshin.reviews.services.cycles import hand_out_forms
from hoshin.reviews.services.handing import cycles_to_tend, tend_forms
from hoshin.reviews.services.outside import ASK_OUTSIDE
from hoshin.reviews.services.wording import compare_wording_of


def _launch(progress: JobProgress, *, cycle: int) -> None:
    actor = Actor.system(Face.WORKER)
    if (found := cycles_visible_to(actor).filter(pk=cycle).first()) is not None:
        hand_out_forms(actor, cycle=found, progress=progress)


def _named(arguments: Mapping[str, Any]) -> str:
    found = cycles_visible_to(Actor.system(Face.WORKER)).filter(pk=arguments.get("cycle", 0)).first()
    return found.name if found is not None else ""


def _wording(_progress: JobProgress, *, cycle: int) -> None:
    actor = Actor.system(Face.WORKER)
    if (found := cycles_visible_to(actor).filter(pk=cycle).first()) is not None:
        compare_wording_of(actor, cycle=found)


def _tend(_progress: JobProgress) -> None:
    for cycle in cycles_to_tend():
        tend_forms(Actor.system(Face.WORKER), cycle=cycle)


LAUNCH = Job("reviews.launch", _launch, later("Hand out forms of reviews"), lock="reviews.launch", summary=_named)
TEND = Job("reviews.tend", _tend, later("See to review forms of leavers and movers"), schedule="23 3 * * *")
WORDING = Job(
    "reviews.wording", _wording, later("Compare how reviews are worded"), lock="reviews.wording", summary=_named
)
JOBS = (LAUNCH, TEND, ASK_OUTSIDE, WORDING)
