"""Keeps which people have more goals of their own that count than one keeps in mind, in step with whose goals are whose."""

from collections.abc import Collection
from typing import Any

from django.db import connection

from hoshin.okrs.models import Overload
from hoshin.okrs.selectors.gaps import MOST_GOALS
from hoshin.org.models import Person

_LOADS = """
SELECT o.owner_id, count(*) FROM okrs_commitment c JOIN strategy_objective o ON o.id = c.objective_id
WHERE NOT c.is_draft AND c.archived_on IS NULL AND o.removed_on IS NULL AND o.unit_id IS NULL AND {chosen}
GROUP BY o.owner_id HAVING count(*) > %(most)s
"""
_KEEP = "INSERT INTO okrs_overload (person_id, goals) "
_COUNTING, _SLOTS = 7109, 64


def count_goals_of(people: Collection[int]) -> None:
    """Count the goals of these people again. Goals of one person in two plans are counted one after the other."""
    values: dict[str, Any] = {"people": sorted(people), "most": MOST_GOALS}
    with connection.cursor() as cursor:
        # Locks are few in a server, so that people share them; all who need several take them in the same order.
        slots = sorted({person % _SLOTS for person in people})
        cursor.execute("SELECT pg_advisory_xact_lock(%s, one) FROM unnest(%s::int[]) one", [_COUNTING, slots])
        cursor.execute("DELETE FROM okrs_overload WHERE person_id = ANY(%(people)s)", values)
        cursor.execute(_KEEP + _LOADS.format(chosen="o.owner_id = ANY(%(people)s)"), values)


def count_all_goals() -> None:
    """Count the goals of everybody again."""
    Overload.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(_KEEP + _LOADS.format(chosen="o.owner_id IS NOT NULL"), {"most": MOST_GOALS})


def differing_people() -> list[str]:
    """The employee ids of those of whom another number is stored than is found when all goals are counted."""
    with connection.cursor() as cursor:
        cursor.execute(_LOADS.format(chosen="o.owner_id IS NOT NULL"), {"most": MOST_GOALS})
        found = set(cursor.fetchall())
    differing = {number for number, _ in found ^ set(Overload.objects.values_list("person_id", "goals"))}
    return list(Person.objects.filter(pk__in=differing).values_list("employee_id", flat=True))
