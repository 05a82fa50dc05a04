"""Who stands in for whom up the line: the next above who is there, never who has left, is absent or cannot sign in."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from hoshin.base import clock
from hoshin.checkins.models import Absence
from hoshin.org.models import Person, ReportingLine


def next_active_above(person: Person) -> Person | None:
    """The nearest person above who works here today and may sign in. Two queries."""
    line = ReportingLine.objects.filter(person=person, valid_to=None).values_list("line", flat=True).first()
    above = [pk for pk in line or () if pk != person.pk]
    there = {one.pk: one for one in active_people().filter(pk__in=above)}
    return next((there[pk] for pk in reversed(above) if pk in there), None)


def people_answered_for(person: Person) -> list[int]:
    """The numbers of the people whose next above who is there is this one: those who report to them, and those below who
    report to somebody who is not there. Two queries for each level that nobody of is there."""
    found: list[int] = []
    above = [person.pk]
    while above:
        below = list(Person.objects.filter(manager__in=above).values_list("pk", flat=True))
        found += below
        there = set(active_people().filter(pk__in=below).values_list("pk", flat=True))
        above = [pk for pk in below if pk not in there]
    return found


def active_people() -> QuerySet[Person]:
    """People who work here today, are not absent, and may sign in."""
    today = clock.today()
    begun, staying = Q(start_date=None) | Q(start_date__lte=today), Q(end_date=None) | Q(end_date__gte=today)
    return Person.objects.filter(begun, staying, user__is_active=True).exclude(pk__in=_absent().values("person"))


def people_away(people: Collection[int]) -> set[int]:
    """Those of these people, by their numbers, who are absent today. One query."""
    return set(_absent().filter(person__in=people).values_list("person", flat=True))


def _absent() -> QuerySet[Absence]:
    today = clock.today()
    return Absence.objects.filter(starts_on__lte=today, ends_on__gte=today)
