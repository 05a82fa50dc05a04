"""What the trail knows of the things that it names: told by the cards of the apps above, each for its own tables.

The trail lies below the apps whose rows it keeps; it learns from them how a row is called, which page shows it, who may
put it back, and how values that are appended rather than changed are found and taken back.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils.functional import Promise

from hoshin.base.cards import entries


@dataclass(frozen=True, slots=True)
class Subject:
    """How rows of a table are called: the parts of their name as look-ups, the page that shows them, who puts back.

    `page` takes the value of `page_by` as its only argument. Without `undo_right` a row is never put back.
    """

    table: str
    label: str | Promise
    named_by: tuple[str, ...]
    page: str = ""
    page_by: str = "code"
    undo_right: str | None = None
    is_confidential: bool = False


@dataclass(frozen=True, slots=True)
class Recording:
    """A value that one change appended, beside what held before it."""

    change_id: int
    name: str
    page_by: str
    before: str
    after: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Appended:
    """A table whose rows are never changed and name their change themselves; all that the trail asks of it.

    `recordings`: at most so many of each change. `counts`: how many rows each change has, counted no further than one more
    than the given number. `overtaken`: the changes at
    whose places a later one recorded, with that later one. `take_back`: append what held before a change, in the name
    of the running one. `may_take_back`: the changes of which an actor may take back all.
    """

    table: str
    label: str | Promise
    page: str
    recordings: Callable[[Collection[int], int], Sequence[Recording]]
    counts: Callable[[Collection[int], int], dict[int, int]]
    overtaken: Callable[[Collection[int]], dict[int, int]]
    take_back: Callable[[int, int], int]
    may_take_back: Callable[[Any, Collection[int]], set[int]]


def subjects() -> list[Subject]:
    """All that the trail names, by the words for them."""
    named = [entry for entry in _tracked().values() if isinstance(entry, Subject)]
    return sorted(named, key=lambda subject: str(subject.label))


def subject_of(table: str) -> Subject:
    """The subject of a table; a table that no card names is called as its model is."""
    entry = _tracked().get(table)
    return entry if isinstance(entry, Subject) else _unnamed(table)


def is_tracked(table: str) -> bool:
    return table in _tracked()


def appended() -> list[Appended]:
    return [entry for entry in _tracked().values() if isinstance(entry, Appended)]


def appended_of(table: str) -> Appended | None:
    entry = _tracked().get(table)
    return entry if isinstance(entry, Appended) else None


def _tracked() -> dict[str, Subject | Appended]:
    """What the cards of the apps above say of their tables."""
    return entries("tracked", by="table")


@cache
def model_of(table: str) -> type[Model] | None:
    """The model that keeps its rows in a table, if one still does."""
    return next((model for model in apps.get_models() if model._meta.db_table == table), None)


def _unnamed(table: str) -> Subject:
    model = model_of(table)
    return Subject(table, model._meta.verbose_name if model and model._meta.verbose_name else table, ())
