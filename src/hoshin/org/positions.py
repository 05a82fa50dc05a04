"""What somebody's position was on any day: title, unit, manager, job family, level, place of work, share of full time."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from hoshin.accounts.access import Actor
from hoshin.org.models import PastPosition, Person, ReportingLine, Unit, UnitHead
from hoshin.org.policies import past_positions_visible_to, people_visible_to, units_visible_to
from hoshin.org.relations import held_on

MOST = 100


@dataclass(frozen=True, slots=True)
class Position:
    """What held from a day (None: as far back as is known) until another (exclusive; None: it holds on)."""

    since: date | None
    until: date | None
    said: Person | PastPosition

    def holds_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


def positions_of(actor: Actor, person: Person) -> list[Position]:
    """The positions of a person, the one that holds now first. One query."""
    past = past_positions_visible_to(actor).filter(person=person).select_related("unit", "manager")
    found: list[Position] = []
    since = person.start_date
    for one in reversed(list(past.order_by("-valid_to")[:MOST])):
        found.append(Position(since, one.valid_to, one))
        since = one.valid_to
    found.append(Position(since, None, person))
    return found[::-1]


def heads_of(actor: Actor, unit: Unit) -> list[UnitHead]:
    """Who heads a unit and who did before, the latest first, each with their days. One query.

    Of days before these were kept nothing is known.
    """
    held = UnitHead.objects.filter(unit__in=units_visible_to(actor).filter(pk=unit.pk))
    return list(held.select_related("person").order_by("-valid_from")[:MOST])


def past_heads(actor: Actor) -> QuerySet[UnitHead]:
    """Who headed which unit before, unit by unit, the first first."""
    held = UnitHead.objects.filter(unit__in=units_visible_to(actor), valid_to__isnull=False)
    return held.order_by("unit", "valid_from")


def managers_above(actor: Actor, person: Person, day: date | None = None) -> list[Person]:
    """The managers above a person, the nearest first, on a day (None: today). Two queries, whatever the height.

    Of days before lines were kept nothing is known, and nobody is named.
    """
    lines = ReportingLine.objects.filter(person=person)
    lines = lines.filter(valid_to=None) if day is None else held_on(lines, day)
    line = lines.values_list("line", flat=True).first() or [person.pk]
    people = people_visible_to(actor).select_related("unit", "manager").in_bulk(line[:-1])
    return [people[pk] for pk in reversed(line[:-1]) if pk in people]
