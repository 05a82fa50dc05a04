"""Values that are about to be recorded, as `plausibility` looks at them, and its doubts as problems."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from hoshin.base import clock
from hoshin.base.errors import Problem
from hoshin.base.periods import Frequency, Period
from hoshin.measures.assembly import scale_of
from hoshin.measures.models import Actual, Measure
from hoshin.measures.plausibility import Doubt, Given, doubts, known_of, room_of, sentence
from hoshin.measures.rows import ActualRow

REMEDY = "Look whether it is meant."


class OddValue(NamedTuple):
    """A value that is unlike all that was seen, by its place in what was given, as a problem."""

    at: int
    measure: Measure
    period: Period
    problem: Problem


def odd_among(
    rows: Sequence[ActualRow], values: Sequence[float | None], measures: Mapping[int, Measure]
) -> list[OddValue]:
    """The odd ones among values that are given together, before they are recorded; measures by their ids. One query."""
    given = [given_by(measures[row.measure_id], row, value) for row, value in zip(rows, values, strict=True)]
    found = []
    for doubt in doubts(given, known_of({(row.measure_id, row.unit_id) for row in rows})):
        row = rows[doubt.at]
        measure = measures[row.measure_id]
        period = Period(Frequency(measure.frequency), row.period)
        found.append(
            OddValue(doubt.at, measure, period, doubted(doubt, measure, period, values[doubt.at], doubt.at + 1))
        )
    return found


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
