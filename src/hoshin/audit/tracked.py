"""What an app says of each table whose changes the trail keeps: one `Tracked` in its card, or one `Appended`.

The trail lies below the apps whose rows it keeps. It learns from them how a row is called and which page shows it, who
may see what happened to it, which columns stay unsaid, and who may put it back. None of that has a default that shows.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from hoshin.audit.models import Change
from hoshin.base.cards import entries

SeenBy = Callable[[Any], QuerySet[Any]]
UndoneBy = Callable[[Any, Sequence[Change]], set[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """A table whose rows a trigger follows.

    `seen_by(actor)`: the rows whose entries the actor may see, as they stand today. A query without any filter means
    all, also those that are gone; under any other, rows that are gone are seen by whoever removed them.
    `undone_by(actor, changes)`: the numbers of those changes whose rows of this table the actor may put back; None
    where rows of the table are never put back.
    `named_by`: the parts of a row's name as look-ups. `page` takes the value of `page_by` as its only argument.
    `secrets`: columns of which the trail keeps that they changed and never the value; such rows are never put back.
    `unsaid`: columns that are kept, and put back, but shown to nobody. `traces_of_use`: columns whose change alone
    leaves no entry.
    """

    model: type[Model]
    label: str | Promise
    named_by: tuple[str, ...]
    seen_by: SeenBy
    undone_by: UndoneBy | None
    page: str = ""
    page_by: str = "code"
    secrets: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()
    traces_of_use: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.secrets and self.undone_by is not None:
            raise ImproperlyConfigured(f"{self.table} has secrets, which the trail lacks: its rows cannot be put back.")

    @property
    def table(self) -> str:
        return self.model._meta.db_table


@dataclass(frozen=True, slots=True)
class Recording:
    """A value that one change appended in a row, beside what held before it."""

    change_id: int
    row: int
    name: str
    page_by: str
    before: str
    after: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appended:
    """A table whose rows are never changed and name their change themselves; all that the trail asks of it.

    `seen_by`: as with `Tracked`. `recordings`: at most so many of each change. `counts`: how many rows each change has,
    counted no further than one more than the given number. `overtaken`: the changes at whose places a later one
    recorded, with that later one. `take_back`: append what held before a change, in the name of the running one.
    `undone_by`: of these changes the numbers of those of which an actor may take back all.
    """

    model: type[Model]
    label: str | Promise
    page: str
    seen_by: SeenBy
    recordings: Callable[[Collection[int], int], Sequence[Recording]]
    counts: Callable[[Collection[int], int], dict[int, int]]
    overtaken: Callable[[Collection[int]], dict[int, int]]
    take_back: Callable[[int, int], int]
    undone_by: UndoneBy

    @property
    def table(self) -> str:
        return self.model._meta.db_table


def tracked() -> list[Tracked]:
    """All tables that a trigger follows, by the words for their rows."""
    found = [entry for entry in _declared().values() if isinstance(entry, Tracked)]
    return sorted(found, key=lambda entry: str(entry.label))


def tracked_of(table: str) -> Tracked | None:
    entry = _declared().get(table)
    return entry if isinstance(entry, Tracked) else None


def appended() -> list[Appended]:
    """All tables whose rows name their change themselves."""
    return [entry for entry in _declared().values() if isinstance(entry, Appended)]


def appended_of(table: str) -> Appended | None:
    entry = _declared().get(table)
    return entry if isinstance(entry, Appended) else None


def is_declared(table: str) -> bool:
    return table in _declared()


def label_of(table: str) -> str:
    """What rows of a table are called."""
    entry = _declared().get(table)
    return str(entry.label) if entry else table


def _declared() -> dict[str, Tracked | Appended]:
    """What the cards of the apps above say of their tables."""
    return entries("tracked", by="table")


@cache
def model_of(table: str) -> type[Model] | None:
    """The model that keeps its rows in a table, if one still does."""
    return next((model for model in apps.get_models() if model._meta.db_table == table), None)
