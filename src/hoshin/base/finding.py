"""The search over everything: each app says on its card what of it can be found, and all is looked for at once.

However many kinds there are, it is one statement: each kind brings short reads of its own rows, as far as somebody may see
them, in one shape.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from django.db.models import BigIntegerField, CharField, DateTimeField, F, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce
from django.utils.functional import Promise

from hoshin.base.cards import entries
from hoshin.base.words import folded, parts_that_hold, terms_of, through_indexes


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


class FoundRow(NamedTuple):
    """An answer as the database gives it: `fact` is what its kind alone can word, `at` when it was told."""

    kind: str
    id: int
    code: str
    name: str
    detail: str
    fact: str
    at: datetime | None


Answers = QuerySet[Any, Any]


def as_answers(rows: QuerySet[Any], kind: str, *, code: str | Combinable = "code", name: str | Combinable = "name",
               detail: str | Combinable = "", fact: str = "", at: str = "") -> Answers:  # fmt: skip
    """Rows in the shape that all kinds share; what is not said stays empty. To be narrowed and cut by their kind."""
    return rows.values_list(
        Cast(Value(kind), TextField()),
        Cast("pk", BigIntegerField()),
        *(_text(column) for column in (code, name, detail, fact)),
        Cast(F(at) if at else Value(None), DateTimeField()),
    )


def _text(column: str | Combinable) -> Combinable:
    if column == "":
        return Cast(Value(""), TextField())
    return Coalesce(Cast(column, TextField()), Value("", CharField()), output_field=TextField())


def nearest(rows: QuerySet[Any], kind: str, text: str, limit: int, *, detail: str | Combinable = "") -> list[Answers]:
    """Short reads of rows with a code and a name whose code begins with the text or whose name has its words."""
    return parts_that_hold(as_answers(rows, kind, detail=detail), text, limit)


def plainly(row: FoundRow) -> Found:
    """The answer as it stands in its row."""
    return Found(row.kind, row.id, row.code, row.name, row.detail)


def nearest_first(row: FoundRow, text: str) -> Any:
    """What is nearest to the text comes first."""
    return distance(row, text), row.code


def nearest_by_name(row: FoundRow, text: str) -> Any:
    """What is nearest comes first, what is as near by its name: of things whose codes say nothing."""
    return distance(row, text), folded(row.name), row.code


def latest_first(row: FoundRow, text: str) -> Any:
    """What is newest comes first: of things that are told rather than named."""
    return -row.at.timestamp() if row.at else 0.0, -row.id


@dataclass(frozen=True, slots=True)
class Finds:
    """A kind of answers, on the card of the app that has them.

    `parts` takes actor, text and limit, and makes short reads in the shape of `as_answers`, which end where enough is
    found: of what the actor may see, the best answers among them. `first` says which of these are, `worded` what they say.
    `order` is the place of the kind among others that answer as well. `address` is the name of the page that shows an
    answer by its code; with `parameter` the code goes into the address as that.
    """

    kind: str
    label: str | Promise
    order: int
    parts: Callable[[Any, str, int], list[Answers]]
    address: str
    parameter: str = ""
    worded: Callable[[FoundRow], Found] = plainly
    first: Callable[[FoundRow, str], Any] = nearest_first


def kinds_found() -> list[Finds]:
    """All kinds of answers, in their order."""
    return sorted(entries("finds", by="kind").values(), key=lambda finds: finds.order)


def found(actor: Any, text: str, limit: int = 20, kinds: Collection[str] | None = None) -> list[Found]:
    """What is called like the text, of all kinds or of some: what begins with it first.

    At most `limit` of each kind; one query within one transaction. Of a word that very many names have, any that have it
    are found.
    """
    wanted = text.strip()
    asked = [finds for finds in kinds_found() if kinds is None or finds.kind in kinds]
    parts = [part for finds in asked for part in finds.parts(actor, wanted, limit)] if wanted else []
    if not parts:
        return []
    with through_indexes():
        rows = {(row.kind, row.id): row for row in map(FoundRow._make, parts[0].union(*parts[1:], all=True))}
    answers = [answer for finds in asked for answer in _best(finds, list(rows.values()), wanted, limit)]
    return sorted(answers, key=lambda answer: distance(answer, wanted))


def _best(finds: Finds, rows: Sequence[FoundRow], text: str, limit: int) -> list[Found]:
    own = sorted((row for row in rows if row.kind == finds.kind), key=lambda row: finds.first(row, text))
    return [finds.worded(row) for row in own[:limit]]


def distance(answer: Named, text: str) -> int:
    """How far an answer is from what was asked for: 0 is it, 1 begins so, 2 has words that do, 3 has it inside of one."""
    wanted, code, name = folded(text.strip()), folded(answer.code), folded(answer.name)
    if wanted in (code, name):
        return 0
    if code.startswith(wanted) or name.startswith(wanted):
        return 1
    words = terms_of(name)
    return 2 if all(any(word.startswith(term) for word in words) for term in terms_of(wanted)) else 3
