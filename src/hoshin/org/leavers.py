"""People who have left, or are about to, and what is still theirs."""

from datetime import timedelta

from django.db.models import QuerySet

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.org.belongings import owns_anything
from hoshin.org.models import Person
from hoshin.org.policies import people_visible_to

AHEAD = timedelta(days=30)


def leavers_with_things(actor: Actor, *, ahead: timedelta = timedelta(0)) -> QuerySet[Person]:
    """People whose last day is over, or lies within so many days, and who still have something; who left first, first."""
    until = clock.today() + ahead
    left = people_visible_to(actor).filter(end_date__lt=until, end_date__isnull=False)
    return left.filter(owns_anything(actor)).order_by("end_date", "pk")
