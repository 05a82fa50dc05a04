"""Handing what is somebody's over to somebody else, in one step that can be taken back as one."""

from collections.abc import Collection, Mapping
from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base.errors import Conflict, Invalid
from hoshin.base.wordings import Said
from hoshin.notices.services import tell
from hoshin.org.belongings import belongings
from hoshin.org.models import Person
from hoshin.org.notices import HANDED_OVER

MOST = 500


def hand_over(actor: Actor, *, person: Person, to: Person, things: Mapping[str, Collection[int]]) -> int:
    """Give things of a person to another, all or none: by the code of their kind, their numbers. How many it were.

    Conflict where one is not theirs any more. Invalid where the other has left, is the same, or it is nothing or too much.
    """
    require(actor, Right.EDIT_PLAN)
    count = sum(len(set(numbers)) for numbers in things.values())
    _check(person, to, count)
    with act(actor, "hand_over", name=person.name, to=to.name, count=count):
        for code, numbers in things.items():
            kind = belongings().get(code)
            rows: list[Any] = list(kind.of(actor, person).filter(pk__in=numbers).order_by("pk")) if kind else []
            if kind is None or len(rows) != len(set(numbers)):
                raise Conflict("Some of this is not theirs any more. Nothing was handed over: look again.")
            for row in rows:
                kind.give(actor, row, to)
        facts = {"name": person.name, "count": count, "employee_id": to.employee_id}
        tell(actor, HANDED_OVER, users=[to.user_id], about=to.pk, facts=facts)
    return count


def _check(person: Person, to: Person, count: int) -> None:
    if not 0 < count <= MOST:
        raise Invalid(
            Said("%(count)s things cannot be handed over at once.", count=count),
            field="things",
            remedy=Said("Choose between one and %(most)s.", most=MOST),
        )
    if to.pk == person.pk:
        raise Invalid("It is theirs already.", field="to", remedy="Choose somebody else.")
    if to.has_left:
        raise Invalid(
            Said("%(name)s has left on %(day)s.", name=to.name, day=str(to.end_date)),
            field="to",
            remedy="Choose somebody who is still here.",
        )
