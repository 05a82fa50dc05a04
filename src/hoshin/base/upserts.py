"""Many rows at once: each is created, changed or left alone, with as few statements as possible."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Model

from hoshin.base.errors import Invalid, Problem
from hoshin.base.outcome import Outcome

M = TypeVar("M", bound=Model)
BATCH = 2000


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
    # The database folds both sides, so that its unique index and this look-up agree in every locale.
    same = f'UPPER("{model._meta.db_table}"."{column}") IN (SELECT UPPER(code) FROM unnest(%s::text[]) AS code)'  # noqa: S608
    rows = model._base_manager.extra(where=[same], params=[wanted])  # noqa: S610
    return {getattr(row, column).casefold(): row for row in rows}


def reserved_ids(model: type[M], count: int) -> list[int]:
    """Ids for rows yet to be made, so that they can point to each other from the start."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [int(row[0]) for row in cursor.fetchall()]


def upsert(model: type[M], wanted: Sequence[tuple[M | None, Mapping[str, Any]]]) -> Upserted[M]:
    """Write rows given as (existing row or None, values by attribute name).

    A changed row's version goes up by one. Invalid: all faults of all rows, before anything is written.
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
        row.version += 1  # type: ignore[attr-defined]
        fields.update(different)
        changed.append(row)
    _check(created + changed)
    model._base_manager.bulk_create(created, batch_size=BATCH)
    if changed:
        model._base_manager.bulk_update(changed, [*sorted(fields), "version"], batch_size=BATCH)
    return Upserted(created, changed, unchanged)


def problems_of(error: ValidationError, *, value_of: Model | None = None) -> list[Problem]:
    """What Django found wrong with a row, as problems that name the field and what stood there."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    found = []
    for name, messages in by_field.items():
        field = "" if name == "__all__" else name
        value = getattr(value_of, field, "") if field and value_of is not None else ""
        found += [Problem(message, field=field, value="" if value is None else str(value)) for message in messages]
    return found


def _check(rows: Sequence[Model]) -> None:
    if not rows:
        return
    # Relations were resolved by the caller; looking each one up again would cost a query a row.
    left_out = {field.name for field in rows[0]._meta.get_fields() if field.is_relation}
    problems = []
    for row in rows:
        try:
            row.clean_fields(exclude=left_out)
        except ValidationError as error:
            problems += problems_of(error, value_of=row)
    if problems:
        raise Invalid(problems)
