"""Values that are about to be recorded, as `plausibility` looks at them, and its doubts as problems."""

from hoshin.base import clock
from hoshin.base.errors import Problem
from hoshin.base.periods import Frequency, Period
from hoshin.measures.assembly import scale_of
from hoshin.measures.models import Actual, Measure
from hoshin.measures.plausibility import Doubt, Given, room_of, sentence
from hoshin.measures.rows import ActualRow

REMEDY = "Look whether it is meant."


def given_by(measure: Measure, row: Actual | ActualRow, value: float | None = None) -> Given | None:
    """The value of a row, or this one, as it is compared with all others; None where it has none."""
    amount = row.value if value is None else value
    if amount is None:
        return None
    period = Period(Frequency(measure.frequency), row.period)
    room = room_of(measure.aggregation, period, clock.today())
    is_share = scale_of(measure.unit_of_measure, measure.ignores_scale) != 1.0
    return Given((measure.pk, row.unit_id), amount, room, is_share)


def doubted(doubt: Doubt, measure: Measure, period: Period, value: float | None, row: int | None = None) -> Problem:
    """What is to be asked of whoever sent a value; `row`: where it stood among several, counted from 1."""
    amount = value or 0.0
    said = sentence(doubt, value=amount, measure=measure.code, period=period, today=clock.today())
    return Problem(said, code="implausible", field="value", value=f"{amount:g}", remedy=REMEDY, row=row)
