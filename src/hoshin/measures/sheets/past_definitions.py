"""Sheet past_definitions: what definitions of measures said before, each until a day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.past_sheets import PastRows
from hoshin.measures.assembly import check_formulas
from hoshin.measures.definitions import DEFINITIONS
from hoshin.measures.policies import measures_visible_to, past_definitions_visible_to
from hoshin.measures.services import restore_past_definitions
from hoshin.measures.sheets.measures import MEASURES


class PastDefinitionLine(NamedTuple):
    """A row of the sheet: what a measure said until a day (exclusive), since the one before it."""

    measure: str
    until: date
    direction: str
    aggregation: str
    across_units: str
    roll_up: str
    formula: str
    method: str
    window: str
    window_length: int | None
    missing: str
    trajectory: str
    starts_on: date | None
    due_on: date | None
    natural_limit: float | None


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """Formulas can be read."""
    known = list(book.codes("measures").values()) if any(line.formula.strip() for line in draft.rows) else []
    for at, line in enumerate(draft.rows):
        if at not in draft.faulty and line.formula.strip():
            for problem in check_formulas({line.measure: line.formula}, known):
                yield replace(problem, row=at + 1)


PAST_DEFINITIONS = PastRows(
    DEFINITIONS,
    MEASURES,
    PastDefinitionLine,
    seen_by=past_definitions_visible_to,
    rows_now=measures_visible_to,
    restore=restore_past_definitions,
    more_checks=_check,
).sheet("past_definitions", "past definition")
