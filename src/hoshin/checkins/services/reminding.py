"""The worker's side: who has not checked in is reminded once a week, at a set hour of their own day."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Count
from django.utils.translation import gettext_lazy as later

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.audit.models import Face
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.tasks import Job, JobProgress
from hoshin.checkins.asking import runs, said_since
from hoshin.checkins.days_off import days_off_around_today
from hoshin.checkins.lines import active_people
from hoshin.checkins.models import CheckIn
from hoshin.checkins.notices import REMINDER
from hoshin.checkins.rhythm import due_day, week_of
from hoshin.checkins.rules import rules
from hoshin.notices.models import Notice
from hoshin.notices.services import tell
from hoshin.notices.services.wishes import zone_for
from hoshin.org.holidays import DaysOff
from hoshin.org.models import Person
from hoshin.strategy.models import Contribution

_PART = 500


def _remind(progress: JobProgress) -> None:
    """Tell everybody whose hour has come on the day by which check-ins are asked for, and who has said nothing."""
    week = week_of(clock.today())
    told = Notice.objects.filter(kind=REMINDER.code, created_at__date__gte=week.start).values("user")
    due = Contribution.objects.filter(runs("parent__"), ~said_since(CheckIn.objects.all(), week), measure__isnull=False)
    due = due.filter(parent__owner__in=active_people().exclude(user__in=told)).order_by()
    counts = dict(
        due.values("parent__owner__user").annotate(count=Count("pk")).values_list("parent__owner__user", "count")
    )
    reminded_at = rules().reminded_at
    numbers, worker = sorted(counts), Actor.system(Face.WORKER)
    for start in range(0, len(numbers), _PART):
        by_count, off = defaultdict(list), _days_off(numbers[start : start + _PART])
        for user in User.objects.filter(pk__in=numbers[start : start + _PART], is_active=True):
            here = clock.now().astimezone(zone_for(user))
            if here.date() == due_day(week, off[user.pk]) and here.hour >= reminded_at:
                by_count[counts[user.pk]].append(user.pk)
        with act(worker, "remind_of_check_ins", count=sum(map(len, by_count.values()))):
            for count, users in by_count.items():
                tell(worker, REMINDER, users=users, facts={"count": count})
        progress()


def _days_off(users: Sequence[int]) -> dict[int, DaysOff]:
    """By the numbers of users."""
    people = list(Person.objects.filter(user__in=users))
    off = days_off_around_today(people)
    return {person.user_id or 0: off[person.pk] for person in people}


# Whole hours of time zones that lie half an hour apart from ours as well.
REMIND = Job("checkins.remind", _remind, later("Remind of check-ins"), lock="checkins.remind", schedule="1,31 * * * *")
