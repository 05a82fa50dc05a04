"""What is still to come of measures, put into the cells where it would be recorded."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from statistics import NormalDist

import numpy as np

from hoshin.base import clock
from hoshin.base.periods import Frequency, Period, ordinals
from hoshin.engine.arrays import Bools, Floats, Indices
from hoshin.engine.forecasting import pooled_sum
from hoshin.forecasts.models import Forecast
from hoshin.measures.assembly import per_one
from hoshin.scorecards.assembly.grids import Grid
from hoshin.scorecards.assembly.specs import LeafRows, MeasureSpec
from hoshin.scorecards.assembly.windows import last_columns, seen_by
from hoshin.strategy.models import Plan

_NAMES = ("lo95", "lo80", "lo50", "hi50", "hi80", "hi95")
KNOTS = np.array([NormalDist().inv_cdf(share) for share in (0.025, 0.1, 0.25, 0.75, 0.9, 0.975)])
_LOW_80, _HIGH_80 = 1, 4
_WIDTH_OF_80 = 2.0 * NormalDist().inv_cdf(0.9)
# What is brought together over several periods ahead, whose errors go together only in part.
_TOGETHER = ("sum", "mean", "weighted_mean", "ratio")


@dataclass(frozen=True, slots=True)
class Ahead:
    """The forecast of one row: the first period's day, and quantiles (h, 6) of the periods from there on."""

    first: date
    quantiles: Floats
    is_seasonal: bool


def ahead_of(measures: Collection[int]) -> dict[tuple[int, int], Ahead]:
    """What is expected of measures as a whole (unit 0) and of units, by both. One query."""
    rows = Forecast.objects.filter(measure__in=measures).exclude(edges={}).order_by()
    rows = rows.values_list("measure_id", "unit_id", "first", "edges", "is_seasonal")
    return {
        (measure, unit or 0): Ahead(first, np.array([edges[name] for name in _NAMES]).T, is_seasonal)
        for measure, unit, first, edges, is_seasonal in rows.iterator(chunk_size=5_000)
    }


@dataclass(frozen=True, slots=True)
class LaidPlan:
    """The measure rows of a plan with what was recorded for them, and what is expected of them."""

    plan: Plan
    specs: dict[int, MeasureSpec]
    rows: LeafRows
    grids: Mapping[Frequency, Grid]
    ahead: Mapping[tuple[int, int], Ahead]
    fiscal_year_start: int

    @property
    def own(self) -> list[MeasureSpec]:
        return [self.specs[measure] for measure in self.rows.measure.tolist()]

    @property
    def keys(self) -> list[tuple[int, int]]:
        return list(zip(self.rows.measure.tolist(), self.rows.unit.tolist()))


@dataclass(frozen=True, slots=True)
class _RowAhead:
    """What is to come of one row: its line and columns in the grid, the edges (c, 6) there, and how they come together."""

    line: int
    columns: Indices
    edges: Floats
    spread: float


@dataclass(slots=True)
class Fill:
    """A copy of a grid whose cells that are still to come are filled, all at the same edge of their bands.

    Of its `rows` (places among all): whether they are known or expected up to the period, and by how much what comes
    together is narrower than all its periods at the same edge.
    """

    grid: Grid
    rows: Indices
    is_reached: Bools
    spread: Floats
    _cells: tuple[Indices, Indices]
    _edges: Floats
    _per_one: Floats

    @classmethod
    def of(cls, laid: LaidPlan, grid: Grid, period: Period) -> "Fill":
        """Of a grid, for what a period looks at."""
        own, keys = laid.own, laid.keys
        rows = [row for row, spec in enumerate(own) if spec.frequency is grid.frequency]
        at = int(last_columns(grid, [period])[0])
        reached, spread = np.zeros(len(rows), np.bool_), np.ones(len(rows))
        found: list[tuple[MeasureSpec, _RowAhead]] = []
        running = grid.ends() >= np.datetime64(clock.today())
        windows = _Windows(grid, period, laid.fiscal_year_start)
        for place, row in enumerate(rows if at >= 0 else ()):
            spec, line = own[row], grid.rows[keys[row]]
            # A sum that still grows is not known yet.
            is_open = np.isnan(grid.value[line, : at + 1]) | (running[: at + 1] & (spec.aggregation == "sum"))
            reached[place] = not is_open[at]
            ahead = _row_ahead(spec, line, is_open, laid.ahead.get(keys[row]), windows)
            if ahead is not None:
                reached[place] |= bool(ahead.columns[-1] == at)
                spread[place] = ahead.spread
                found.append((spec, ahead))
        copied = replace(grid, **{name: getattr(grid, name).copy() for name in ("value", "numerator", "denominator")})
        for _spec, one in found:
            _carry_on_weight(copied, one)
        return cls(copied, np.array(rows, np.int64), reached, spread, *_as_cells(found))

    def put(self, knot: int) -> None:
        """All that is still to come at one of its edges; numerators follow from the values."""
        values = self._edges[:, knot]
        self.grid.value[self._cells] = values
        self.grid.numerator[self._cells] = values * self.grid.denominator[self._cells] / self._per_one


@dataclass(slots=True)
class _Windows:
    """From which column until which (exclusive) a period looks at rows, by how their definitions look back."""

    grid: Grid
    period: Period
    fiscal_year_start: int
    _known: dict[tuple[str, int | None], tuple[int, int]] = field(default_factory=dict)

    def of(self, spec: MeasureSpec, line: int) -> tuple[int, int]:
        key = (spec.window, spec.window_length)
        if key not in self._known:
            seen = seen_by(spec, self.grid, np.array([line]), [self.period], self.fiscal_year_start)[0]
            self._known[key] = int(seen.first[0]), int(seen.beyond[0])
        return self._known[key]


def _row_ahead(
    spec: MeasureSpec, line: int, is_open: Bools, ahead: Ahead | None, windows: _Windows
) -> _RowAhead | None:
    if ahead is None:
        return None
    grid = windows.grid
    first = int(ordinals(np.array([ahead.first], "datetime64[D]"), grid.frequency)[0]) - grid.first
    columns = np.arange(max(first, 0), min(first + len(ahead.quantiles), is_open.size))
    columns = columns[is_open[columns]]
    if not columns.size:
        return None
    edges = ahead.quantiles[columns - first]
    begin, beyond = windows.of(spec, line)
    return _RowAhead(line, columns, edges, _narrower(spec, edges[(columns >= begin) & (columns < beyond)]))


def _narrower(spec: MeasureSpec, edges: Floats) -> float:
    """By how much the spread of several periods together is smaller than if all their errors were one."""
    sds = (edges[:, _HIGH_80] - edges[:, _LOW_80]) / _WIDTH_OF_80
    total = float(sds.sum())
    if spec.aggregation not in _TOGETHER or len(sds) < 2 or total <= 0.0:
        return 1.0
    return min(1.0, float(pooled_sum(np.zeros((1, len(sds))), sds[None], np.zeros(1)).sd[0]) / total)


def _carry_on_weight(grid: Grid, one: _RowAhead) -> None:
    """What values are weighed with, or divided by, goes on as it was last."""
    known = np.flatnonzero(~np.isnan(grid.denominator[one.line, : one.columns[0]]))
    if known.size:
        grid.denominator[one.line, one.columns] = grid.denominator[one.line, known[-1]]


def _as_cells(found: list[tuple[MeasureSpec, _RowAhead]]) -> tuple[tuple[Indices, Indices], Floats, Floats]:
    none = np.empty(0, np.int64)
    lines = np.concatenate([none, *(np.full(one.columns.size, one.line) for _, one in found)])
    columns = np.concatenate([none, *(one.columns for _, one in found)])
    edges = np.concatenate([np.empty((0, KNOTS.size)), *(one.edges for _, one in found)])
    factors = np.concatenate([np.empty(0), *(np.full(one.columns.size, per_one(spec.scale)) for spec, one in found)])
    return (lines, columns), edges, factors
