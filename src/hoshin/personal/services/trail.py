"""Takes words out of the trail: the one exception to its being only ever added to, of an erasure alone.

That something was changed, by which number, and when, stays; of the columns named the values before and after are gone.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import CharField, ForeignKey, JSONField, Model, TextField

from hoshin.base.personal_data import ERASED, PersonalData

_SIDE = """(SELECT jsonb_object_agg(key, CASE WHEN key = ANY(%s) AND value NOT IN ('null', '""', '[]', '{{}}', '"[hidden]"')
    THEN to_jsonb(%s::text) ELSE value END) FROM jsonb_each({side}))"""
_EVER = """
SELECT DISTINCT "row" FROM audit_entry WHERE "table" = %s AND (before->>%s = %s OR after->>%s = %s)"""


def text_columns(model: type[Model]) -> list[str]:
    """The columns of a table in which words can stand."""
    return [
        str(field.column)
        for field in model._meta.concrete_fields
        if isinstance(field, CharField | TextField | JSONField | ArrayField)
        and not field.choices
        and not field.primary_key
    ]


def blank_entries(model: type[Model], rows: Collection[int], columns: Iterable[str]) -> int:
    """Take the values of these columns out of all entries of these rows; of how many entries."""
    named = list(columns)
    if not rows or not named:
        return 0
    sides = ", ".join(f"{side} = {_SIDE.format(side=side)}" for side in ("before", "after"))
    query = f'UPDATE audit_entry SET {sides} WHERE "table" = %s AND "row" = ANY(%s) AND (before ?| %s OR after ?| %s)'  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(query, [named, ERASED, named, ERASED, model._meta.db_table, list(rows), named, named])
        return int(cursor.rowcount)


def rows_ever(entry: PersonalData, own: Any) -> set[int]:
    """The numbers of rows that the trail knows to have been somebody's, also those that are gone since."""
    target = entry.target
    if not isinstance(target, ForeignKey) or "__" in entry.by or own is None:
        return set()
    with connection.cursor() as cursor:
        said = [target.column, str(own.pk)]
        cursor.execute(_EVER, [entry.model._meta.db_table, *said, *said])
        return {row[0] for row in cursor.fetchall()}
