"""How leading goes in the units of HR: shares over all leaders there together, of five at least, and never of one.

One sum over everything that somebody is HR of: no second one from which the first could be taken away. Shares are told
to the nearest tenth, so that none says what one leader did. Of what was said nothing is read, only that it was.
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.feedback.models import Feedback, Recognition
from hoshin.leading.models import Announcement
from hoshin.leading.policies import leaders_of_hr
from hoshin.leading.practice import QUARTER
from hoshin.org.models import Person

LEAST_LEADERS = 5


@dataclass(frozen=True, slots=True)
class LeadingSums:
    """Tenths of the leaders who did something in a quarter; None of fewer than five."""

    leaders: int | None
    announced: int | None = None
    gave: int | None = None
    recognised: int | None = None


def leading_sums(actor: Actor) -> LeadingSums:
    """The shares over the leaders of the actor's units. Four queries."""
    leaders, since = leaders_of_hr(actor), clock.now() - QUARTER
    count = leaders.count()
    if count < LEAST_LEADERS:
        return LeadingSums(None)
    to_report = Feedback.objects.filter(giver=OuterRef("pk"), receiver__manager=OuterRef("pk"), given_at__gte=since)
    heard = Feedback.objects.filter(giver=OuterRef("manager"), receiver=OuterRef("pk"), given_at__gte=since)
    unheard = Person.objects.filter(manager=OuterRef("pk")).filter(~Exists(heard))
    done = {
        "announced": Q(Exists(Announcement.objects.filter(author=OuterRef("pk"), published_at__gte=since))),
        "gave": Q(Exists(to_report)) & ~Q(Exists(unheard)),
        "recognised": Q(Exists(Recognition.objects.filter(giver=OuterRef("pk"), given_at__gte=since))),
    }
    return LeadingSums(count, **{name: round(10 * leaders.filter(rule).count() / count) for name, rule in done.items()})
