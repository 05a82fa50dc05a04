"""What people may talk about: apps name its kinds on their cards, and `discussion` keeps what is said of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from django.db.models import Expression

from hoshin.base.cards import entries

NameParts = tuple[str | Expression, ...]


@dataclass(frozen=True, slots=True)
class Discussed:
    """A kind of thing (accounts.sight) that people may talk about: whoever sees it reads and says what is said of it.

    All else are look-ups from the thing. `name`: how it is called. `named_by`: what names one for a program and in a
    sheet, the parts of the key of its own `sheet` in their order. `page` shows it and takes `page_by`. `followers`: the
    people who are told of what is said until they stop it. `readers`: the people who read it where not everybody does,
    beside the office. `within`: a kind, and what leads to the thing of that kind which this belongs to: whoever follows
    that is told as well. `followed_also`: further followers of things of an app below, by their kind.
    """

    kind: str
    name: str
    named_by: NameParts
    sheet: str
    page: str
    page_by: str = "code"
    followers: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()
    within: tuple[str, str] | None = None
    followed_also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@cache
def discussed_kinds() -> dict[str, Discussed]:
    """Every kind, as the cards of the apps name them."""
    return entries("discussed", by="kind")


@cache
def followers_of_kind(kind: str) -> tuple[str, ...]:
    """What leads from a thing to the people who follow it by themselves, as its own app and those above say."""
    also = (path for other in discussed_kinds().values() for path in other.followed_also.get(kind, ()))
    return (*discussed_kinds()[kind].followers, *also)
