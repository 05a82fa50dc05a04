"""Many rows at once: each is created, changed or left alone, with as few statements as possible."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import F, Model, UniqueConstraint

from hoshin.base.copying import copy_new, copy_over
from hoshin.base.errors import Invalid, Problem
from hoshin.base.outcome import Outcome
from hoshin.base.validity import invalid_rows

M = TypeVar("M", bound=Model)
# Below this the few statements of the ORM are as fast.
MANY = 200


@dataclass(frozen=True, slots=True)
class Upserted(Generic[M]):
    """The rows that were created and changed, and how many were left alone."""

    created: list[M]
    changed: list[M]
    unchanged: int

    @property
    def outcome(self) -> Outcome:
        return Outcome(len(self.created), len(self.changed), self.unchanged)

    @property
    def touched(self) -> list[M]:
        return [*self.created, *self.changed]


def by_code(model: type[M], codes: Iterable[str], *, column: str = "code") -> dict[str, M]:
    """Existing rows by casefolded code; codes that do not exist are left out."""
    wanted = sorted({code.casefold() for code in codes})
    # The database folds both sides, so that its unique index and this look-up agree in every locale. What is put into the
    # text are names of a table and a column of ours.
    same = f'UPPER("{model._meta.db_table}"."{column}") IN (SELECT UPPER(code) FROM unnest(%s::text[]) AS code)'  # noqa: S608
    rows = model._base_manager.extra(where=[same], params=[wanted])  # noqa: S610
    return {getattr(row, column).casefold(): row for row in rows}


def ids_by_code(model: type[Model], codes: Iterable[str], *, column: str = "code") -> dict[str, int]:
    """The ids of existing rows by casefolded code; codes that do not exist are left out."""
    wanted = {code.casefold() for code in codes if code}
    if not wanted:
        return {}
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT "{column}", id FROM "{table}" '  # noqa: S608 – names of a model's table and column
            f'WHERE UPPER("{column}") IN (SELECT UPPER(code) FROM unnest(string_to_array(%s, chr(31))) AS code)',
            # As one text: there may be very many, and no code holds what separates them.
            ["\x1f".join(wanted)],
        )
        return {code.casefold(): pk for code, pk in cursor.fetchall()}


def reserved_ids(model: type[M], count: int) -> list[int]:
    """Ids for rows yet to be made, so that they can point to each other from the start."""
    with connection.cursor() as cursor:
        cursor.execute(
            # The name of the sequence is looked up once, not for each number.
            "SELECT nextval(it.name) FROM (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS name OFFSET 0) it, "
            "generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [int(row[0]) for row in cursor.fetchall()]


def upsert(
    model: type[M], wanted: Sequence[tuple[M | None, Mapping[str, Any]]], *, is_checked: bool = False
) -> Upserted[M]:
    """Write rows given as (existing row or None, values by attribute name).

    A changed row's version goes up by one. Invalid: all faults of all rows, before anything is written; `is_checked`:
    the fields were found sound already, by the limits of the columns that they come from.
    """
    created: list[M] = []
    changed: list[M] = []
    fields: set[str] = set()
    unchanged = 0
    for row, values in wanted:
        if row is None:
            created.append(model(**values))
            continue
        different = [name for name, value in values.items() if getattr(row, name) != value]
        if not different:
            unchanged += 1
            continue
        for name in different:
            setattr(row, name, values[name])
        row.version += 1  # type: ignore[attr-defined]  # all rows that are edited have a version
        fields.update(different)
        changed.append(row)
    if not is_checked:
        raise_invalid(created + changed)
    _create(model, created)
    _change(model, changed, [*sorted(fields), "version"])
    return Upserted(created, changed, unchanged)


def problems_of(error: ValidationError, *, value_of: Model | None = None) -> list[Problem]:
    """What Django found wrong with a row, as problems that name the field and what stood there."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    taken = {} if value_of is None else _taken(value_of)
    found = []
    for name, messages in by_field.items():
        field = "" if name == "__all__" else name
        value = getattr(value_of, field, "") if field and value_of is not None else ""
        found += [
            taken.get(message) or Problem(message, field=field, value="" if value is None else str(value))
            for message in messages
        ]
    return found


def _taken(row: Model) -> dict[str, Problem]:
    """By what Django says of it, what to say where a code is taken: Django names its own constraint alone."""
    found = {}
    for constraint in row._meta.constraints:
        message = str(constraint.get_violation_error_message())
        if isinstance(constraint, UniqueConstraint) and constraint.expressions and constraint.name in message:
            parts = constraint.expressions[-1].flatten()  # type: ignore[union-attr]  # each is a function of a column
            name = next(part.name for part in parts if isinstance(part, F))  # type: ignore[attr-defined]
            found[message] = Problem(
                "Another has this already.",
                field=name,
                value=str(getattr(row, name)),
                remedy="Choose another, or change the one that has it.",
            )
    return found


def _create(model: type[M], rows: Sequence[M]) -> None:
    if len(rows) < MANY:
        model._base_manager.bulk_create(rows)
        return
    nameless = [row for row in rows if row.pk is None]
    for row, number in zip(nameless, reserved_ids(model, len(nameless)), strict=True):
        row.pk = number
    copy_new(model, rows)


def _change(model: type[M], rows: Sequence[M], fields: Sequence[str]) -> None:
    if len(rows) >= MANY:
        copy_over(model, rows, fields)
    elif rows:
        model._base_manager.bulk_update(rows, fields)


def raise_invalid(rows: Sequence[Model]) -> None:
    """Invalid: all faults of the fields of all rows, as Django finds them; relations are not looked up."""
    problems: list[Problem] = []
    for row, error in invalid_rows(rows):
        problems += problems_of(error, value_of=row)
    if problems:
        raise Invalid(problems)
