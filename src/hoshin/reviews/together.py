"""For how many days at most two people have worked together, where first days or a change of managers tell it."""

from collections.abc import Collection
from datetime import date

from hoshin.base import clock
from hoshin.org.models import PastPosition, Person
from hoshin.reviews.models import ReviewCycle
from hoshin.reviews.questions import ReviewSource

Acquainted = tuple[int, int, str]


def days_together(pairs: Collection[Acquainted], until: date) -> dict[Acquainted, int]:
    """By whom a form is about, who writes it and as whom: the days from when they first can have worked together.

    That is the later of their first days and, of a manager and a report, the day on which the report came from another
    manager. A first line of all is no such day: it may have been written down long after. Left out is what is not known.
    Two queries.
    """
    both = {person for about, by, _source in pairs for person in (about, by)}
    rows = Person.objects.filter(pk__in=both).values_list("pk", "start_date", "manager")
    people = {pk: (first, manager) for pk, first, manager in rows}
    came = _came_to_manager({pk: manager for pk, (_first, manager) in people.items() if manager})
    found: dict[Acquainted, int] = {}
    for about, by, source in pairs:
        led, leader = (by, about) if source == ReviewSource.REPORT else (about, by)
        leads = source in (ReviewSource.MANAGER, ReviewSource.REPORT) and people[led][1] == leader
        known = [people[about][0], people[by][0], came.get(led) if leads else None]
        if since := [day for day in known if day is not None]:
            found[about, by, source] = max((until - max(since)).days, 0)
    return found


def brief_in(cycle: ReviewCycle, pairs: Collection[Acquainted]) -> set[Acquainted]:
    """Those of a cycle who have worked together for too few days by today, as far as is known. Nobody is to themself."""
    asked = [pair for pair in pairs if pair[2] != ReviewSource.SELF]
    if not cycle.least_days or not asked:
        return set()
    return {pair for pair, days in days_together(asked, clock.today()).items() if days < cycle.least_days}


def _came_to_manager(managers: dict[int, int]) -> dict[int, date]:
    """By person the day on which they came to the manager of today from another one; without those who did not."""
    rows = PastPosition.objects.filter(person__in=managers, manager__isnull=False).order_by("valid_to")
    return {
        person: day
        for person, manager, day in rows.values_list("person", "manager", "valid_to")
        if manager != managers[person]
    }
