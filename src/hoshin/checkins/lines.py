"""Who stands in for whom up the line: the next above who is there, never somebody who has left or cannot sign in."""

from django.db.models import Q, QuerySet

from hoshin.base import clock
from hoshin.org.models import Person, ReportingLine


def next_active_above(person: Person) -> Person | None:
    """The nearest person above who works here today and may sign in. Two queries."""
    line = ReportingLine.objects.filter(person=person, valid_to=None).values_list("line", flat=True).first()
    above = [pk for pk in line or () if pk != person.pk]
    there = {one.pk: one for one in active_people().filter(pk__in=above)}
    return next((there[pk] for pk in reversed(above) if pk in there), None)


def active_people() -> QuerySet[Person]:
    """People who work here today and may sign in."""
    today = clock.today()
    begun, staying = Q(start_date=None) | Q(start_date__lte=today), Q(end_date=None) | Q(end_date__gte=today)
    return Person.objects.filter(begun, staying, user__is_active=True)
