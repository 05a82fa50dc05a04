"""Values, targets and days into columns, and the pace that the engine finds for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import isnan, nan

from hoshin.engine.scoring import PaceStatus, pace


@dataclass(frozen=True, slots=True)
class PaceAsked:
    """A value on the day on which it was observed, and the way on which it is meant to be."""

    value: float | None
    day: date | None
    baseline: float | None
    target: float | None
    start: date | None
    due: date | None


@dataclass(frozen=True, slots=True)
class Pace:
    """How a value keeps its pace on its day: a status, days ahead (+) or behind (−), and what was expected by then."""

    status: str
    day: date
    lead_days: float
    expected: float


def paces(asked: Sequence[PaceAsked]) -> list[Pace | None]:
    """The pace of each; None where there is no value, no way, or no time for it."""
    rows = [
        (at, one, one.day, one.start, one.due)
        for at, one in enumerate(asked)
        if one.day and one.start and one.due and one.start < one.due
    ]
    found: list[Pace | None] = [None] * len(asked)
    if not rows:
        return found
    result = pace(
        [_number(one.value) for _at, one, *_days in rows],
        [_number(one.baseline) for _at, one, *_days in rows],
        [_number(one.target) for _at, one, *_days in rows],
        day=[float(day.toordinal()) for *_row, day, _start, _due in rows],
        start=[float(start.toordinal()) for *_row, start, _due in rows],
        due=[float(due.toordinal()) for *_row, due in rows],
    )
    for row, (at, _one, day, *_way) in enumerate(rows):
        if not isnan(result.lead[row]):
            status = PaceStatus(int(result.status[row])).label
            found[at] = Pace(status, day, float(result.lead[row]), float(result.expected[row]))
    return found


def _number(value: float | None) -> float:
    return nan if value is None else value
