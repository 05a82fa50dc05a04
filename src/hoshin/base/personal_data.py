"""What each app holds of a person, as it says on its card: by which column, in words, and what becomes of it at erasure.

Whoever puts the data of a person together, or erases them, lies above all apps and reads these lines; no list of tables
stands anywhere else. A test fails for each column that leads to a person, or holds a name, and has no line.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Field, Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoshin.base.cards import entries

# What stands in the place of words that were taken out.
ERASED = "[erased]"


class AtErasure(StrEnum):
    """What becomes of rows when the person is erased."""

    REMOVED = "removed"
    BLANKED = "blanked"
    KEPT = "kept"


class Exported(StrEnum):
    """Which of the rows a person gets of themself: all, those that they may see by the rule of their kind, or none."""

    WHOLE = "whole"
    SEEN = "seen"
    NEVER = "never"


# Why rows stay; with the person itself their name is gone from all of them.
IN_THE_OPEN = _("it was said or done for the organisation, where others go on")
OF_OTHERS = _("it belongs to somebody else, too")
COUNTED = _("figures were computed with it")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalData:
    """A way in which rows of a table are a person's, or name one.

    `by`: the look-up from a row to the person or the user; "" where the row is one, and a column of text where it holds a
    name. `where`: of which rows it is said. `words`: columns whose words are taken out where the row stays; of a column of
    JSON "column:key,key" says of which keys, and "column:*" that of all. Where the row goes: their own words, which others
    may have quoted. `quotes`: columns that repeat what people said elsewhere. `names`: columns that repeat the name beside
    the person. `through`: the look-up to what is asked whether a row is seen, where its table has no rule of its own.
    `without`: columns that no export has.
    """

    model: type[Model]
    by: str
    label: str | Promise
    at_erasure: AtErasure
    why: str | Promise = ""
    words: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    where: Mapping[str, Any] = field(default_factory=dict)
    exported: Exported = Exported.SEEN
    through: str = ""
    without: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.at_erasure == AtErasure.BLANKED and not self.words:
            raise ImproperlyConfigured(f"{self.name}: say which words are taken out.")
        if self.at_erasure == AtErasure.KEPT and not self.why:
            raise ImproperlyConfigured(f"{self.name}: say why it is kept.")

    @property
    def name(self) -> str:
        """By what it is told from all others: meetings.privatenote.person."""
        return ".".join([self.model._meta.label_lower, *filter(None, [self.by]), *sorted(self.where)])

    @property
    def target(self) -> "Field[Any, Any] | None":
        """The column at the end of the look-up; None where the row itself is the person."""
        model, found = self.model, None
        for step in filter(None, self.by.split("__")):
            found = model._meta.get_field(step)
            if found.related_model is not None:
                model = found.related_model
        return found  # type: ignore[return-value]  # columns alone are named


def personal_data() -> list[PersonalData]:
    """What all apps say, those whose rows point to others last."""
    return list(entries("personal_data", by="name").values())
