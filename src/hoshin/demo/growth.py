"""How people of the agency grow: the framework that comes with Hoshin, and what some of them did before."""

from collections.abc import Iterator
from datetime import date, timedelta

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.growth.services import bring_starter_framework
from hoshin.org.models import Person
from hoshin.org.rows import PastPositionRow
from hoshin.org.services import restore_positions

# Of every family and level: what some of those who have it did before, and how many.
_CAME_FROM = (
    ("Finance", "Manager", "Finance", "Senior", 2),
    ("Finance", "Senior", "Finance", "Staff", 4),
    ("Finance", "Senior", "Delivery", "Senior", 1),
    ("Delivery", "Manager", "Delivery", "Senior", 7),
    ("Delivery", "Director", "Delivery", "Manager", 3),
    ("Delivery", "Senior", "Delivery", "Staff", 9),
    ("Information technology", "Staff", "Delivery", "Staff", 2),
    ("Information technology", "Manager", "Information technology", "Staff", 2),
)


def grow(office: Actor) -> None:
    """Begin with three job families, and let people have come where they are."""
    bring_starter_framework(office)
    restore_positions(office, list(_past(clock.today())))


def _past(today: date) -> Iterator[PastPositionRow]:
    told: set[int] = set()
    for family, level, family_before, level_before, count in _CAME_FROM:
        people = Person.objects.filter(job_family=family, level=level, start_date__lt=today - timedelta(days=900))
        chosen = people.exclude(pk__in=told).select_related("unit", "manager").order_by("employee_id")[:count]
        for number, one in enumerate(chosen):
            told.add(one.pk)
            yield PastPositionRow(
                one.employee_id,
                today - timedelta(days=200 + 97 * number),
                title=one.title.replace("Senior ", ""),
                unit=one.unit.code if one.unit else "",
                manager=one.manager.employee_id if one.manager else "",
                job_family=family_before,
                level=level_before,
                location=one.location,
                fte=one.fte,
            )
