"""The days off that the rhythm of check-ins heeds, around today."""

from collections.abc import Collection
from datetime import timedelta

from hoshin.base import clock
from hoshin.org.holidays import NO_DAYS_OFF, DaysOff, days_off_of
from hoshin.org.models import Person

# As far as graces and clocks reach, with the week before and days off among them.
_AROUND = timedelta(days=60)


def days_off_around_today(people: Collection[Person]) -> dict[int, DaysOff]:
    """The days off of each of these people, by their numbers. Two queries at most."""
    today = clock.today()
    return days_off_of(people, today - _AROUND, today + _AROUND)


def own_days_off(person: Person | None) -> DaysOff:
    """Those of one person; of nobody none."""
    return NO_DAYS_OFF if person is None else days_off_around_today([person])[person.pk]
