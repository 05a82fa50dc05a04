"""Pages of a list: some items, how many there are, and where the next begin."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from ninja import Schema
from pydantic import Field

Item = TypeVar("Item")


class Page(Schema, Generic[Item]):
    """A page of a list."""

    items: list[Item]
    count: int = Field(description="How many there are in all.")
    next_offset: int | None = Field(description="The offset of the next page; null on the last.")


def page_of(
    rows: "QuerySet[Any] | Sequence[Any]", shown: Callable[[Any], Any], limit: int, offset: int
) -> dict[str, Any]:
    """One page: two queries for a query set, whatever its size."""
    count = rows.count() if isinstance(rows, QuerySet) else len(rows)
    items = [shown(row) for row in rows[offset : offset + limit]]
    end = offset + len(items)
    return {"items": items, "count": count, "next_offset": end if items and end < count else None}
