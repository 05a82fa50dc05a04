"""Very many rows of a model at once, by COPY: triggers and constraints see each of them as they see any other."""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any, TypeVar

from django.db import connection
from django.db.models import DateTimeField, Field, Model

M = TypeVar("M", bound=Model)
_STAGE = "incoming_row"


def copy_new(model: type[M], rows: Sequence[M]) -> None:
    """Insert rows that have their ids. Instants that are set when a row is made are set on it."""
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    for field in fields:
        if isinstance(field, DateTimeField) and (field.auto_now_add or field.auto_now):
            for row in rows:
                field.pre_save(row, add=True)
    _copy(model._meta.db_table, fields, rows)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def copy_over(model: type[M], rows: Iterable[M], names: Sequence[str]) -> None:
    """Write these fields of rows that exist, by their ids, in one statement."""
    known = {name: field for field in model._meta.concrete_fields for name in (field.name, field.attname)}
    fields = [known["id"], *(known[name] for name in names)]
    table, columns = _quoted(model._meta.db_table), [_quoted(field.column) for field in fields]
    chosen, own = ", ".join(columns), columns[0]
    assigned = ", ".join(f"{column} = i.{column}" for column in columns[1:])
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {_STAGE} ON COMMIT DROP AS SELECT {chosen} FROM {table} WITH NO DATA")
        _copy(_STAGE, fields, rows)
        cursor.execute(f"ANALYZE {_STAGE}")
        cursor.execute(f"UPDATE {table} t SET {assigned} FROM {_STAGE} i WHERE t.{own} = i.{own}")
        cursor.execute(f"DROP TABLE {_STAGE}")


def _copy(table: str, fields: "Sequence[Field[Any, Any]]", rows: Iterable[Model]) -> None:
    columns = ", ".join(_quoted(field.column) for field in fields)
    values = attrgetter(*(field.attname for field in fields))
    with connection.cursor() as cursor, cursor.copy(f"COPY {_quoted(table)} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(values(row))


def _quoted(name: str | None) -> str:
    return str(connection.ops.quote_name(str(name)))
