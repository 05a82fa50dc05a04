"""Orders codes and names as people count: 2 before 10, whatever the case, the same on any PostgreSQL."""

import re
from typing import Any

from django.db.models import Func, Index
from django.db.models.functions import Left, Upper
from django.utils.deconstruct import deconstructible


@deconstructible(path="hoshin.base.ordering.Counted")
class Counted(Func):
    """A text in which each number is filled up with zeros to twelve digits, so that comparing letters compares numbers.

    An index on the same expression makes a page in this order cheap. Case does not matter; null stays null.
    """

    # Zeros are put before every number, then taken off again down to twelve digits. The collation is named because
    # that of a database may pass over full stops, and then 1.10 would stand between 11 and 12.
    template = (
        "regexp_replace(regexp_replace(%(expressions)s COLLATE \"C\", '([0-9]+)', '000000000000\\1', 'g'), "
        "'0*([0-9]{12,})', '\\1', 'g')"
    )
    arity = 1

    def __init__(self, expression: Any, **extra: Any) -> None:
        super().__init__(Upper(expression), **extra)


def counted(text: str) -> str:
    """The text as `Counted` sees it: sorting by these is the order in which the database lists."""
    return re.sub(r"[0-9]+", lambda digits: digits[0].lstrip("0").zfill(12), text.upper())


def by_code(prefix: str = "") -> Counted:
    """The order of codes; `prefix` is the path to the row, such as "measure__"."""
    return Counted(f"{prefix}code")


def by_name(prefix: str = "") -> Counted:
    """The order of names by their first 80 letters, so that an index can hold them."""
    return Counted(Left(f"{prefix}name", 80))


def orders(name: str) -> list[Index]:
    """The indexes from which a page in the order of codes or of names is read."""
    return [Index(by_code(), name=f"{name}_by_code"), Index(by_name(), name=f"{name}_by_name")]
