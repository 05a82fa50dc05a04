"""Finds rows by the beginnings of words, through an index, on any PostgreSQL."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import reduce
from typing import TypeVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorExact
from django.db import connection, transaction
from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Upper
from django.db.models.lookups import GreaterThanOrEqual, LessThan, StartsWith

_CONFIG = "simple"
_SPARE = 4
_NEIGHBOURS = 500
M = TypeVar("M", bound=Model)


def words_index(name: str, column: str = "name") -> GinIndex:
    """The index that `begins_with` needs on a column."""
    return GinIndex(SearchVector(column, config=_CONFIG), name=name)


def begins_with(text: str, *, names: str = "name", codes: tuple[str, ...] = ("code",), of: str = "") -> Q:
    """Rows of which a code begins with the text, or whose name has words that begin with each of its words.

    Case does not matter; `of` is the path to the row, such as "measure__". Text without any letter or digit finds nothing.
    """
    wanted = text.strip()
    found = Q(pk__in=[])
    for code in codes:
        found |= Q(StartsWith(Upper(of + code), wanted.upper())) if wanted else found
    terms = re.findall(r"\w+", wanted)
    if terms:
        vector = SearchVector(of + names, config=_CONFIG)
        query = SearchQuery(" & ".join(f"'{term}':*" for term in terms), config=_CONFIG, search_type="raw")
        found |= Q(SearchVectorExact(vector, query))
    return found


def codes_near(rows: QuerySet[M], wanted: str, *, column: str = "code") -> list[str]:
    """Codes that stand around a wanted one in the order of codes, for a hint: two short reads of their index.

    Of few rows they are all; of many, a slip in the first letters leads astray, and a hint is not worth reading them all.
    """
    folded, at = Upper(column), wanted.strip().upper()
    before = rows.filter(LessThan(folded, at)).order_by(folded.desc()).values_list(column, flat=True)
    after = rows.filter(GreaterThanOrEqual(folded, at)).order_by(folded).values_list(column, flat=True)
    return [*before[:_NEIGHBOURS], *after[:_NEIGHBOURS]]


def some_that_begin(rows: QuerySet[M], text: str, limit: int, *, codes: tuple[str, ...] = ("code",)) -> list[M]:
    """Up to `limit` rows for each code that begins with the text, and some whose names have its words. One query.

    Of words that very many names have, any that have them are found: each part is read through an index and no further
    than that. Within `through_indexes` this holds whatever the planner believes.
    """
    wanted = text.strip()
    if not wanted:
        return []
    # Without an order, so that reading ends as soon as there are enough.
    parts = [rows.filter(begins_with(wanted, codes=())).order_by()[: limit * _SPARE]]
    parts += [rows.filter(StartsWith(Upper(code), wanted.upper())).order_by(Upper(code))[:limit] for code in codes]
    found = reduce(lambda one, other: one.union(other, all=True), parts)
    return list({row.pk: row for row in found}.values())


@contextmanager
def through_indexes() -> Iterator[None]:
    """Within, no table is read from end to end where an index leads to the rows.

    The planner takes the beginning of a word for more frequent than it may be, and then hopes to meet a few such rows early.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield
        cursor.execute("SET LOCAL enable_seqscan = on")
