"""How leading goes in the units of HR: shares over all leaders there together, of five at least, and never of one.

One sum over everything that somebody is HR of, of the three months before this one and not live: no second one, of fewer
leaders or a day later, from which the first could be taken away. Shares are told to the nearest tenth, and none so that it
would say of each leader what they did. Of what was said nothing is read, only that it was.
"""

from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import Count, Exists, OuterRef, Q

from hoshin.accounts.access import Actor
from hoshin.agreements.models import GoalAgreement
from hoshin.base import clock
from hoshin.feedback.models import Feedback, Recognition
from hoshin.leading.models import Announcement, WordingRelease
from hoshin.leading.policies import is_hr, leaders_of_hr
from hoshin.leading.practice import QUARTER
from hoshin.meetings.models import Meeting
from hoshin.org.models import Person

LEAST_LEADERS = 5


@dataclass(frozen=True, slots=True)
class LeadingSums:
    """Tenths of the leaders who did something in a quarter; None of fewer than five.

    0 is none or one of them, 10 all or all but one: who knows all of a group must not read of each of them.
    """

    leaders: int | None
    announced: int | None = None
    gave: int | None = None
    recognised: int | None = None
    met: int | None = None
    agreed: int | None = None


def leading_sums(actor: Actor) -> LeadingSums:
    """The shares over the leaders of the actor's units. One query."""
    until = datetime.combine(clock.today().replace(day=1), time.min, tzinfo=clock.now().tzinfo)
    since = until - QUARTER
    announced = Announcement.objects.filter(author=OuterRef("pk"), published_at__gte=since, published_at__lt=until)
    recognised = Recognition.objects.filter(giver=OuterRef("pk"), given_at__gte=since, given_at__lt=until)
    heard = Feedback.objects.filter(
        giver=OuterRef("manager"), receiver=OuterRef("pk"), given_at__gte=since, given_at__lt=until
    )
    both = Q(one_on_one__organiser=OuterRef("manager"), one_on_one__partner=OuterRef("pk")) | Q(
        one_on_one__organiser=OuterRef("pk"), one_on_one__partner=OuterRef("manager")
    )
    met = Meeting.objects.filter(both, held_at__gte=since, held_at__lt=until)
    goals = GoalAgreement.objects.filter(owner=OuterRef("pk"), agreed_at__lt=until)
    agreed = goals.filter(objective__removed_on=None, objective__commitment__archived_on=None)
    done = {
        "announced": Exists(announced),
        "recognised": Exists(recognised),
        "gave": _with_each_report(heard),
        "met": _with_each_report(met),
        "agreed": _with_each_report(agreed),
    }
    counts = {name: Count("pk", filter=rule) for name, rule in done.items()}
    found = leaders_of_hr(actor).aggregate(leaders=Count("pk"), **counts)
    leaders = found.pop("leaders")
    if leaders < LEAST_LEADERS:
        return LeadingSums(None)
    return LeadingSums(leaders, **{name: tenths(count, leaders) for name, count in found.items()})


def seen_by_hr(actor: Actor) -> tuple[LeadingSums, WordingRelease | None] | None:
    """The sums with the latest comparison of how feedback is worded; None for whoever is HR of nobody. Three queries."""
    return (leading_sums(actor), WordingRelease.objects.first()) if is_hr(actor) else None


def tenths(some: int, count: int) -> int:
    """A share in tenths that tells of none what they did: 0 of at most one, 10 of all but at most one, else 1 to 9.

    >>> [tenths(some, 5) for some in range(6)], tenths(2, 100)
    ([0, 0, 4, 6, 10, 10], 1)
    """
    if some <= 1:
        return 0
    return 10 if some >= count - 1 else min(max(round(10 * some / count), 1), 9)


def _with_each_report(done: object) -> Exists:
    """There is none of the leader's reports with whom it was not done."""
    return ~Exists(Person.objects.filter(~Exists(done), manager=OuterRef("pk")))
