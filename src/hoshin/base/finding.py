"""The search over everything: each app says on its card what of it can be found, and looks for it itself."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from hoshin.base.cards import entries
from hoshin.base.words import folded, some_that_hold, terms_of, through_indexes

M = TypeVar("M", bound=Model)


class Named(Protocol):
    """What has a code and a name."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Found:
    """One answer of a search: what it is, its code and name, and a second line that tells it from others."""

    kind: str
    id: int
    code: str
    name: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Finds:
    """A kind of answers, on the card of the app that has them.

    `search` takes actor, text and limit, and returns the best answers that the actor may see, in one query. `order` is
    the place of the kind among others that answer as well. `address` is the name of the page that shows an answer by its
    code; with `parameter` the code goes into the address as that.
    """

    kind: str
    label: str | Promise
    order: int
    search: Callable[[Any, str, int], list[Found]]
    address: str
    parameter: str = ""


def kinds_found() -> list[Finds]:
    """All kinds of answers, in their order."""
    return sorted(entries("finds", by="kind").values(), key=lambda finds: finds.order)


def found(actor: Any, text: str, limit: int = 20, kinds: Collection[str] | None = None) -> list[Found]:
    """What is called like the text, of all kinds or of some: what begins with it first.

    At most `limit` of each kind; one query for each within one transaction. Of a word that very many names have, any
    that have it are found.
    """
    wanted = text.strip()
    if not wanted:
        return []
    asked = [finds for finds in kinds_found() if kinds is None or finds.kind in kinds]
    with through_indexes():
        answers = [answer for finds in asked for answer in finds.search(actor, wanted, limit)]
    return sorted(answers, key=lambda answer: distance(answer, wanted))


def nearest(rows: QuerySet[M], text: str, limit: int) -> list[Any]:
    """Rows with a code and a name whose code begins with the text or whose name has its words: the best first."""
    some: list[Any] = some_that_hold(rows, text, limit)
    return sorted(some, key=lambda row: (distance(row, text), row.code))[:limit]


def distance(answer: Named, text: str) -> int:
    """How far an answer is from what was asked for: 0 is it, 1 begins so, 2 has words that do, 3 has it inside of one."""
    wanted, code, name = folded(text.strip()), folded(answer.code), folded(answer.name)
    if wanted in (code, name):
        return 0
    if code.startswith(wanted) or name.startswith(wanted):
        return 1
    words = terms_of(name)
    return 2 if all(any(word.startswith(term) for word in words) for term in terms_of(wanted)) else 3
