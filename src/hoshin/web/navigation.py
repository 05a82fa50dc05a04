"""Where pages stand in the rail and what the palette offers to do: each slice says so in its own `navigation.py`.

There `PAGES` are those of the rail, `DEEDS` those of the palette, and `THING_DEEDS` those that the palette offers with
the name of a thing behind them; a slice may have any of them. Which pages stand in the rail at once is settled here, for
all slices: there are more rooms than anybody reads.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.finding import Found
from hoshin.org.selectors import person_of
from hoshin.web.addresses import address_or_none
from hoshin.web.slices import modules_of_slices

OFFICE = _("Strategy office")
INSTALLATION = _("Installation")

# By what people come to do, in the order of how often: the first of these that somebody may open stand in the rail. What
# else belongs to no group stands under More, in its own order; the palette finds all of it.
MAIN = ("home", "week", "goals", "feedback", "meetings", "scorecard", "people", "values", "strategy_map")
MOST_MAIN = 7
# What stands under More, by what people come for, each in the order of a meeting; what is not named comes last.
ROOMS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (_("Strategy"), ("strategy_map", "objectives", "measures", "values", "side_by_side", "plan_edit")),
    (_("Foresight"), ("signals", "roadmap", "initiatives", "risks", "actions", "decisions")),
    (_("People"), ("feedback", "meetings", "agreements", "leading", "reviews", "surveys", "people", "organisation")),
    (_("Growth"), ("growth", "learning", "openings", "promotions", "succession", "growth_framework")),
)
ELSE = _("Also")
# On a phone there is room for so many, and More.
MOST_ON_PHONE = 4


@dataclass(frozen=True, slots=True)
class RailPage:
    """A page of the rail: the name of its address, its words, the right it needs, its place among all, its group.

    `icon`: the name of one, or its path. `is_wide`: on a phone it stands under More. `belongs`: the addresses of pages that
    stand under it. With `without` it stands there for those alone who lack that right: they see less of the page, and call
    it less. `also`: other words by which the palette finds it. `help`: the page of the documentation that is about it.
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
    also: str | Promise = ""
    help: str = ""

    def is_for(self, actor: Actor) -> bool:
        return actor.has(self.right) and not (self.without and actor.has(self.without))


def is_somebody(actor: Actor) -> bool:
    """Whether the actor is a person of the organisation. A query where that is not known yet."""
    return person_of(actor) is not None


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to do that the palette offers, by the name of its address and what follows it.

    `also`: other words by which it is found. `only`: for whom of those with the right; it is asked once for all such deeds.
    """

    name: str
    label: str | Promise
    right: StrEnum
    order: int
    also: str | Promise = ""
    query: tuple[tuple[str, str], ...] = ()
    only: Callable[[Actor], bool] | None = None

    def is_for(self, actor: Actor) -> bool:
        return actor.has(self.right)


def _by_code(found: Found) -> tuple[str | int, ...]:
    return (found.code,)


@dataclass(frozen=True, slots=True)
class ThingDeed:
    """Something to do with a thing of a kind: `verbs` are typed before its name, `label` has a place for the name.

    `arguments` are those of the address for an answer; `only` leaves of some numbers those with which the actor may.
    """

    name: str
    label: str | Promise
    verbs: str | Promise
    right: StrEnum
    order: int
    kind: str
    arguments: Callable[[Found], tuple[str | int, ...]] = _by_code
    only: Callable[[Actor, list[int]], set[int]] | None = None

    def is_for(self, actor: Actor) -> bool:
        return actor.has(self.right)


@cache
def pages() -> tuple[RailPage, ...]:
    """The pages of the rail in their order."""
    found = [page for slice_ in modules_of_slices("navigation") for page in getattr(slice_, "PAGES", ())]
    return tuple(sorted(found, key=lambda page: page.order))


def rail_pages(actor: Actor) -> tuple[list[RailPage], list[RailPage], list[RailPage]]:
    """The pages that the actor may open and that exist: those at hand, those under More with their room, those of groups."""
    open_ = [page for page in pages() if page.is_for(actor) and address_or_none(page.name) is not None]
    by_name = {page.name: page for page in open_ if not page.group}
    main = [by_name[name] for name in MAIN if name in by_name][:MOST_MAIN]
    more = sorted((page for page in by_name.values() if page not in main), key=lambda page: _place(page.name))
    in_rooms = [replace(page, group=_room(page.name)) for page in more]
    return main, in_rooms, [page for page in open_ if page.group]


def _place(name: str) -> int:
    order = [each for room in ROOMS for each in room[1]]
    return order.index(name) if name in order else len(order)


def _room(name: str) -> str | Promise:
    return next((heading for heading, names in ROOMS if name in names), ELSE)


@cache
def deeds() -> tuple[Deed, ...]:
    """What the palette offers to do, in its order."""
    found = [deed for slice_ in modules_of_slices("navigation") for deed in getattr(slice_, "DEEDS", ())]
    return tuple(sorted(found, key=lambda deed: deed.order))


@cache
def thing_deeds() -> tuple[ThingDeed, ...]:
    """What the palette offers to do with things, in its order."""
    found = [deed for slice_ in modules_of_slices("navigation") for deed in getattr(slice_, "THING_DEEDS", ())]
    return tuple(sorted(found, key=lambda deed: deed.order))


def help_on(name: str) -> str:
    """The page of the documentation about a page, or about that of the rail over it; "" where there is none."""
    return next((page.help for page in pages() if name == page.name or name in page.belongs), "")


def may_open(actor: Actor, name: str) -> bool:
    """Whether a page of that name, or the page of the rail under which it stands, is for the actor; others are for all."""
    over = [page for page in pages() if name == page.name or name in page.belongs]
    return not over or any(page.is_for(actor) for page in over)
