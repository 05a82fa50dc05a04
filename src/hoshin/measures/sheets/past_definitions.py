"""Sheet past_definitions: what definitions of measures said before, each until a day."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, choice, code
from hoshin.measures.assembly import check_formulas
from hoshin.measures.definitions import DATED, DatedDefinition, SaidUntil
from hoshin.measures.models import AcrossUnits, Aggregation, Direction, ScoringMethod
from hoshin.measures.policies import measures_visible_to, past_definitions_visible_to
from hoshin.measures.services import restore_past_definitions


class PastDefinitionLine(NamedTuple):
    """A row of the sheet: what a measure said until a day (exclusive), since the one before it."""

    measure: str
    until: date
    direction: str
    aggregation: str
    across_units: str
    formula: str
    method: str


def _stored(actor: Actor) -> Iterator[PastDefinitionLine]:
    """By measure, oldest first."""
    rows = past_definitions_visible_to(actor).order_by("measure__code", "valid_to")
    for row in rows.values_list("measure__code", "valid_to", *DATED):
        yield PastDefinitionLine(*row)


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """The days are over, and formulas can be read."""
    known = list(book.codes("measures").values()) if any(line.formula.strip() for line in draft.rows) else []
    for at, line in enumerate(draft.rows):
        if at in draft.faulty:
            continue
        if line.until > clock.today():
            message = "A definition that holds today stands in the sheet of measures."
            yield draft.problem(at, "until", line.until, message, "Write the day until which another one held.")
        if line.formula.strip():
            for problem in check_formulas({line.measure: line.formula}, known):
                yield replace(problem, row=at + 1)


def _finish(actor: Actor, draft: Draft, book: Book) -> None:
    """All that a measure said belongs together, also what is there already."""
    spans: dict[str, list[SaidUntil]] = defaultdict(list)
    for line in sorted(draft.rows, key=lambda line: line.until):
        spans[folded_code(line.measure)].append(SaidUntil(line.until, DatedDefinition.by(line)))
    if spans:
        codes = {line.measure for line in draft.rows}
        measures = measures_visible_to(actor).filter(code__in=codes)
        restore_past_definitions(actor, {measure: spans[folded_code(measure.code)] for measure in measures})


PAST_DEFINITIONS = Sheet(
    "past_definitions",
    "past definition",
    (
        code("measure", "measures", required=True),
        Column("until", ColumnKind.DATE, required=True),
        choice("direction", Direction.values, Direction.HIGHER.value),
        choice("aggregation", Aggregation.values, Aggregation.LAST.value),
        choice("across_units", AcrossUnits.values, AcrossUnits.SUM.value),
        Column("formula", ColumnKind.TEXT),
        choice("method", ScoringMethod.values, ScoringMethod.AUTO.value),
    ),
    ("measure", "until"),
    PastDefinitionLine,
    stored=_stored,
    check=_check,
    finish=_finish,
)
