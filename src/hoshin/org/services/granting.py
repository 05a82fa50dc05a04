"""Granting and ending relations that follow from nothing else: dotted lines, and HR of a unit and all below it.

They open what is written about people to others, as roles do, and so are granted by whoever manages users.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.editing import add_row, change_row, locked_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Invalid, Problem
from hoshin.base.outcome import Outcome
from hoshin.base.upserts import ids_by_code, upsert
from hoshin.base.wordings import Said
from hoshin.org.models import GrantedRelation, Person, Unit
from hoshin.org.rows import RelationRow

_KEY = ("person_id", "relation", "to_person_id", "to_unit_id", "valid_from")


def grant_relation(
    actor: Actor,
    *,
    person: Person,
    relation: str,
    to: Person | Unit,
    reason: str,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> GrantedRelation:
    """Make somebody what they are to a person or a unit, from a day (None: today) until another (exclusive; None: open).

    Invalid where the relation leads to the other kind of thing, or is granted already on some of these days.
    """
    require(actor, Right.MANAGE_USERS)
    begins = valid_from or clock.today()
    leads_to = {"to_unit": to} if isinstance(to, Unit) else {"to_person": to}
    with act(actor, "grant_relation", name=person.name, relation=relation, to=_named(to), day=str(begins)):
        return add_row(
            GrantedRelation(
                person=person,
                relation=relation,
                reason=reason.strip(),
                valid_from=begins,
                valid_to=valid_to,
                **leads_to,
            )
        )


def end_relation(
    actor: Actor, *, granted: GrantedRelation, day: date | None = None, version: int | None = None
) -> GrantedRelation:
    """Let a granted relation hold no more from a day on (None: today). Invalid where it ends by then already."""
    require(actor, Right.MANAGE_USERS)
    ends = day or clock.today()
    to = granted.to_unit or granted.to_person
    with act(actor, "end_relation", name=granted.person.name, relation=granted.relation, to=_named(to), day=str(ends)):
        held = locked_row(granted, version=version)
        if held.valid_to is not None and held.valid_to <= ends:
            raise Invalid(
                Said("It ends on %(day)s already.", day=str(held.valid_to)),
                field="valid_to",
                remedy="Grant it anew, with its reason, to let it hold longer.",
            )
        ended, _ = change_row(held, version=version, valid_to=ends)
        return ended


def upsert_relations(actor: Actor, rows: Sequence[RelationRow]) -> Outcome:
    """Grant many, told apart by who, what, to whom and from which day; people and units must exist.

    For whoever may import and manages users. Invalid: one of them would hold twice on a day.
    """
    require(actor, Right.IMPORT)
    require(actor, Right.MANAGE_USERS)
    with act(actor, "upsert_relations", count=len(rows)):
        codes = {code for row in rows for code in (row.person, row.to_person)}
        people, units = (
            ids_by_code(Person, codes, column="employee_id"),
            ids_by_code(Unit, {row.to_unit for row in rows}),
        )
        held = list(GrantedRelation.objects.filter(person__in=people.values()))
        known = {(*_place(one), one.valid_from): one for one in held}
        wanted: list[tuple[GrantedRelation | None, dict[str, Any]]] = []
        for number, row in enumerate(rows, start=1):
            to_person, to_unit = people.get(row.to_person.casefold()), units.get(row.to_unit.casefold())
            key = (people[row.person.casefold()], row.relation, to_person, to_unit, row.valid_from)
            same = [one for one in held if _place(one) == key[:-1] and one.valid_from != row.valid_from]
            if any(_meet(one, row) for one in same):
                message = "It is granted already on some of these days."
                raise Invalid([Problem(message, field="valid_from", value=str(row.valid_from), row=number)])
            values = dict(zip(_KEY, key, strict=True)) | {"valid_to": row.valid_to, "reason": row.reason}
            wanted.append((known.get(key), values))
        return upsert(GrantedRelation, wanted).outcome


def _place(one: GrantedRelation) -> tuple[int, str, int | None, int | None]:
    return one.person_id, one.relation, one.to_person_id, one.to_unit_id


def _meet(one: GrantedRelation, row: RelationRow) -> bool:
    """Whether both hold on one day."""
    begins_before = one.valid_to is None or one.valid_to > row.valid_from
    return begins_before and (row.valid_to is None or row.valid_to > one.valid_from)


def _named(to: Person | Unit | None) -> str:
    return to.name if isinstance(to, Unit) else str(to)
