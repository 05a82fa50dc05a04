"""What stands on home beside the inbox: each slice says so in its own `home.py`.

There `PARTS` are sections, and `IN_PLACE` names by the code of a kind of notice the template with which one thing of it is
done where it stands; that is given the `line` of the inbox.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise

from hoshin.accounts.access import Actor, Right
from hoshin.web.slices import modules_of_slices


@dataclass(frozen=True, slots=True)
class HomePart:
    """A section of home: its words, the template that draws it with what `shows` finds (None: nothing to show).

    It comes in behind the page, by itself, so that each may ask what a page asks. `page` is the address where all of it
    stands. `is_aside`: it stands beside the inbox rather than below.
    """

    code: str
    label: str | Promise
    page: str
    template: str
    shows: Callable[[HttpRequest], dict[str, Any] | None]
    order: int
    is_aside: bool = False
    right: StrEnum = Right.SEE

    def is_for(self, actor: Actor) -> bool:
        return actor.has(self.right)


@cache
def home_parts() -> tuple[HomePart, ...]:
    """All sections in their order."""
    found = [part for slice_ in modules_of_slices("home") for part in getattr(slice_, "PARTS", ())]
    return tuple(sorted(found, key=lambda part: part.order))


@cache
def done_in_place() -> Mapping[str, str]:
    """The templates with which things of a kind are done where they stand, by the code of the kind."""
    found: dict[str, str] = {}
    for slice_ in modules_of_slices("home"):
        found |= getattr(slice_, "IN_PLACE", {})
    return found
