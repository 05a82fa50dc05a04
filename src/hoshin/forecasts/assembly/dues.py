"""By when which target is held against a measure: its due date, or the end of the fiscal year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from hoshin.base import clock
from hoshin.base.periods import Period, ordinals
from hoshin.engine.arrays import Floats
from hoshin.forecasts.models import HeldAgainst
from hoshin.measures.models import Direction
from hoshin.org.models import Organisation
from hoshin.scorecards.assembly.specs import LeafRows, MeasureSpec
from hoshin.scorecards.assembly.targets import TargetMatrix, target_matrix
from hoshin.strategy.models import Contribution


@dataclass(frozen=True, slots=True)
class Due:
    """The target of one row: its day and period, what is asked, since when it counts, and the numbers wanted."""

    day: date | None
    period: Period | None
    asked: HeldAgainst
    since: date
    target: float | None = None
    baseline: float | None = None
    band: tuple[float, float] | None = None

    @property
    def ordinal(self) -> int:
        return self.ordinal_of(self.period) if self.period else 0

    def ordinal_of(self, period: Period) -> int:
        return int(ordinals(np.array([period.start], "datetime64[D]"), period.frequency)[0])


def dues_of(specs: dict[int, MeasureSpec], rows: LeafRows, current: Period) -> list[Due]:
    """The due of each row; `current` is the period that runs today."""
    year = fiscal_year()
    spans = _spans(specs, year)
    last = max(Period.containing(due, current.frequency) for _since, due in spans.values())
    first = min(Period.containing(since, current.frequency) for since, _due in spans.values())
    periods = list(min(first, current).until(max(last, current)))
    matrix = target_matrix(specs, rows, periods, list(specs))
    place = {period: at for at, period in enumerate(periods)}
    found = []
    for row, measure in enumerate(rows.measure.tolist()):
        span = spans[measure]
        at = place[Period.containing(span[1], current.frequency)]
        found.append(_due(specs[measure], matrix, row, periods, at, span))
    return found


def _due(
    spec: MeasureSpec, matrix: TargetMatrix, row: int, periods: Sequence[Period], at: int, span: tuple[date, date]
) -> Due:
    since, day = span
    is_sum = spec.aggregation == "sum"
    wanted = [name for name in ("target", "green") if not np.isnan(matrix[name][row, at])]
    low, high = matrix["low"][row, at], matrix["high"][row, at]
    is_band = spec.direction == Direction.BAND and not np.isnan(low) and not np.isnan(high)
    target = None
    if wanted and spec.direction != Direction.BAND:
        of = matrix[wanted[0]][row]
        within = [n for n, period in enumerate(periods[: at + 1]) if since <= period.start]
        target = float(np.nansum(of[within])) if is_sum else float(of[at])
    return Due(
        day,
        periods[at],
        HeldAgainst.SUM if is_sum and not is_band else HeldAgainst.VALUE,
        since,
        target,
        _number(matrix["baseline"][row], at),
        (float(low), float(high)) if is_band else None,
    )


def _number(column: Floats, at: int) -> float | None:
    return None if np.isnan(column[at]) else float(column[at])


def _spans(specs: dict[int, MeasureSpec], year: tuple[date, date]) -> dict[int, tuple[date, date]]:
    """By measure the days since which values count and by which the target is wanted.

    The measure's own due date, else that of the next goal that it is a key result of, else the fiscal year; dates that
    are over give way to the fiscal year as well.
    """
    today = clock.today()
    goals = Contribution.objects.filter(
        measure__in=specs, parent__commitment__archived_on=None, parent__due_date__gte=today
    ).exclude(parent__commitment=None)
    rows = goals.order_by("-parent__due_date").values_list("measure_id", "parent__start_date", "parent__due_date")
    of_goals = {measure: (since, due) for measure, since, due in rows}
    spans = {}
    for measure, spec in specs.items():
        since, due = spec.starts_on, spec.due_on
        if due is None or due < today:
            since, due = of_goals.get(measure, (None, None))
        spans[measure] = (since or year[0], due) if due is not None else year
    return spans


def fiscal_year() -> tuple[date, date]:
    """First and last day of the fiscal year that runs today."""
    month = Organisation.objects.values_list("fiscal_year_start", flat=True).first() or 1
    today = clock.today()
    begun = date(today.year - (today.month < month), month, 1)
    return begun, date.fromordinal(date(begun.year + 1, month, 1).toordinal() - 1)
