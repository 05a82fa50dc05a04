"""What stands on the page of a person or a unit beside their place in the organisation, and on that of a user.

PARTS of each slice's own `person.py`, `unit.py` and `user.py`.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from hoshin.accounts.access import Actor, Right
from hoshin.web.slices import modules_of_slices


@dataclass(frozen=True, slots=True)
class PagePart:
    """A section, by the name of the address that draws it for an employee id, a code or the number of a user; an empty
    answer where there is nothing.

    It comes in behind the page, by itself, so that it may ask what a page asks. `right`: for whom it is at all.
    """

    name: str
    order: int
    right: StrEnum = Right.SEE

    def is_for(self, actor: Actor) -> bool:
        return actor.has(self.right)


def parts_for(actor: Actor, page: str) -> list[PagePart]:
    """The sections of the page of a `person`, a `unit` or a `user` for the actor, in their order."""
    return [part for part in _parts_of(page) if part.is_for(actor)]


@cache
def _parts_of(page: str) -> tuple[PagePart, ...]:
    found = [part for slice_ in modules_of_slices(page) for part in getattr(slice_, "PARTS", ())]
    return tuple(sorted(found, key=lambda part: part.order))
