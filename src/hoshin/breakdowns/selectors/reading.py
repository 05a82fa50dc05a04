"""Reads what a breakdown has: its members as a tree, its periods, and values of members in some of them."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.db import connection

from hoshin.accounts.access import Actor
from hoshin.base.periods import Period
from hoshin.breakdowns.assembly import MemberFigure, composed
from hoshin.breakdowns.models import Breakdown
from hoshin.breakdowns.policies import member_values_visible_to, members_visible_to
from hoshin.measures.models import Measure
from hoshin.measures.policies import actuals_visible_to

MOST_PERIODS = 240
# Each period is found behind the next one in the index, however many members have a value in it.
_PERIODS = """
WITH RECURSIVE found AS (
    (SELECT period FROM breakdowns_membervalue WHERE breakdown_id = %(breakdown)s AND superseded_at IS NULL
     ORDER BY period DESC LIMIT 1)
    UNION ALL
    SELECT (SELECT v.period FROM breakdowns_membervalue v WHERE v.breakdown_id = %(breakdown)s
            AND v.superseded_at IS NULL AND v.period < f.period ORDER BY v.period DESC LIMIT 1)
    FROM found f WHERE f.period IS NOT NULL
) SELECT period FROM found WHERE period IS NOT NULL LIMIT %(most)s"""


class MemberPlace(NamedTuple):
    """A member as a tree needs it."""

    id: int
    code: str
    name: str
    parent: int | None


class MemberTree:
    """The members of a dimension, each with those that are part of it, in their order."""

    def __init__(self, places: Sequence[MemberPlace]):
        self.places = {place.id: place for place in places}
        self.parts: dict[int | None, list[int]] = defaultdict(list)
        for place in places:
            self.parts[place.parent].append(place.id)

    def by_code(self, code: str) -> MemberPlace | None:
        wanted = code.strip().casefold()
        return next((place for place in self.places.values() if place.code.casefold() == wanted), None)

    def above(self, member: int | None) -> list[MemberPlace]:
        """A member and those that it is part of, the outermost first."""
        found: list[MemberPlace] = []
        while member is not None:
            found.append(self.places[member])
            member = self.places[member].parent
        return found[::-1]

    def below(self, members: Collection[int]) -> Iterator[int]:
        """These members and all that are part of them."""
        waiting = list(members)
        while waiting:
            member = waiting.pop()
            yield member
            waiting += self.parts.get(member, ())

    def in_order(self, within: int | None = None, depth: int = 0) -> Iterator[tuple[MemberPlace, int]]:
        """All members (of one member: its parts) with how deep they lie, each before those that are part of it."""
        for member in self.parts.get(within, ()):
            yield self.places[member], depth
            yield from self.in_order(member, depth + 1)

    def figure(self, member: int, known: Mapping[int, MemberFigure], together: str) -> MemberFigure:
        """A member's own figure, else what those of its parts make."""
        own = known.get(member)
        if own is not None and own.value is not None:
            return own
        parts = self.parts.get(member)
        return composed(together, [self.figure(part, known, together) for part in parts]) if parts else MemberFigure()


def tree_of(actor: Actor, breakdown: Breakdown) -> MemberTree:
    """All members of the dimension. One query."""
    rows = members_visible_to(actor).filter(dimension=breakdown.dimension_id).order_by("position", "code")
    return MemberTree([MemberPlace(*row) for row in rows.values_list("id", "code", "name", "parent_id")])


def periods_with_values(breakdown: Breakdown, measure: Measure) -> list[Period]:
    """The periods in which any member has a value, the latest first. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_PERIODS, {"breakdown": breakdown.pk, "most": MOST_PERIODS})
        return [Period(measure.period_frequency, start) for (start,) in cursor.fetchall()]


def figures_in(
    actor: Actor, breakdown: Breakdown, periods: Collection[Period], members: Collection[int] | None = None
) -> dict[date, dict[int, MemberFigure]]:
    """What is known of members (None: of all) in some periods, by first day and member. One query."""
    rows = member_values_visible_to(actor).filter(
        breakdown=breakdown, superseded_at=None, period__in=[period.start for period in periods]
    )
    if members is not None:
        rows = rows.filter(member__in=members)
    found: dict[date, dict[int, MemberFigure]] = {period.start: {} for period in periods}
    for start, member, value, weight in rows.order_by().values_list("period", "member_id", "value", "denominator"):
        found[start][member] = MemberFigure(value, weight)
    return found


def totals_in(actor: Actor, measure: Measure, periods: Collection[Period]) -> dict[date, float | None]:
    """What was recorded of the measure as a whole. One query."""
    rows = actuals_visible_to(actor).filter(
        measure=measure, unit=None, superseded_at=None, period__in=[period.start for period in periods]
    )
    return dict(rows.order_by().values_list("period", "value"))
