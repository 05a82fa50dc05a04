"""The directory: people by their names, titles, skills and units as one types, and those around oneself before that."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_

from django.db.models import Q, QuerySet

from hoshin.accounts.access import Actor
from hoshin.base.words import FoldedList, folded, has_words, holds, through_indexes
from hoshin.org.models import Person, Unit
from hoshin.org.policies import people_visible_to, units_visible_to
from hoshin.org.presence import is_still_here
from hoshin.org.selectors import people_found, person_of

MOST_UNITS, MOST_TERMS = 50, 8
# Of whoever is found by more than a name, so many are put in order: a title may be that of very many.
_SPARE = 4


@dataclass(frozen=True, slots=True)
class DirectoryFound:
    """The people who are found, those whose name it is first, and units that are called so. `has_more`: not all are here."""

    people: tuple[Person, ...] = ()
    units: tuple[Unit, ...] = ()
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """The people around somebody: to whom they report, who reports to the same, who reports to them; the first of each."""

    person: Person
    manager: Person | None
    beside: tuple[Person, ...]
    reports: tuple[Person, ...]


def directory_found(actor: Actor, text: str, limit: int = 30) -> DirectoryFound:
    """People of whom each word of the text begins one of the name, title or skills, or names their unit. Three queries.

    The name alone also finds by e-mail and employee id. Each is read through an index, and no further than is shown.
    """
    terms = re.findall(r"\w+", folded(text))[:MOST_TERMS]
    if not terms:
        return DirectoryFound()
    with through_indexes():
        named = people_found(actor, text, limit + 1)
        units = _units_by_term(actor, terms)
        # Very many have a word that begins with a single letter.
        is_told = all(len(term) > 1 for term in terms)
        others = list(_described(actor, terms, units)[: limit * _SPARE]) if is_told else []
    known = {person.pk for person in named}
    others = sorted((one for one in others if one.pk not in known), key=lambda one: (folded(one.name), one.pk))
    people = [*named, *others]
    called = [unit for unit in units[0] if all(unit in found for found in units)]
    return DirectoryFound(tuple(people[:limit]), tuple(called[:limit]), len(people) > limit)


def people_around(actor: Actor, most: int = 20) -> Around | None:
    """The people around the actor; None of whoever is no person here. Three queries."""
    person = person_of(actor)
    if person is None:
        return None
    here = people_visible_to(actor).select_related("unit").filter(is_still_here()).order_by("name", "pk")
    manager = here.filter(pk=person.manager_id).first() if person.manager_id else None
    beside = here.filter(manager=person.manager_id).exclude(pk=person.pk)[:most] if person.manager_id else ()
    return Around(person, manager, tuple(beside), tuple(here.filter(manager=person.pk)[:most]))


def _units_by_term(actor: Actor, terms: Sequence[str]) -> list[list[Unit]]:
    """For each word the units that have it. One query, since there are few words."""
    parts = [units_visible_to(actor).filter(holds(term)).order_by()[:MOST_UNITS] for term in terms]
    found = {unit.pk: unit for unit in parts[0].union(*parts[1:], all=True)} if len(parts) > 1 else None
    if found is None:
        return [sorted(parts[0], key=lambda unit: unit.code)]
    rows = sorted(found.values(), key=lambda unit: unit.code)
    return [[unit for unit in rows if _has(unit, term)] for term in terms]


def _has(unit: Unit, term: str) -> bool:
    return term in folded(unit.name) or folded(unit.code).startswith(term)


def _described(actor: Actor, terms: Sequence[str], units: Sequence[Sequence[Unit]]) -> QuerySet[Person]:
    each = [
        has_words([term], "name")
        | has_words([term], "title") & ~Q(title="")
        | has_words([term], "skills", of=FoldedList) & ~Q(skills=[])
        | Q(unit__in=[unit.pk for unit in found])
        for term, found in zip(terms, units, strict=True)
    ]
    # Without an order, so that reading ends as soon as there are enough.
    return people_visible_to(actor).filter(reduce(and_, each), is_still_here()).select_related("unit").order_by()
