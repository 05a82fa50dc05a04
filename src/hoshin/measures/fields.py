"""What is recorded of a value, field by field, declared once.

Comparison, the SQL of recording, undo and history, the form, the API and the sheet follow from `Recorded`; the table has
a column of the same name (`models.Actual`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class RecordedField:
    """How a field is called and shown. It is a number, or a text of at most `longest` characters.

    `is_part`: it is asked for only where the value is a ratio of two sums. `remark`: how a history says it behind the
    value ("": not at all). `example` and `meaning` stand in the description of the API.
    """

    name: str
    label: str | Promise
    longest: int = 0
    is_part: bool = False
    remark: str = ", {label}: {text}"
    example: float | None = None
    meaning: str = ""

    @property
    def is_text(self) -> bool:
        return self.longest > 0


def _number(label: str | Promise, **more: Any) -> Any:
    return field(default=None, metadata={"label": label, **more})


def _text(label: str | Promise, longest: int, **more: Any) -> Any:
    return field(default="", metadata={"label": label, "longest": longest, **more})


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What is said of the value of a period. A number of which nothing is said is None, a text ""."""

    value: float | None = _number(_("Value"), remark="", example=42.5)
    numerator: float | None = _number(_("Numerator"), remark="", is_part=True)
    denominator: float | None = _number(_("Denominator"), remark="", is_part=True)
    note: str = _text(_("Note"), 2000, remark=": {text}")
    source: str = _text(_("Source"), 500, remark=" ({text})")


FIELDS = tuple(RecordedField(one.name, **one.metadata) for one in fields(Recorded))
NAMES = tuple(one.name for one in FIELDS)
NUMBERS = tuple(one.name for one in FIELDS if not one.is_text)
TEXTS = tuple(one.name for one in FIELDS if one.is_text)

# All that a row says, in the order of the fields: two rows say the same where these are equal.
says = attrgetter(*NAMES)


def said_by(row: Any) -> dict[str, Any]:
    """What a row says, by the names of the fields."""
    return dict(zip(NAMES, says(row), strict=True))


def remarks_on(row: Any) -> str:
    """What a history says behind a value."""
    said = said_by(row)
    shown = ((one, said[one.name]) for one in FIELDS if one.remark and said[one.name] not in (None, ""))
    return "".join(one.remark.format(label=one.label, text=text) for one, text in shown)


def columns(of: str = "", names: Iterable[str] = NAMES) -> str:
    """The columns as a list for SQL, those of a table where its name is given."""
    return ", ".join(f"{of}.{name}" if of else name for name in names)


def columns_or_nothing(of: str) -> str:
    """The columns of a joined row that may be missing: of what is not there, nothing is said."""
    return ", ".join(f"coalesce({of}.{one.name}, '')" if one.is_text else f"{of}.{one.name}" for one in FIELDS)


# As PostgreSQL knows them, for a table to copy into.
SQL_TYPES = tuple("text" if one.is_text else "float8" for one in FIELDS)
DEFINITIONS = ", ".join(f"{name} {kind}" for name, kind in zip(NAMES, SQL_TYPES, strict=True))
