"""Some of those who work here: by what they do, where, since when; or people who are named."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from hoshin.accounts.access import Actor
from hoshin.org.models import Person
from hoshin.org.policies import people_visible_to
from hoshin.org.presence import works_here

_LISTS = {"job_families": "job_family", "levels": "level", "locations": "location"}
MOST_OFFERED = 200


@dataclass(frozen=True, slots=True)
class PeopleRule:
    """Nothing said: all. Of several values of one kind one must fit, and something of each kind that is said.

    `joined_since` and `joined_before` are days, of which the second is not meant itself; whoever has no first day joined
    before all. `people`: the numbers of those who are named one by one.
    """

    job_families: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()
    joined_since: date | None = None
    joined_before: date | None = None
    people: tuple[int, ...] = ()

    def of(self, rows: QuerySet[Person]) -> QuerySet[Person]:
        """Those of these people whom it means."""
        wanted = Q()
        for name, column in _LISTS.items():
            if values := getattr(self, name):
                wanted &= Q(**{f"{column}__in": values})
        if self.joined_since:
            wanted &= Q(start_date__gte=self.joined_since)
        if self.joined_before:
            wanted &= Q(start_date=None) | Q(start_date__lt=self.joined_before)
        if self.people:
            wanted &= Q(pk__in=self.people)
        return rows.filter(wanted)

    def as_kept(self) -> dict[str, Any]:
        """What is said of it, as JSON."""
        return {
            name: value.isoformat() if isinstance(value, date) else list(value)
            for name, value in asdict(self).items()
            if value
        }

    def as_promised(self) -> dict[str, Any]:
        """The same as it is told to those who are asked: of people who are named, how many."""
        kept = self.as_kept()
        named = kept.pop("people", ())
        return kept | {"named": len(named)} if named else kept


EVERYBODY = PeopleRule()


def rule_of(kept: Mapping[str, Any]) -> PeopleRule:
    """A rule from how it was kept."""
    values: dict[str, Any] = {name: tuple(kept.get(name, ())) for name in (*_LISTS, "people")}
    for name in ("joined_since", "joined_before"):
        values[name] = date.fromisoformat(kept[name]) if kept.get(name) else None
    return PeopleRule(**values)


def values_of_people(actor: Actor) -> dict[str, list[str]]:
    """The values of people here whom the actor sees, by the names of a rule: what may be chosen. One query for each kind."""
    rows = people_visible_to(actor).filter(pk__in=Person.objects.filter(works_here()).values("pk"))
    return {
        name: list(
            rows.exclude(**{column: ""}).order_by(column).values_list(column, flat=True).distinct()[:MOST_OFFERED]
        )
        for name, column in _LISTS.items()
    }
