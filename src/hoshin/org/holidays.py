"""Which days are off for whom: those of the whole, of their unit or one above it, and of the place where they work."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Upper

from hoshin.accounts.access import Actor
from hoshin.org.models import Holiday, Person, UnitLine

DaysOff = frozenset[date]


def holidays_of_actor(actor: Actor, since: date, until: date) -> QuerySet[Holiday]:
    """The holidays of the person that the actor is, in a span."""
    own = Person.objects.filter(user=actor.own_pk)
    here = own.annotate(place=Upper("location")).filter(place=Upper(OuterRef("location")))
    in_unit = UnitLine.objects.filter(unit__in=own.values("unit"), valid_to=None, line__contains=[OuterRef("unit")])
    of_all, of_place = Q(unit=None, location=""), ~Q(location="") & Exists(here)
    rows = Holiday.objects.filter(of_all | of_place | Q(Exists(in_unit), unit__isnull=False), day__range=(since, until))
    return rows.order_by()


def holidays_of_person(path: str, since: date, until: date) -> QuerySet[Holiday]:
    """The holidays in a span of the person at the end of a path, of whatever row is asked about beside."""
    line = UnitLine.objects.filter(unit=OuterRef(OuterRef(f"{path}__unit")), valid_to=None)
    in_unit = Q(Exists(line.filter(line__contains=[OuterRef("unit")])), unit__isnull=False)
    rows = Holiday.objects.annotate(place=Upper("location"))
    of_place = ~Q(location="") & Q(place=Upper(OuterRef(f"{path}__location")))
    return rows.filter(Q(unit=None, location="") | of_place | in_unit, day__range=(since, until)).order_by()


def days_off_of_all(since: date, until: date) -> DaysOff:
    """The days in a span that are off for everybody. One query."""
    return frozenset(holidays_of_all(since, until).values_list("day", flat=True))


def holidays_of_all(since: date, until: date) -> QuerySet[Holiday]:
    """The holidays in a span that are everybody's."""
    return Holiday.objects.filter(unit=None, location="", day__range=(since, until)).order_by("day")


def days_off_of(people: Collection[Person], since: date, until: date) -> dict[int, DaysOff]:
    """The days off of each of these people in a span, by their numbers. Two queries at most."""
    of_unit: dict[int, set[date]] = defaultdict(set)
    of_place: dict[str, set[date]] = defaultdict(set)
    for_all: set[date] = set()
    for day, unit, location in Holiday.objects.filter(day__range=(since, until)).values_list("day", "unit", "location"):
        if unit is not None:
            of_unit[unit].add(day)
        elif location:
            of_place[location.casefold()].add(day)
        else:
            for_all.add(day)
    lines: dict[int, list[int]] = {}
    if of_unit:
        units = {person.unit_id for person in people if person.unit_id is not None}
        lines = dict(UnitLine.objects.filter(unit__in=units, valid_to=None).values_list("unit", "line"))
    found = {}
    for person in people:
        days = for_all | of_place.get(person.location.strip().casefold(), set())
        for unit in lines.get(person.unit_id or 0, ()):
            days = days | of_unit.get(unit, set())
        found[person.pk] = frozenset(days)
    return found
