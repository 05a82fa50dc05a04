"""Very many rows of a model at once, by COPY: triggers and constraints see each of them as they see any other."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from operator import attrgetter
from typing import Any, TypeVar

from django.db import connection
from django.db.models import DateTimeField, Field, JSONField, Model
from psycopg.types.json import Jsonb

M = TypeVar("M", bound=Model)
# No UPDATE reads from COPY, so rows are copied into a table of the transaction first. Nobody has counted what lies there:
# without ANALYZE the planner would guess how many rows they are.
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


def count_anew(*models: type[Model], fields: Sequence[str] = ()) -> None:
    """Have the rows of these tables counted: of what was just filled the planner knows nothing, and would look through all
    of it for each row. Nobody else's count until the end of the transaction: for whoever wrote very many rows alone.

    `fields`: the only ones of which it is to know how values are spread; all of them, and the expressions of all indexes,
    take ten times as long.
    """
    counted = [
        _quoted(model._meta.db_table) + (f" ({', '.join(_columns_of(model, fields))})" if fields else "")
        for model in models
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(counted)}")


def insert_columns(model: type[Model], columns: Mapping[str, Sequence[Any]]) -> None:
    """Insert rows given as whole columns by the names of their fields: without a model for each, and so much quicker."""
    with connection.cursor() as cursor:
        _copy_columns(cursor, model._meta.db_table, _columns_of(model, columns), list(columns.values()))


def update_columns(model: type[Model], columns: Mapping[str, Sequence[Any]]) -> list[int]:
    """Write rows that exist, given as whole columns, one of them `id`; those that say what there is are left alone.

    A changed row's version goes up by one. Returns the ids of those that changed.
    """
    table, names = _quoted(model._meta.db_table), _columns_of(model, columns)
    others = [name for name in names if name != _quoted("id")]
    said, held = (", ".join(f"{of}.{name}" for name in others) for of in ("i", "t"))
    with connection.cursor() as cursor:
        chosen = ", ".join(names)
        cursor.execute(f"CREATE TEMPORARY TABLE {_STAGE} ON COMMIT DROP AS SELECT {chosen} FROM {table} WITH NO DATA")
        _copy_columns(cursor, _STAGE, names, list(columns.values()))
        cursor.execute(f"ANALYZE {_STAGE}")
        assigned = ", ".join(f"{name} = i.{name}" for name in others)
        cursor.execute(
            f"UPDATE {table} t SET {assigned}, version = t.version + 1 FROM {_STAGE} i "
            f"WHERE t.id = i.id AND ({said}) IS DISTINCT FROM ({held}) RETURNING t.id"
        )
        changed = [int(row[0]) for row in cursor.fetchall()]
        cursor.execute(f"DROP TABLE {_STAGE}")
    return changed


def copy_into(
    cursor: Any, table: str, columns: Sequence[Sequence[Any]], hear: Callable[[int, int], None] | None
) -> None:
    """COPY whole columns of plain values into a table, in the order of its own; `hear` is told how many of how many."""
    texts = [column_as_text(column) for column in columns]
    lines = list(map("\t".join, zip(*texts, strict=True)))
    with cursor.copy(f"COPY {table} FROM STDIN") as copy:
        for done in range(0, len(lines), _STEP):
            if hear is not None:
                hear(done, len(lines))
            copy.write("\n".join(lines[done : done + _STEP]) + "\n")
    if hear is not None:
        hear(len(lines), len(lines))


def column_as_text(values: Sequence[Any]) -> Sequence[str]:
    """A column as the text format of COPY writes it."""
    kinds = set(map(type, values))
    if kinds == {str}:
        # Most columns are nothing but ordinary texts.
        joined = "".join(values)
        return [_as_text(value) for value in values] if any(sign in joined for sign in _ESCAPES) else values
    if kinds in ({int}, {float}):
        return list(map(_PRINTERS[kinds.pop()], values))
    if kinds <= _PRINTED:
        return [_NOTHING if value is None else _PRINTERS[type(value)](value) for value in values]
    if kinds == {tuple} or kinds <= _OFTEN_ALIKE:
        known = {value: _as_text(value) for value in set(values)}
        return [known[value] for value in values]
    return [_as_text(value) for value in values]


def _as_text(value: Any) -> str:
    if value is None:
        return _NOTHING
    if isinstance(value, str):
        return _SPECIAL.sub(lambda found: _ESCAPES[found[0]], value)
    if isinstance(value, list | tuple):
        parts = ",".join('"' + part.replace("\\", "\\\\").replace('"', '\\"') + '"' for part in value)
        return _as_text("{" + parts + "}")
    printer = _PRINTERS.get(type(value))
    return _as_text(str(value)) if printer is None else printer(value)


_STEP = 10_000
_NOTHING = "\\N"
_SPECIAL = re.compile(r"[\\\t\n\r]")
_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_PRINTERS: dict[type, Callable[[Any], str]] = {
    bool: lambda value: "t" if value else "f",
    int: str,
    float: repr,
    date: date.isoformat,
    datetime: datetime.isoformat,
}
_PRINTED = frozenset({type(None), int, float})
_OFTEN_ALIKE = frozenset({type(None), date, datetime, bool})


def _copy_columns(cursor: Any, table: str, names: Sequence[str], columns: Sequence[Sequence[Any]]) -> None:
    copy_into(cursor, f"{_quoted(table)} ({', '.join(names)})", columns, None)


def _columns_of(model: type[Model], fields: Iterable[str]) -> list[str]:
    known = {name: field for field in model._meta.concrete_fields for name in (field.name, field.attname)}
    return [_quoted(known[name].column) for name in fields]


def _copy(table: str, fields: "Sequence[Field[Any, Any]]", rows: Iterable[Model]) -> None:
    columns = ", ".join(_quoted(field.column) for field in fields)
    values = attrgetter(*(field.attname for field in fields))
    documents = [at for at, field in enumerate(fields) if isinstance(field, JSONField)]
    with connection.cursor() as cursor, cursor.copy(f"COPY {_quoted(table)} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(_with_documents(values(row), documents) if documents else values(row))


def _with_documents(values: Sequence[Any], documents: Sequence[int]) -> list[Any]:
    """JSON as the driver takes it; nothing stays nothing."""
    found = list(values)
    for at in documents:
        found[at] = None if found[at] is None else Jsonb(found[at])
    return found


def _quoted(name: str | None) -> str:
    return str(connection.ops.quote_name(str(name)))
