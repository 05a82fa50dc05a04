"""What belongs to a person and goes to somebody else when they leave: apps name its kinds on their cards."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils.functional import Promise

from hoshin.accounts.access import Actor
from hoshin.base.cards import entries
from hoshin.org.models import Person


@dataclass(frozen=True, slots=True)
class Belonging:
    """A kind of what is somebody's: the rows that one may see, the column that says whose, the page that shows one.

    `named`: the column by which it is called; `page_by`: the one by which its page is found.
    `give(actor, row, person)` changes whose it is, by the service of its app, with that app's rights. `is_for_good`: no undo
    takes it back.
    """

    code: str
    label: str | Promise
    visible_to: Callable[[Actor], QuerySet[Any]]
    field: str
    give: Callable[[Actor, Any, Person], object]
    page: str
    page_by: str = "code"
    named: str = "name"
    is_for_good: bool = False

    def of(self, actor: Actor, person: Person) -> QuerySet[Any]:
        """What of it is a person's, as far as the actor may see it."""
        return self.visible_to(actor).filter(**{self.field: person})


class BelongingThing(NamedTuple):
    """One thing that is somebody's: of which kind, its name, and what its page is found by."""

    kind: str
    pk: int
    name: str
    page_by: str


@cache
def belongings() -> dict[str, Belonging]:
    """Every kind, as the cards of the apps name them."""
    return entries("belongings", by="code")


def owns_anything(actor: Actor) -> Q:
    """The condition that a person has something that is theirs, as far as the actor may see it."""
    found = Q(pk__in=())
    for kind in belongings().values():
        found |= Q(Exists(kind.visible_to(actor).order_by().filter(**{kind.field: OuterRef("pk")})))
    return found


def things_of(actor: Actor, person: Person, most: int) -> dict[str, list[BelongingThing]]:
    """What is a person's by its kind, the first `most` of each. One query, however many kinds there are."""
    parts = [
        kind.of(actor, person)
        .order_by(kind.page_by)
        .values_list(
            Cast(Value(kind.code), TextField()),
            Cast("pk", BigIntegerField()),
            Cast(kind.named, TextField()),
            Cast(kind.page_by, TextField()),
        )[:most]
        for kind in belongings().values()
    ]
    found: dict[str, list[BelongingThing]] = {code: [] for code in belongings()}
    for row in parts[0].union(*parts[1:], all=True):
        found[row[0]].append(BelongingThing(*row))
    return {code: sorted(rows, key=lambda row: row.page_by) for code, rows in found.items()}


def counts_of_things(actor: Actor, people: Collection[int]) -> dict[int, int]:
    """How many things each of these people has, of all kinds together. One query."""
    parts = [
        kind.visible_to(actor)
        .order_by()
        .filter(**{f"{kind.field}__in": people})
        .values_list(Cast(kind.field, BigIntegerField()))
        for kind in belongings().values()
    ]
    counts = dict.fromkeys(people, 0)
    for (owner,) in parts[0].union(*parts[1:], all=True) if people else ():
        counts[owner] += 1
    return counts
