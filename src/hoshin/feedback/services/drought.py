"""The worker's side: who has received no feedback for long is told first, with what to do; a week later their manager.

Once for each such time: whoever is told is not told again until they received some. Nothing of it is kept beside the
notices, and nothing feeds a rating. Where nobody gives feedback at all there is nothing to notice.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as later

from hoshin.accounts.access import Actor
from hoshin.audit.models import Face
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.tasks import Job, JobProgress
from hoshin.checkins.lines import active_people
from hoshin.feedback.models import Feedback
from hoshin.feedback.notices import DROUGHT, DROUGHT_BELOW
from hoshin.notices.kinds import NoticeKind
from hoshin.notices.models import Notice
from hoshin.notices.services import tell
from hoshin.org.models import Person

DROUGHT_AFTER, MANAGER_AFTER = timedelta(days=60), timedelta(days=7)
_PART = 500


def people_without_feedback() -> QuerySet[Person]:
    """Who works here for as long, is there today, and received no feedback since."""
    since = clock.now() - DROUGHT_AFTER
    received = Feedback.objects.filter(receiver=OuterRef("pk"), given_at__gte=since)
    joined = Q(start_date=None, created_at__lte=since) | Q(start_date__lte=since.date())
    return active_people().filter(joined, ~Exists(received))


def _tell(progress: JobProgress) -> None:
    since = clock.now() - DROUGHT_AFTER
    if not Feedback.objects.filter(given_at__gte=since).exists():
        return
    worker = Actor.system(Face.WORKER)
    with act(worker, "notice_drought"):
        dry = people_without_feedback()
        for users in _parts(dry.filter(~_told(DROUGHT, "user")).values_list("user", flat=True)):
            tell(worker, DROUGHT, users=users, facts={})
            progress()
        waited = _told(DROUGHT, "user", before=clock.now() - MANAGER_AFTER)
        known = dry.filter(waited, ~_told(DROUGHT_BELOW, "manager__user"), manager__user__is_active=True)
        there = active_people().values("pk")
        counts = known.filter(manager__in=there).order_by().values_list("manager__user").annotate(count=Count("pk"))
        by_count = defaultdict[int, list[int]](list)
        for user, count in counts:
            by_count[count].append(user)
        for count, managers in by_count.items():
            tell(worker, DROUGHT_BELOW, users=managers, facts={"count": count})
        progress()


def _told(kind: NoticeKind, user: str, before: object = None) -> Exists:
    """Somebody was told since the person received feedback last."""
    last = Feedback.objects.filter(receiver=OuterRef(OuterRef("pk")), given_at__gte=OuterRef("created_at"))
    rows = Notice.objects.filter(~Exists(last), kind=kind.code, user=OuterRef(user))
    return Exists(rows if before is None else rows.filter(created_at__lte=before))


def _parts(numbers: Iterable[int]) -> Iterable[list[int]]:
    every = sorted(numbers)
    return (every[start : start + _PART] for start in range(0, len(every), _PART))


NOTICE_DROUGHT = Job(
    "feedback.drought",
    _tell,
    later("Notice who received no feedback for long"),
    lock="feedback.drought",
    schedule="9 5 * * *",
)
