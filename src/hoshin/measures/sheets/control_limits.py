"""Sheet control_limits: from where the limits of control charts begin anew, with the reason."""

from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.periods import Frequency, Period
from hoshin.base.sheets import Column, ColumnKind, Sheet, code
from hoshin.measures.policies import limits_resets_visible_to
from hoshin.measures.rows import LimitsResetRow
from hoshin.measures.services import upsert_limits_resets
from hoshin.measures.services.limits import LONGEST_REASON
from hoshin.measures.sheets.actuals import misfit


def _stored(actor: Actor) -> Iterator[LimitsResetRow]:
    rows = (
        limits_resets_visible_to(actor)
        .select_related("measure", "unit")
        .order_by("measure__code", "unit__code", "period")
    )
    for row in rows:
        period = Period(Frequency(row.measure.frequency), row.period)
        unit = row.unit.code if row.unit else ""
        yield LimitsResetRow(row.measure.code, unit, period, row.reason, row.set_by, row.set_on)


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """Periods fit the measure; who said it and when follows where that is open."""
    frequencies = book.values("measures", "frequency")
    for at, row in enumerate(draft.rows):
        if at in draft.faulty:
            continue
        frequency = Frequency(frequencies[folded_code(row.measure)])
        if row.period.frequency is not frequency:
            yield misfit(draft, at, row.period, row.measure, frequency)
            continue
        draft.rows[at] = row._replace(set_by=row.set_by or book.actor.name, set_on=row.set_on or clock.today())


CONTROL_LIMITS = Sheet(
    "control_limits",
    "beginning of limits",
    (
        code("measure", "measures", required=True),
        code("unit", "units"),
        Column("period", ColumnKind.PERIOD, required=True),
        Column("reason", ColumnKind.TEXT, required=True, longest=LONGEST_REASON),
        Column("set_by", longest=200, is_kept=True),
        Column("set_on", ColumnKind.DATE, is_kept=True),
    ),
    ("measure", "unit", "period"),
    LimitsResetRow,
    stored=_stored,
    check=_check,
    write=upsert_limits_resets,
)
