"""Rows of a table that are saved together: what is wrong stands beside the row whose fault it is."""

from collections.abc import Sequence

from django import forms

from hoshin.base.errors import Conflict, Invalid
from hoshin.web.forms import place_problems


def place_row_problems(rows: Sequence[forms.Form], error: Conflict | Invalid, **renamed: str) -> None:
    """Put problems that name a row, counted from 1, beside the fields of that row."""
    if isinstance(error, Conflict):
        for number in error.rows:
            rows[number - 1].add_error(None, str(error))
        return
    for problem in error.problems:
        place_problems(rows[(problem.row or 1) - 1], Invalid([problem]), **renamed)
