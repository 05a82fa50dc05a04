"""The search over everything: each app says on its card what of it can be found, and looks for it itself."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from hoshin.base.cards import entries
from hoshin.base.words import some_that_begin, through_indexes

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
    folded = wanted.casefold()
    return sorted(answers, key=lambda answer: _distance(answer, folded))


def nearest(rows: QuerySet[M], text: str, limit: int) -> list[Any]:
    """Rows with a code and a name whose code or name begins with the text, or has words that do: the best first."""
    folded = text.strip().casefold()
    some: list[Any] = some_that_begin(rows, text, limit)
    return sorted(some, key=lambda row: (_distance(row, folded), row.code))[:limit]


def _distance(answer: Named, folded: str) -> int:
    code, name = answer.code.casefold(), answer.name.casefold()
    if code == folded:
        return 0
    if code.startswith(folded) or name.startswith(folded):
        return 1
    return 2 if f" {folded}" in f" {name}" else 3
