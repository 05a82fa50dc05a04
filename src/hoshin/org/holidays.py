"""Which days are off for whom: those of the whole, of their unit or one above it, and of the place where they work."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from hoshin.org.models import Holiday, Person, UnitLine

DaysOff = frozenset[date]
NO_DAYS_OFF: DaysOff = frozenset()


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
