"""Where values of members are kept, by the codes of measure, dimension and member: for whoever writes many."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Min

from hoshin.base.codes import folded_code
from hoshin.breakdowns.models import Breakdown, Member, MemberValue

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Places:
    """The ids of breakdowns by measure and dimension, and of members by dimension, all by their folded codes."""

    _breakdowns: dict[Pair, int]
    _members: dict[Pair, int]
    _names: dict[int, str]

    @property
    def breakdowns(self) -> list[int]:
        return sorted(self._breakdowns.values())

    def is_broken_down(self, measure: str, dimension: str) -> bool:
        return (folded_code(measure), folded_code(dimension)) in self._breakdowns

    def ids(self, measure: str, dimension: str, member: str) -> tuple[int, int]:
        """Breakdown and member, both of which are there."""
        folded = folded_code(dimension)
        return self._breakdowns[folded_code(measure), folded], self._members[folded, folded_code(member)]

    def named(self, breakdown: int, member: int) -> str:
        """Measure, dimension and member by their codes."""
        return f"{self._names[breakdown]} {self._names[-member]}"

    def latest_instants(self) -> dict[tuple[int, int, date], datetime]:
        """When what holds was recorded, by breakdown, member and first day of the period."""
        rows = MemberValue.objects.filter(breakdown__in=self.breakdowns, superseded_at=None)
        fields: tuple[Any, ...] = ("breakdown_id", "member_id", "period", "recorded_at")
        return {tuple(place): instant for *place, instant in rows.values_list(*fields)}


def first_day_recorded(change_id: int) -> date | None:
    """The first day of the earliest period of which a change recorded a value of a member; None where it recorded none."""
    found: date | None = MemberValue.objects.filter(change=change_id).aggregate(first=Min("period"))["first"]
    return found


def places_of(pairs: Collection[Pair]) -> Places:
    """The places of measures and dimensions, as far as they are there. Two queries."""
    measures, dimensions = ({folded_code(pair[at]) for pair in pairs} for at in (0, 1))
    rows = Breakdown.objects.order_by("pk").values_list("id", "measure__code", "dimension__code")
    breakdowns: dict[Pair, int] = {}
    names: dict[int, str] = {}
    for pk, measure, dimension in rows:
        if folded_code(measure) in measures and folded_code(dimension) in dimensions:
            breakdowns[folded_code(measure), folded_code(dimension)] = pk
            names[pk] = f"{measure} {dimension}"
    members: dict[Pair, int] = {}
    for pk, dimension, code in Member.objects.order_by("pk").values_list("id", "dimension__code", "code"):
        if folded_code(dimension) in dimensions:
            members[folded_code(dimension), folded_code(code)] = pk
            names[-pk] = code
    return Places(breakdowns, members, names)
