"""Whom a cycle is about, and who is to write about whom, as the organisation stands.

Its preview shows it, a launch writes it. Few statements, however many people there are.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from hoshin.org.models import Person, Unit, UnitLine
from hoshin.org.presence import works_here
from hoshin.org.relations import dotted_lines
from hoshin.reviews.models import ReviewCycle
from hoshin.reviews.questions import ReviewSource

# Fewer reports could be told apart, so that none of them is asked.
LEAST_REPORTS = 3


class FormWanted(NamedTuple):
    """Somebody (by) is to write about somebody, by their numbers."""

    about: int
    by: int
    source: str


@dataclass(frozen=True, slots=True)
class CyclePreview:
    """What a launch would do: how many people it is about, forms by source, and whom nobody above could write about."""

    people: int
    forms: Mapping[str, int]
    most_by_one: int
    without_manager: Sequence[Person]
    tried: Sequence[tuple[Person, Sequence[tuple[Person, str]]]]


def people_of(cycle: ReviewCycle) -> QuerySet[Person]:
    """Those whom a cycle is about: in its unit or below, here today, whom its rule means, and not left out."""
    rows = Person.objects.filter(works_here()).exclude(pk__in=cycle.excluded)
    if cycle.unit_id is not None:
        below = UnitLine.objects.filter(unit=OuterRef("unit"), valid_to=None, line__contains=[cycle.unit_id])
        rows = rows.filter(Exists(below))
    return cycle.rule.of(rows).order_by("pk")


def forms_wanted(cycle: ReviewCycle) -> list[FormWanted]:
    """Who is to write about whom, peers apart, whom people name later."""
    people = list(people_of(cycle).values_list("pk", "unit"))
    leaders = leaders_today()
    others = _dotted_leads() if cycle.has_others else {}
    reports: dict[int, list[int]] = defaultdict(list)
    for person, manager in Person.objects.filter(works_here(), manager__isnull=False).values_list("pk", "manager"):
        reports[manager or 0].append(person)
    wanted: list[FormWanted] = []
    for person, _unit in people:
        if cycle.has_self:
            wanted.append(FormWanted(person, person, ReviewSource.SELF.value))
        if cycle.has_manager and (leader := leaders.get(person)) is not None:
            wanted.append(FormWanted(person, leader, ReviewSource.MANAGER.value))
        below = reports[person] if cycle.has_reports and len(reports[person]) >= LEAST_REPORTS else []
        wanted += [FormWanted(person, one, ReviewSource.REPORT.value) for one in below]
        leading = {leaders.get(person)} if cycle.has_manager else set()
        beside = [one for one in others.get(person, ()) if one not in leading and one not in below]
        wanted += [FormWanted(person, one, ReviewSource.OTHER.value) for one in beside]
    return wanted


def _dotted_leads() -> dict[int, list[int]]:
    """By person who has a dotted line to them today and is here."""
    found: dict[int, list[int]] = defaultdict(list)
    for led, lead in dotted_lines().filter(works_here("person")).order_by("pk").values_list("to_person", "person"):
        found[led].append(lead)
    return found


def leaders_today(away: Collection[int] = ()) -> dict[int, int]:
    """By person who writes as their manager: the nearest of the line above who is here, else the head of their unit.

    Whoever is among those `away` is passed over.
    """
    above = dict(Person.objects.values_list("pk", "manager"))
    here = dict(Person.objects.filter(works_here()).values_list("pk", "unit"))
    units = {unit: (parent, head) for unit, parent, head in Unit.objects.values_list("pk", "parent", "head")}
    found: dict[int, int] = {}
    able = {person: unit for person, unit in here.items() if person not in away}
    for person, unit in here.items():
        leader = _up(person, above, able) or _head(person, unit, units, able)
        if leader is not None:
            found[person] = leader
    return found


def _up(person: int, above: Mapping[int, int | None], here: Mapping[int, int | None]) -> int | None:
    seen, leader = {person}, above.get(person)
    while leader is not None and leader not in seen:
        if leader in here:
            return leader
        seen.add(leader)
        leader = above.get(leader)
    return None


def _head(
    person: int,
    unit: int | None,
    units: Mapping[int, tuple[int | None, int | None]],
    here: Mapping[int, int | None],
) -> int | None:
    seen: set[int] = set()
    while unit is not None and unit not in seen:
        seen.add(unit)
        unit, head = units[unit]
        if head is not None and head != person and head in here:
            return head
    return None


def preview_of(cycle: ReviewCycle, tried: int = 3) -> CyclePreview:
    """What a launch would do, with the forms of the first people as a trial. Nothing is written."""
    wanted = forms_wanted(cycle)
    people = list(people_of(cycle).values_list("pk", flat=True))
    led = {one.about for one in wanted if one.source == ReviewSource.MANAGER}
    alone = [person for person in people if person not in led] if cycle.has_manager else []
    by_one = Counter(one.by for one in wanted)
    asked = led or {one.about for one in wanted}
    first = [person for person in people if person in asked][:tried] or people[:tried]
    forms = [one for one in wanted if one.about in set(first)]
    names = Person.objects.in_bulk({*first, *alone[:20], *(one.by for one in forms)})
    return CyclePreview(
        len(people),
        Counter(one.source for one in wanted),
        max(by_one.values(), default=0),
        [names[person] for person in alone[:20]],
        [(names[one], [(names[form.by], form.source) for form in forms if form.about == one]) for one in first],
    )
