"""What stands on a person's page beside their place in the organisation: PARTS of each slice's own `person.py`."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from hoshin.accounts.access import Actor, Right
from hoshin.web.slices import modules_of_slices


@dataclass(frozen=True, slots=True)
class PersonPart:
    """A section, by the name of the address that draws it for an employee id; an empty answer where there is nothing.

    It comes in behind the page, by itself, so that it may ask what a page asks. `right`: for whom it is at all.
    """

    name: str
    order: int
    right: StrEnum = Right.SEE

    def is_for(self, actor: Actor) -> bool:
        return actor.has(self.right)


@cache
def person_parts() -> tuple[PersonPart, ...]:
    """All sections in their order."""
    found = [part for slice_ in modules_of_slices("person") for part in getattr(slice_, "PARTS", ())]
    return tuple(sorted(found, key=lambda part: part.order))
