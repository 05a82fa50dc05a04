"""Finds the organisation, its units and its people."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.base.words import codes_near, folded, holds, some_that_begin
from hoshin.org.models import GrantedRelation, Organisation, Person, Unit
from hoshin.org.policies import granted_relations_visible_to, people_visible_to, units_visible_to
from hoshin.org.relations import own_person

CODES_OF_PEOPLE = ("employee_id", "email")


@dataclass(slots=True)
class UnitBranch:
    """A unit with the units below it; `depth` is 0 at the top."""

    unit: Unit
    depth: int = 0
    children: list["UnitBranch"] = field(default_factory=list)


def organisation() -> Organisation | None:
    """The organisation of this installation, once it has a name."""
    return Organisation.objects.first()


def unit_tree(actor: Actor) -> list[UnitBranch]:
    """The units as a tree, in the order of their codes. One query."""
    branches = {unit.pk: UnitBranch(unit) for unit in units_visible_to(actor).select_related("head").order_by("code")}
    top: list[UnitBranch] = []
    for branch in branches.values():
        above = branches.get(branch.unit.parent_id) if branch.unit.parent_id else None
        (above.children if above else top).append(branch)
    waiting = [(branch, 0) for branch in top]
    while waiting:
        branch, branch.depth = waiting.pop()
        waiting += [(child, branch.depth + 1) for child in branch.children]
    return top


def unit_by_code(actor: Actor, code: str) -> Unit:
    """The unit of that code, without regard to case. NotFound, with codes that look like it."""
    units = units_visible_to(actor)
    unit = units.filter(code__iexact=code.strip()).first()
    if unit is None:
        raise NotFound("unit", code, known=codes_near(units, code))
    return unit


def person_by_employee_id(actor: Actor, employee_id: str) -> Person:
    """The person of that employee id, without regard to case. NotFound, with ids that look like it."""
    person = people_visible_to(actor).filter(employee_id__iexact=employee_id.strip()).first()
    if person is None:
        known = codes_near(people_visible_to(actor), employee_id, column="employee_id")
        raise NotFound("person", employee_id, known=known)
    return person


def granted_relation_by_number(actor: Actor, number: int) -> GrantedRelation:
    """The granted relation of that number. NotFound where there is none, or it is not the actor's to see."""
    granted = granted_relations_visible_to(actor).filter(pk=number).first()
    if granted is None:
        raise NotFound("granted relation", str(number))
    return granted


def people_found(actor: Actor, text: str, limit: int = 20) -> list[Person]:
    """People whose e-mail or employee id begins with the text, or whose name has words that do. One query.

    Those that begin with it come first. Of a word that very many names have, any that have it are found.
    """
    people = people_visible_to(actor).select_related("unit")
    found = some_that_begin(people, text, limit, codes=CODES_OF_PEOPLE)
    wanted = folded(text.strip())

    def first(person: Person) -> tuple[bool, str, int]:
        named = (person.name, person.email, person.employee_id)
        return not begins_so(named, wanted), person.name, person.pk

    return sorted(found, key=first)[:limit]


def begins_so(texts: Iterable[str], wanted: str) -> bool:
    """Whether any of some texts begins with what is wanted, which is folded."""
    return any(folded(text).startswith(wanted) for text in texts)


def person_of(actor: Actor) -> Person | None:
    """The person that the actor is, by the link to their user alone."""
    return None if actor.user_id is None else Person.objects.filter(user=actor.user_id).first()


def own_reports(actor: Actor) -> QuerySet[Person]:
    """Those who report to the actor."""
    people = people_visible_to(actor)
    return people.none() if actor.user_id is None else people.filter(manager=own_person(actor))


def units_found(actor: Actor, text: str, limit: int = 20) -> list[Unit]:
    """Units whose code begins with the text or whose name holds it; the first ones where none is given. One query."""
    wanted = text.strip()
    units = units_visible_to(actor).order_by("code")
    if wanted:
        units = units.filter(holds(wanted))
    return list(units[:limit])
