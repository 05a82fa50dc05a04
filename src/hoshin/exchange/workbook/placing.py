"""Gives the faults that a bulk service finds the places that they have in the file."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Protocol

from hoshin.base.errors import Invalid


class Placed(Protocol):
    """A row that knows its number in the file."""

    @property
    def number(self) -> int: ...


@contextmanager
def with_places(sheet: str, entries: Sequence[Placed]) -> Iterator[None]:
    """Services count rows from 1: within this block, their faults get the sheet and the row of the file."""
    try:
        yield
    except Invalid as error:
        raise Invalid(
            [
                replace(
                    problem,
                    sheet=sheet,
                    row=entries[problem.row - 1].number if problem.row is not None else None,
                )
                for problem in error.problems
            ]
        ) from None
