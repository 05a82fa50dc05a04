"""Sheet waiting_values: what was given for measures that need approval and counts nowhere yet, or was sent back."""

from collections import namedtuple
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.periods import Frequency
from hoshin.base.sheets import Column, ColumnKind, Sheet, choice, code, number
from hoshin.measures.fields import NAMES, NUMBERS, TEXTS, said_by
from hoshin.measures.models import WaitingState
from hoshin.measures.policies import waiting_values_visible_to
from hoshin.measures.rows import ActualRow, WaitingRow
from hoshin.measures.scaled_cells import in_units, scales_of
from hoshin.measures.services import upsert_waiting_values
from hoshin.measures.services.approving import LONGEST_REASON
from hoshin.measures.services.giving import is_overtaken, is_withdrawal
from hoshin.measures.services.validity import ratio_of, value_problems
from hoshin.measures.sheets.actuals import misfit

_AMOUNT = "value"
_RATIO = (_AMOUNT, "numerator", "denominator")
# A row of the sheet: its place by codes, what was given (`fields.Recorded`), and what became of it.
WaitingSheetRow = namedtuple(  # its fields are declared elsewhere
    "WaitingSheetRow",
    ("measure", "unit", "period", *NAMES, "state", "reason", "given_by", "given_at", "is_overtaken"),
)


def _stored(actor: Actor) -> Iterator[Any]:
    """All, also those that were approved: what a file says of these is told from what is new."""
    rows = list(waiting_values_visible_to(actor).select_related("measure", "unit").order_by("pk"))
    overtaken = is_overtaken(rows)
    for row in rows:
        unit, said = row.unit.code if row.unit else "", [row.said.get(name) for name in NAMES]
        became = (row.state, row.reason, row.given_by, row.given_at, row.pk in overtaken)
        yield WaitingSheetRow(row.measure.code, unit, row.when, *said, *became)


def _exported(actor: Actor, history: bool) -> Iterator[Any]:
    """Those that wait or were sent back; what was approved stands among the actuals."""
    return (row for row in _stored(actor) if row.state != WaitingState.APPROVED)


def _complete(draft: Draft, book: Book) -> Iterator[Problem]:
    """Cells in percent become numbers in the unit of the measure."""
    if _AMOUNT in draft.given:
        measures, scales = [measure or "" for measure in draft.columns["measure"]], scales_of(book)
        own = [scales.get(folded_code(measure), 1.0) for measure in measures]
        draft.columns[_AMOUNT] = in_units(draft, book, _AMOUNT, measures, own)
    yield from ()


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """Periods fit, numbers make sense; who gave it and when follows where that is open."""
    frequencies, aggregations = book.values("measures", "frequency"), book.values("measures", "aggregation")
    scales = scales_of(book)
    for at, (row, before) in enumerate(zip(draft.rows, draft.befores, strict=True)):
        if at in draft.faulty:
            continue
        frequency = Frequency(frequencies[folded_code(row.measure)])
        if row.period.frequency is not frequency:
            yield misfit(draft, at, row.period, row.measure, frequency)
            continue
        said = said_by(row)
        if not is_withdrawal(said):
            found = ActualRow(0, None, row.period.start, **said)
            for problem in value_problems(found, aggregation=aggregations[folded_code(row.measure)], code=row.measure):
                yield replace(problem, row=at + 1)
            said[_AMOUNT] = ratio_of(*(said[name] for name in _RATIO), scales[folded_code(row.measure)])
        reason = row.reason if row.state == WaitingState.SENT_BACK else ""
        given_at = row.given_at or clock.now()
        row = row._replace(**said, reason=reason, given_by=row.given_by or book.actor.name, given_at=given_at)
        # A file from before an approval does not let the same value wait again.
        is_approved = before is not None and before.state == WaitingState.APPROVED and before.given_at == row.given_at
        draft.rows[at] = before if is_approved else row


def _write(actor: Actor, rows: list[Any]) -> None:
    given = [
        WaitingRow(
            **said_by(row),
            measure=row.measure,
            unit=row.unit,
            period=row.period.start,
            state=row.state,
            reason=row.reason,
            given_by=row.given_by,
            given_at=row.given_at,
            is_overtaken=row.is_overtaken,
        )
        for row in rows
    ]
    upsert_waiting_values(actor, given)


WAITING_VALUES = Sheet(
    "waiting_values",
    "value that waits",
    (
        code("measure", "measures", required=True),
        code("unit", "units"),
        Column("period", ColumnKind.PERIOD, required=True),
        number(_AMOUNT, in_unit=True),
        *(number(name) for name in NUMBERS if name != _AMOUNT),
        *(Column(name, ColumnKind.TEXT) for name in TEXTS),
        choice("state", (WaitingState.WAITING, WaitingState.SENT_BACK), WaitingState.WAITING, is_kept=True),
        Column("reason", ColumnKind.TEXT, longest=LONGEST_REASON),
        Column("given_by", longest=200, is_kept=True),
        Column("given_at", ColumnKind.INSTANT, is_kept=True),
        Column("is_overtaken", ColumnKind.YES_NO, default=False),
    ),
    ("measure", "unit", "period"),
    WaitingSheetRow,
    stored=_stored,
    exported=_exported,
    complete=_complete,
    check=_check,
    write=_write,
)
