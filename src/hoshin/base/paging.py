"""Pages of long lists: what is beyond a limit is not counted, so that a page costs the same however long the list is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

T = TypeVar("T")
Other = TypeVar("Other")
MOST_COUNTED = 1_000


@dataclass(frozen=True, slots=True)
class CountedPage(Generic[T]):
    """One page of a list. `count` is how many there are, or one more than `most` where there are more than that."""

    rows: Sequence[T]
    number: int
    size: int
    count: int
    most: int
    has_next: bool

    def showing(self, rows: Sequence[Other]) -> "CountedPage[Other]":
        """The same page with what its rows stand for."""
        return CountedPage(rows, self.number, self.size, self.count, self.most, self.has_next)

    def __iter__(self) -> Iterator[T]:
        return iter(self.rows)

    @property
    def is_counted(self) -> bool:
        """Whether `count` is all there are."""
        return self.count <= self.most

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_other_pages(self) -> bool:
        return self.has_previous or self.has_next

    @property
    def next_page_number(self) -> int:
        return self.number + 1

    @property
    def previous_page_number(self) -> int:
        return self.number - 1

    @property
    def start_index(self) -> int:
        return (self.number - 1) * self.size + 1 if self.rows else 0

    @property
    def end_index(self) -> int:
        return (self.number - 1) * self.size + len(self.rows)


def page_of(
    parts: Sequence[QuerySet[Any, T]], wanted: str | int, *, count: int, most: int, size: int
) -> CountedPage[T]:
    """The wanted page of lists that follow each other; a number that is none is the first, one too high the last known.

    A page that lies within the first list reads nothing of the others.
    """
    number = _number(wanted)
    last = max(1, -(-min(count, most) // size))
    if count <= most:
        number = min(number, last)
    rows = _slice(parts, (number - 1) * size, size + 1)
    if not rows and number > last:
        number = last
        rows = _slice(parts, (number - 1) * size, size + 1)
    return CountedPage(rows[:size], number, size, count, most, len(rows) > size)


def counted_page(rows: QuerySet[Any, T], wanted: str | int, *, size: int, most: int = MOST_COUNTED) -> CountedPage[T]:
    """The wanted page of one list, which is counted as far as `most`. Two queries."""
    count = rows.order_by()[: most + 1].count()
    return page_of([rows], wanted, count=count, most=most, size=size)


def page_in_memory(rows: Sequence[T], wanted: str | int, *, size: int) -> CountedPage[T]:
    """The wanted page of rows that are all there."""
    number = min(_number(wanted), max(1, -(-len(rows) // size)))
    end = number * size
    return CountedPage(rows[end - size : end], number, size, len(rows), len(rows), end < len(rows))


def _slice(parts: Sequence[QuerySet[Any, T]], start: int, size: int) -> list[T]:
    rows: list[T] = []
    for index, part in enumerate(parts):
        rows += part[start : start + size - len(rows)]
        if len(rows) == size or index == len(parts) - 1:
            break
        # How long this list is matters only to a page that begins beyond it.
        start = 0 if rows or not start else max(0, start - part.count())
    return rows


def _number(wanted: str | int) -> int:
    try:
        return min(max(int(wanted), 1), 10**9)
    except ValueError:
        return 1
