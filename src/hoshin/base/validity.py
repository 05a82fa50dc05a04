"""Validates the fields of many rows as Django would validate each, without asking anew what was answered before."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db.models import CharField, EmailField, Field, JSONField, Model

_MOST_REMEMBERED = 10_000
# A part of what Django takes for an address: what does not match is looked at closely.
_PLAIN_ADDRESS = re.compile(
    r"(?=.{6,254}\Z)\w+([.+-]\w+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}", re.A | re.I
)


def is_plain_address(text: str) -> bool:
    """Whether this is an ordinary e-mail address; others may be addresses as well."""
    return _PLAIN_ADDRESS.fullmatch(text) is not None


def are_plain_addresses(texts: Sequence[str]) -> bool:
    """Whether all of these that are not empty are ordinary e-mail addresses."""
    return all(map(_PLAIN_ADDRESS.fullmatch, filter(None, texts)))


def invalid_rows(rows: Sequence[Model]) -> Iterator[tuple[Model, ValidationError]]:
    """Rows of one model with what is wrong with their own fields, in the order of the rows.

    Relations are left out: they were resolved by the caller, and looking each one up again would cost a query a row.
    Values are left as they are but for those that a field turns into its own type.
    """
    if not rows:
        return
    fields = [field for field in rows[0]._meta.concrete_fields if not field.is_relation]
    doubtful = sorted({at for field in fields for at in _doubtful(field, rows)})
    left_out = {field.name for field in rows[0]._meta.get_fields() if field.is_relation}
    for at in doubtful:
        try:
            rows[at].clean_fields(exclude=left_out)
        except ValidationError as error:
            yield rows[at], error


def _doubtful(field: "Field[Any, Any]", rows: Sequence[Model]) -> Iterator[int]:
    """The places of rows whose value of a field is not plainly right, or must be turned into another type."""
    name = field.attname
    longest = _longest(field)
    if longest is not None:
        for at, row in enumerate(rows):
            value = getattr(row, name)
            if type(value) is not str or len(value) > longest or not (value or field.blank):
                yield at
        return
    if isinstance(field, JSONField):
        yield from (at for at, row in enumerate(rows) if not _is_right(field, getattr(row, name), row))
        return
    is_address = type(field) is EmailField
    # By type as well: 1, 1.0 and True are equal, and not the same to every field.
    right: set[tuple[type, Any]] = set()
    for at, row in enumerate(rows):
        value = getattr(row, name)
        known = (type(value), tuple(value) if type(value) is list else value)
        if known in right or (is_address and type(value) is str and is_plain_address(value)):
            continue
        if _is_right(field, value, row):
            if len(right) < _MOST_REMEMBERED:
                right.add(known)
        else:
            yield at


def _longest(field: "Field[Any, Any]") -> int | None:
    """The length that is all a text must keep to, where that is so."""
    plain = type(field) is CharField and not field.choices and field.max_length is not None
    return field.max_length if plain and all(type(one) is MaxLengthValidator for one in field.validators) else None


def _is_right(field: "Field[Any, Any]", value: Any, row: Model) -> bool:
    if field.blank and value in field.empty_values:
        return True
    try:
        cleaned = field.clean(value, row)
    except ValidationError:
        return False
    return type(cleaned) is type(value) and bool(cleaned == value)
