"""Who stands in for whom up the line: the next above who is there, never who has left, is absent or cannot sign in."""

from django.db.models import Exists, OuterRef, QuerySet

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.checkins.models import Absence
from hoshin.checkins.rules import rule_found
from hoshin.org.models import Person, ReportingLine
from hoshin.org.presence import works_here
from hoshin.org.relations import own_person


def next_active_above(person: Person) -> Person | None:
    """The nearest person above who works here today and may sign in. Two queries."""
    line = ReportingLine.objects.filter(person=person, valid_to=None).values_list("line", flat=True).first()
    above = [pk for pk in line or () if pk != person.pk]
    there = {one.pk: one for one in active_people().filter(pk__in=above)}
    return next((there[pk] for pk in reversed(above) if pk in there), None)


def people_answered_for(actor: Actor) -> list[tuple[Person, int]]:
    """The people whose next above who is there is the actor, as far as they are there, with the days of grace that hold.

    Those who report to the actor, and those below who report to somebody who is not there. One query for each level.
    """
    found: list[tuple[Person, int]] = []
    below = Person.objects.filter(manager=own_person(actor))
    while True:
        there = Exists(active_people().filter(pk=OuterRef("pk")))
        people = list(below.annotate(is_there=there, grace=rule_found("grace_working_days")))
        found += [(person, person.grace) for person in people if person.is_there]
        above = [person.pk for person in people if not person.is_there]
        if not above:
            return found
        below = Person.objects.filter(manager__in=above)


def active_people() -> QuerySet[Person]:
    """People who work here today, are not absent, and may sign in."""
    return Person.objects.filter(works_here(), user__is_active=True).exclude(pk__in=absences_today().values("person"))


def users_absent() -> QuerySet[Absence, int]:
    """The numbers of the users who are away today."""
    return absences_today().filter(person__user__isnull=False).values_list("person__user", flat=True)


def absences_today() -> QuerySet[Absence]:
    """Who is away today."""
    today = clock.today()
    return Absence.objects.filter(starts_on__lte=today, ends_on__gte=today)
