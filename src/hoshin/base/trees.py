"""Rows that stand below rows of their own table: units in units, people under people."""

from django.db import connection
from django.db.models import Model


def stands_below_itself(model: type[Model], link: str, pk: int) -> bool:
    """Whether the way up from a row along `link`, a foreign key to the same table, comes back to it.

    Reads that way alone. One query.
    """
    table, column = model._meta.db_table, f"{link}_id"
    query = f"""
        WITH RECURSIVE up(above) AS (
            SELECT {column} FROM {table} WHERE id = %s
            UNION SELECT {column} FROM {table} JOIN up ON id = up.above
        ) SELECT EXISTS (SELECT 1 FROM up WHERE above = %s)
    """
    with connection.cursor() as cursor:
        cursor.execute(query, [pk, pk])
        return bool(cursor.fetchone()[0])
