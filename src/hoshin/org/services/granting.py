"""Granting and ending relations that follow from nothing else: dotted lines, and HR of a unit and all below it.

They open what is written about people to others, as roles do, and so are granted by whoever manages users.
"""

from datetime import date

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.editing import add_row, change_row, locked_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.base.wordings import Said
from hoshin.org.models import GrantedRelation, Person, Unit


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


def _named(to: Person | Unit | None) -> str:
    return to.name if isinstance(to, Unit) else str(to)
