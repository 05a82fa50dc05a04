"""What a 1:1 is to talk about by itself: what came about of somebody's since the last one. Cards name its kinds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from django.utils.functional import Promise

from hoshin.accounts.access import Actor
from hoshin.base.cards import entries
from hoshin.base.wordings import Wording
from hoshin.org.models import Person


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One thing to talk about: facts for the wording of its kind, and what follows the address of its page.

    `is_pressing`: it wants something done, as a value that is late does.
    """

    facts: Mapping[str, Any]
    page_by: tuple[Any, ...] = ()
    is_pressing: bool = False


@dataclass(frozen=True, slots=True)
class AgendaSource:
    """A kind of these lines: how they are worded, and the page that each leads to.

    `lines(actor, person, since)`: what of a person's came about from an instant on, or wants something now, as far as the
    actor may see it; the most important first, and no more than a page can hold. `order`: its place among all kinds.
    """

    code: str
    label: str | Promise
    wording: Wording
    page: str
    lines: Callable[[Actor, Person, datetime], Sequence[AgendaLine]]
    order: int = field(default=50)


@cache
def agenda_sources() -> tuple[AgendaSource, ...]:
    """Every kind in its order, as the cards of the apps name them."""
    return tuple(sorted(entries("agenda", by="code").values(), key=lambda source: source.order))
