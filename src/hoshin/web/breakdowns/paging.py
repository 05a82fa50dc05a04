"""Members that are read whole, page by page."""

from collections.abc import Sequence
from typing import TypeVar

from hoshin.base.paging import CountedPage

T = TypeVar("T")


def page_of(rows: Sequence[T], wanted: str, size: int) -> CountedPage[T]:
    """The page of that number, or the nearest there is."""
    last = max((len(rows) - 1) // size + 1, 1)
    number = min(max(int(wanted), 1), last) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 6 else 1
    return CountedPage(rows[(number - 1) * size : number * size], number, size, len(rows), len(rows), number < last)
