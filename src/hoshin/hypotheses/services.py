"""The worker's side: links are held against the data when they change, and once a night. Nothing of it is in a request."""

from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as later

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.models import Face
from hoshin.base.tasks import Job, JobProgress
from hoshin.hypotheses.assembly import found_tests
from hoshin.hypotheses.models import LinkTest
from hoshin.strategy.models import CausalLink


def examine_links(actor: Actor, plans: Collection[int] | None = None, progress: JobProgress | None = None) -> int:
    """Hold the links of some plans (None: of all) against the data again, plan by plan; returns how many are stored.

    They stand in no trail. What a link said before is kept with the day since when it says something else.
    """
    require(actor, Right.EDIT_PLAN)
    linked = CausalLink.objects.order_by("cause__plan").values_list("cause__plan", flat=True).distinct()
    wanted = sorted(linked if plans is None else {*linked} & {*plans})
    stored = 0
    for done, plan in enumerate(wanted):
        with transaction.atomic():
            earlier = {test.link_id: test for test in LinkTest.objects.filter(link__cause__plan=plan)}
            tests = [_following(test, earlier.get(test.link_id)) for test in found_tests(plan)]
            LinkTest.objects.filter(link__cause__plan=plan).delete()
            LinkTest.objects.bulk_create(tests)
        stored += len(tests)
        if progress is not None:
            progress(done + 1, len(wanted))
    return stored


def _following(test: LinkTest, earlier: LinkTest | None) -> LinkTest:
    """What it said before, where that was of the same link with the same lag and sign."""
    if earlier is not None and (earlier.lag_months, earlier.sign) == (test.lag_months, test.sign):
        is_same = earlier.verdict == test.verdict
        test.before = earlier.before if is_same else earlier.verdict
        test.since = earlier.since if is_same else test.since
    return test


def _examine_all(progress: JobProgress) -> None:
    examine_links(Actor.system(Face.WORKER), None, progress)


def _examine_plans(progress: JobProgress, plans: Sequence[int]) -> None:
    examine_links(Actor.system(Face.WORKER), plans, progress)


_LOCK = "hypotheses.examine"
EXAMINE_PLANS = Job(
    "hypotheses.examine_plans",
    _examine_plans,
    later("Hold changed links of maps against the data"),
    lock=_LOCK,
)
EXAMINE_ALL = Job(
    "hypotheses.examine_all",
    _examine_all,
    later("Hold the links of all maps against the data"),
    lock=_LOCK,
    schedule="41 2 * * *",
)
JOBS = (EXAMINE_PLANS, EXAMINE_ALL)
