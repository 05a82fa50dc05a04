"""What belongs to a person and goes to somebody else when they leave: apps name its kinds on their cards."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise

from hoshin.accounts.access import Actor
from hoshin.base.cards import entries
from hoshin.org.models import Person


@dataclass(frozen=True, slots=True)
class Belonging:
    """A kind of what is somebody's: the rows that one may see, the column that says whose, the page that shows one.

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
    is_for_good: bool = False

    def of(self, actor: Actor, person: Person) -> QuerySet[Any]:
        """What of it is a person's, as far as the actor may see it."""
        return self.visible_to(actor).filter(**{self.field: person})


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
