"""Where pages stand in the rail and what the palette offers to do: each slice says so in its own `navigation.py`.

There `PAGES` are those of the rail and `DEEDS` those of the palette; a slice may have either, both or none.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.web.slices import modules_of_slices

OFFICE = _("Strategy office")
INSTALLATION = _("Installation")


@dataclass(frozen=True, slots=True)
class RailPage:
    """A page of the rail: the name of its address, its words, the right it needs, its place among all, its group.

    `icon`: the name of one, or its path. `belongs`: the addresses of pages that stand under it. With `without` it stands
    there for those alone who lack that right: they see less of the page, and call it less.
    """

    name: str
    label: str | Promise
    icon: str
    right: StrEnum
    order: int
    group: str | Promise = ""
    is_wide: bool = False
    belongs: tuple[str, ...] = ()
    without: StrEnum | None = None

    def is_for(self, actor: Actor) -> bool:
        return actor.has(self.right) and not (self.without and actor.has(self.without))


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to do that the palette offers, by the name of its address."""

    name: str
    label: str | Promise
    right: StrEnum
    order: int

    def is_for(self, actor: Actor) -> bool:
        return actor.has(self.right)


@cache
def pages() -> tuple[RailPage, ...]:
    """The pages of the rail in their order."""
    found = [page for slice_ in modules_of_slices("navigation") for page in getattr(slice_, "PAGES", ())]
    return tuple(sorted(found, key=lambda page: page.order))


@cache
def deeds() -> tuple[Deed, ...]:
    """What the palette offers to do, in its order."""
    found = [deed for slice_ in modules_of_slices("navigation") for deed in getattr(slice_, "DEEDS", ())]
    return tuple(sorted(found, key=lambda deed: deed.order))


def may_open(actor: Actor, name: str) -> bool:
    """Whether a page of that name, or the page of the rail under which it stands, is for the actor; others are for all."""
    over = [page for page in pages() if name == page.name or name in page.belongs]
    return not over or any(page.is_for(actor) for page in over)
