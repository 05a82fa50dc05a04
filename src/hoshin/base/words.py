"""Finds rows by the beginnings of words, through an index, on any PostgreSQL."""

import re

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorExact
from django.db.models import Q
from django.db.models.functions import Upper
from django.db.models.lookups import StartsWith

_CONFIG = "simple"


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
