"""The worker's side: once a day each person is told what is new of that which is noticed of their goals.

It is found again whenever the page of their goals is read; here it is only told, and each thing at most once. Who is away is
told once they are back.
"""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as later

from hoshin.accounts.access import Actor
from hoshin.audit.models import Face
from hoshin.audit.services import act
from hoshin.base.tasks import Job, JobProgress
from hoshin.notices.away import is_away
from hoshin.notices.models import Notice
from hoshin.notices.services import tell
from hoshin.okrs.notices import NOTICED
from hoshin.okrs.selectors.gaps import active_goals
from hoshin.okrs.selectors.signals import GoalSignal, signals_of_people
from hoshin.org.models import Person

_PART = 500


def _notice(progress: JobProgress) -> None:
    own = active_goals().filter(objective__owner=OuterRef("pk"))
    of_units = active_goals().filter(objective__unit__head=OuterRef("pk"))
    people = Person.objects.filter(Q(Exists(own)) | Q(Exists(of_units)), user__is_active=True).exclude(is_away("user"))
    numbers, worker = list(people.order_by("pk").values_list("pk", flat=True)), Actor.system(Face.WORKER)
    for start in range(0, len(numbers), _PART):
        part = list(Person.objects.filter(pk__in=numbers[start : start + _PART]).order_by("pk"))
        found, told = signals_of_people(worker, part), _told({person.user_id for person in part})
        news = {
            person.user_id: {_called(signal) for signal in found.get(person.pk, ())} - told[person.user_id]
            for person in part
        }
        with act(worker, "notice_goals", count=sum(map(bool, news.values()))):
            for user, signals in news.items():
                if signals:
                    tell(worker, NOTICED, users=[user], facts={"count": len(signals), "told": sorted(signals)})
        progress()


def _told(users: Collection[int | None]) -> dict[int | None, set[str]]:
    """What each of these users was told before."""
    found: dict[int | None, set[str]] = defaultdict(set)
    rows = Notice.objects.filter(kind=NOTICED.code, user__in=users)
    for user, facts in rows.order_by().values_list("user", "facts"):
        found[user].update(facts["told"])
    return found


def _called(signal: GoalSignal) -> str:
    return f"{signal.kind}:{signal.objective.pk}" if signal.objective else str(signal.kind)


NOTICE = Job(
    "okrs.notice", _notice, later("Notice what of goals is worth a look"), lock="okrs.notice", schedule="20 5 * * *"
)
