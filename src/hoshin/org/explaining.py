"""Why somebody may see a thing or deal with it: line by line of the table, by relation, without showing the thing."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model, Q, QuerySet

from hoshin.accounts.access import Actor, Right, require
from hoshin.accounts.addresses import folded
from hoshin.accounts.models import User
from hoshin.accounts.sight import Opening, Relation, Thing, every, openings_of, things
from hoshin.base.errors import Invalid, NotFound
from hoshin.base.wordings import Said, either
from hoshin.org.models import Person
from hoshin.org.relations import is_dotted_line, is_hr_of_unit, is_manager, is_self, is_unit_head

# What somebody may be to the people whose a thing is, beside what its own lines ask.
_TO_PEOPLE: dict[Relation, Callable[[Actor, str], Q]] = {
    Relation.MANAGER: is_manager,
    Relation.DOTTED_LINE: is_dotted_line,
    Relation.UNIT_HEAD: is_unit_head,
    Relation.HR_OF_UNIT: is_hr_of_unit,
}


@dataclass(frozen=True, slots=True)
class SightLine:
    """A line of the table for one person and one thing: what it opens, to whom, whether they are that, and whether it does.

    A relation that nothing opens by has no verb. `needs` is the right that the role lacks, where that is what is missing.
    `is_so` is None where only the thing itself could tell, of which no more is asked than whose it is.
    """

    verb: str
    who: str
    is_so: bool | None
    is_open: bool
    needs: str = ""


@dataclass(frozen=True, slots=True)
class SightExplained:
    """The lines for one user and one thing, of which no more is told than its kind and the code that was asked for.

    `is_of_person`: the code is the employee id of a person, and the lines say what the user is to them; no thing of the kind
    was looked for, and what it asks beside (a release, a day) is left open.
    """

    user: User
    thing: Thing
    code: str
    may_see: bool
    lines: list[SightLine]
    is_of_person: bool = False


def sight_explained(asker: Actor, *, who: str, what: str) -> SightExplained:
    """Explain what a user, named by e-mail or by the employee id of their person, may do with a thing, and why.

    `what` is a code, with the kind and a colon before it where several kinds have it; of a kind whose things bear no code it
    is the employee id of the person whose they are, with the kind before it. For those who manage users.
    """
    require(asker, Right.MANAGE_USERS)
    user = _user_of(who.strip())
    actor = Actor.of(user, asker.face)
    kind, _, code = what.rpartition(":")
    if kind.strip() in things() and not things()[kind.strip()].named_by:
        return _of_person(actor, user, things()[kind.strip()], code.strip())
    thing, row = _thing_of(what.strip())
    lines = [_line(actor, opening, row) for opening in openings_of(thing.kind)]
    lines += [
        SightLine("", relation.value, is_so=is_so, is_open=False)
        for relation, condition in _TO_PEOPLE.items()
        if thing.whose and relation not in {opening.who for opening in openings_of(thing.kind)}
        for is_so in [any(row.filter(condition(actor, path)).exists() for path in thing.whose)]
    ]
    return SightExplained(user, thing, what.rpartition(":")[2].strip(), any(_sees(line) for line in lines), lines)


def _of_person(actor: Actor, user: User, thing: Thing, employee_id: str) -> SightExplained:
    """What the actor is to a person whose things of a kind are asked about. Whether there are any is not looked at."""
    person = Person.objects.filter(employee_id__iexact=employee_id)
    if not person.exists():
        raise NotFound("person", employee_id)
    lines = [_line_to_person(actor, thing, opening, person) for opening in openings_of(thing.kind)]
    return SightExplained(user, thing, employee_id, any(map(_sees, lines)), lines, is_of_person=True)


def _line_to_person(actor: Actor, thing: Thing, opening: Opening, person: QuerySet[Person]) -> SightLine:
    verb, who, may = opening.verb.value, opening.who.value, opening.is_open_to(actor)
    if not isinstance(opening.who, Relation):
        return SightLine(verb, who, is_so=may, is_open=may)
    if opening.rows is every:
        return SightLine(verb, who, is_so=True, is_open=may)
    condition = (_TO_PEOPLE | {Relation.SELF: is_self}).get(opening.who)
    if condition is None or not thing.whose:
        return SightLine(verb, who, is_so=None, is_open=False)
    is_so = person.filter(condition(actor, "")).exists()
    needs = opening.only_with.value if is_so and not may and opening.only_with is not None else ""
    return SightLine(verb, who, is_so=is_so, is_open=is_so and may, needs=needs)


def _sees(line: SightLine) -> bool:
    return line.is_open and line.verb == "see"


def _line(actor: Actor, opening: Opening, row: QuerySet[Model]) -> SightLine:
    may = opening.is_open_to(actor)
    if not isinstance(opening.who, Relation):
        return SightLine(opening.verb.value, opening.who.value, is_so=may, is_open=may)
    is_so = row.filter(opening.rows(actor, "")).exists()
    needs = opening.only_with.value if is_so and not may and opening.only_with is not None else ""
    return SightLine(opening.verb.value, opening.who.value, is_so=is_so, is_open=is_so and may, needs=needs)


def _user_of(who: str) -> User:
    user = User.objects.filter(email=folded(who)).first()
    if user is not None:
        return user
    person = Person.objects.filter(employee_id__iexact=who).select_related("user").first()
    if person is None:
        raise NotFound("user with this e-mail, and no person with this employee id", who)
    if person.user is None:
        raise Invalid(Said("%(person)s has no user, and so sees nothing.", person=person.name), field="who", value=who)
    return person.user


def _thing_of(what: str) -> tuple[Thing, QuerySet[Model]]:
    """The kind of thing and the one row, as a query that holds no other."""
    kind, _, code = what.rpartition(":")
    named = {name: thing for name, thing in things().items() if thing.named_by}
    if kind and kind.strip() not in named:
        raise NotFound("kind of thing", kind, known=list(things()))
    found = []
    for thing in [named[kind.strip()]] if kind else named.values():
        rows = thing.model._base_manager.filter(**{f"{thing.named_by}__iexact": code.strip()})
        found += [(thing, thing.model._base_manager.filter(pk=pk)) for pk in rows.values_list("pk", flat=True)[:2]]
    if not found:
        raise NotFound("thing with the code", code)
    if len(found) > 1:
        kinds = either([f"{thing.kind}:{code}" for thing, _ in found])
        raise Invalid(
            Said("Several things have the code %(code)s.", code=code),
            field="what",
            value=what,
            remedy=Said("Write %(kinds)s.", kinds=kinds),
        )
    return found[0]
