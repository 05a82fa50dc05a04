"""The days off that the rhythm of check-ins heeds, around today."""

from collections.abc import Collection
from datetime import timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import QuerySet

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.org.holidays import DaysOff, days_off_of, holidays_of_actor, holidays_of_person
from hoshin.org.models import Holiday, Person

# As far as graces and clocks reach, with the week before and days off among them.
_AROUND = timedelta(days=60)


def days_off_around_today(people: Collection[Person]) -> dict[int, DaysOff]:
    """The days off of each of these people, by their numbers. Two queries at most."""
    today = clock.today()
    return days_off_of(people, today - _AROUND, today + _AROUND)


def own_days_off(actor: Actor) -> DaysOff:
    """Those of the person that the actor is. One query."""
    return frozenset(_own(actor).values_list("day", flat=True))


def own_days_off_found(actor: Actor) -> ArraySubquery:
    """The same as an annotation: found within the query that asks."""
    return ArraySubquery(_own(actor).values("day"))


def days_off_found(path: str) -> ArraySubquery:
    """Those of the person at the end of the path, as an annotation."""
    today = clock.today()
    return ArraySubquery(holidays_of_person(path, today - _AROUND, today + _AROUND).values("day"))


def _own(actor: Actor) -> QuerySet[Holiday]:
    today = clock.today()
    return holidays_of_actor(actor, today - _AROUND, today + _AROUND)
