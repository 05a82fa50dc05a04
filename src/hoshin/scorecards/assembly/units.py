"""Where units stood at any time, as far as a plan's past scores go."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from django.db import connection

from hoshin.strategy.models import Plan


@dataclass(frozen=True, slots=True)
class Place:
    """A unit under a parent (0: none) from one day until another (exclusive); None where that side is open."""

    unit: int
    parent: int
    valid_from: date | None
    valid_to: date | None

    def holds_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class UnitTree:
    """The parent of each unit today (0 for a root), and the places of those units that stood elsewhere once."""

    today: dict[int, int]
    dated: tuple[Place, ...]

    @property
    def everything(self) -> set[int]:
        """All units of the tree, whenever they stood in it."""
        return {*self.today, *(place.unit for place in self.dated)}

    def runs(self, days: npt.NDArray[np.datetime64]) -> Iterator[tuple[slice, dict[int, int]]]:
        """Runs of ascending days between which no unit moved, each with the parents of its units."""
        moves = sorted({day for place in self.dated for day in (place.valid_from, place.valid_to) if day})
        cuts = np.searchsorted(days, np.array(moves, dtype="datetime64[D]")).tolist()
        bounds = sorted({0, len(days), *cuts})
        for lo, hi in pairwise(bounds):
            yield slice(lo, hi), self.parents_on(days[lo].astype(object))

    def parents_on(self, day: date) -> dict[int, int]:
        """The parent of each unit on a day, 0 for a root."""
        if not self.dated:
            return self.today
        return self.today | {place.unit: place.parent for place in self.dated if place.holds_on(day)}


# NOT MATERIALIZED: each step upwards asks the indexes for the units that it has, instead of reading all places first.
_PLACES = """
WITH RECURSIVE place AS NOT MATERIALIZED (
    SELECT id AS unit, parent_id AS parent, NULL::date AS valid_from, NULL::date AS valid_to, true AS is_today FROM org_unit
    UNION ALL
    SELECT unit_id, parent_id, valid_from, valid_to, false FROM scorecards_placement
    WHERE plan_id = %s AND (valid_from IS NOT NULL OR valid_to IS NOT NULL)
), above(unit) AS (
    SELECT unnest(%s::bigint[])
    UNION
    SELECT place.parent FROM above JOIN place ON place.unit = above.unit WHERE place.parent IS NOT NULL
)
SELECT place.* FROM above JOIN place ON place.unit = above.unit
"""


def unit_tree(plan: Plan | None, units: Collection[int]) -> UnitTree:
    """Some units and all that ever stood above them; without a plan as they stand today, whatever the day. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_PLACES, [plan.pk if plan else None, list(units)])
        rows = cursor.fetchall()
    return UnitTree(
        {unit: parent or 0 for unit, parent, _, _, is_today in rows if is_today},
        tuple(Place(unit, parent or 0, start, end) for unit, parent, start, end, is_today in rows if not is_today),
    )
