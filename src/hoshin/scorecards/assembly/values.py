"""The value of each measure row in each period of the scorecard, from actuals and formulas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import numpy as np
import numpy.typing as npt

from hoshin.base.periods import Frequency, Period, period_at
from hoshin.engine.arrays import Floats
from hoshin.engine.reasons import Reason
from hoshin.engine.scoring import aggregate, seasonal_factors
from hoshin.measures.assembly import ActualColumns, load_actuals
from hoshin.measures.models import PROGRESS_METHODS
from hoshin.scorecards.assembly.formulas import fill_formulas, rows_read
from hoshin.scorecards.assembly.grids import Grid, MeasureAndUnit, lay_out, no_cases
from hoshin.scorecards.assembly.kinds import kind_over_time, parts_of, policy_of
from hoshin.scorecards.assembly.specs import LeafRows, MeasureSpec
from hoshin.scorecards.assembly.units import UnitTree
from hoshin.scorecards.assembly.windows import Seen, adds_up, brought_together, last_columns, seen_by
from hoshin.strategy.models import Plan


@dataclass(slots=True)
class Values:
    """Matrices (n, P) of rows and scorecard periods, and the yearly series (n, Y) of measures scored by progress."""

    value: Floats
    reason: npt.NDArray[np.uint8]
    estimated: npt.NDArray[np.bool_]
    observed: npt.NDArray[np.datetime64]
    years: npt.NDArray[np.int64]
    year_ends: npt.NDArray[np.datetime64]
    yearly: Floats
    seasons: dict[tuple[int, int], Floats] = field(default_factory=dict)
    # By row, what the values that add up are made of: targets are those of the same periods.
    seen: dict[int, Seen] = field(default_factory=dict)

    def part(self, periods: Sequence[int]) -> "Values":
        """Some of the periods, by their places; the yearly series as a whole."""
        picked = {name: getattr(self, name)[:, periods] for name in ("value", "reason", "estimated", "observed")}
        seen = {
            row: replace(one, first=one.first[periods], beyond=one.beyond[periods]) for row, one in self.seen.items()
        }
        return replace(self, **picked, seen=seen)

    def season(self, row: int, year: int) -> Floats | None:
        """Seasonal factors of a row for a year, by place in the year, where the years before it show a season."""
        return self.seasons.get((row, year))


def values_of(
    specs: dict[int, MeasureSpec],
    rows: LeafRows,
    periods: Sequence[Period],
    *,
    plan: Plan | None = None,
    fiscal_year_start: int = 1,
    as_of: datetime | None = None,
    beside: LeafRows | None = None,
    recorded: ActualColumns | None = None,
    tree: UnitTree | None = None,
) -> Values:
    """Values of the rows in the periods by one set of definitions, those that formulas read among them.

    As known at an instant (default: now). `beside`: all rows of the measures, where only some are asked for: what stands
    above units is brought together from what stands between. `recorded` are actuals in place of those stored, `tree` that of
    the units, where it was read already.

    Units stand where they stood then, as far as the plan knows; without a plan always where they stand today.
    """
    grids = grids_of(specs, rows, periods[-1], plan, fiscal_year_start, as_of, beside, recorded, tree)
    return values_in(grids, specs, rows, periods, fiscal_year_start)


def grids_of(
    specs: dict[int, MeasureSpec],
    rows: LeafRows,
    last: Period,
    plan: Plan | None,
    fiscal_year_start: int,
    as_of: datetime | None = None,
    beside: LeafRows | None = None,
    recorded: ActualColumns | None = None,
    tree: UnitTree | None = None,
) -> dict[Frequency, Grid]:
    """What was recorded and computed for the rows up to a period, in the measures' own periods; else as `values_of`."""
    own = set(rows.measure.tolist())
    actuals = load_actuals(sorted(specs), as_of=as_of) if recorded is None else recorded
    keys = list(zip(rows.measure.tolist(), rows.unit.tolist()))
    inputs = [(measure, 0) for measure in specs if measure not in own]
    others = [] if beside is None else list(zip(beside.measure.tolist(), beside.unit.tolist()))
    read = sorted({*others, *rows_read(specs, [*keys, *others])} - {*keys})
    grids = lay_out(specs, [*keys, *inputs, *read], actuals, last, plan, tree)
    fill_formulas(grids, specs, fiscal_year_start)
    return grids


def values_in(
    grids: Mapping[Frequency, Grid],
    specs: dict[int, MeasureSpec],
    rows: LeafRows,
    periods: Sequence[Period],
    fiscal_year_start: int,
) -> Values:
    """The values of the rows in the periods of the scorecard, from grids that hold them."""
    keys = list(zip(rows.measure.tolist(), rows.unit.tolist()))
    return _Assembler(specs, keys, periods, grids, fiscal_year_start).values()


@dataclass(slots=True)
class _Assembler:
    specs: Mapping[int, MeasureSpec]
    keys: list[MeasureAndUnit]
    periods: Sequence[Period]
    grids: Mapping[Frequency, Grid]
    fiscal_year_start: int

    def values(self) -> Values:
        shape = (len(self.keys), len(self.periods))
        years = self._years()
        found = Values(
            np.full(shape, np.nan),
            np.full(shape, Reason.NO_DATA, dtype=np.uint8),
            np.zeros(shape, dtype=np.bool_),
            np.full(shape, np.datetime64("NaT"), dtype="datetime64[D]"),
            years,
            np.array([f"{year:04d}-12-31" for year in years], dtype="datetime64[D]"),
            np.full((shape[0], len(years)), np.nan),
        )
        for frequency, grid in self.grids.items():
            for settings, rows in self._alike(frequency).items():
                self._fill(found, grid, self.specs[self.keys[rows[0]][0]], np.array(rows), settings)
        return found

    def _years(self) -> npt.NDArray[np.int64]:
        last = self.periods[-1].end.year
        first = min((period_at(grid.first, grid.frequency).anchor.year for grid in self.grids.values()), default=last)
        return np.arange(first, last + 1)

    def _alike(self, frequency: Frequency) -> dict[tuple[object, ...], list[int]]:
        """Rows of a frequency that are brought together in the same way."""
        groups: dict[tuple[object, ...], list[int]] = {}
        for row, (measure, _) in enumerate(self.keys):
            spec = self.specs[measure]
            if spec.frequency is frequency:
                progress = spec.method in PROGRESS_METHODS
                how = (spec.aggregation, spec.scale, policy_of(spec), spec.window, spec.window_length)
                key = (*how, progress, spec.trajectory)
                groups.setdefault(key, []).append(row)
        return groups

    def _fill(
        self,
        found: Values,
        grid: Grid,
        spec: MeasureSpec,
        rows: npt.NDArray[np.int64],
        settings: tuple[object, ...],
    ) -> None:
        inside = np.array([grid.rows[self.keys[row]] for row in rows])
        together = brought_together(spec, grid, inside, self.periods, self.fiscal_year_start)
        found.value[rows], found.reason[rows] = together.value, together.reason
        found.estimated[rows] = together.estimated
        if adds_up(spec, self.periods[0].frequency):
            found.seen |= zip(rows.tolist(), seen_by(spec, grid, inside, self.periods, self.fiscal_year_start))
        found.observed[rows] = self._observed(grid, inside)
        if spec.method in PROGRESS_METHODS:
            found.yearly[rows] = self._yearly(grid, spec, inside, found.years)
        if spec.trajectory == "seasonal":
            self._find_seasons(found, grid, rows, inside)

    def _observed(self, grid: Grid, inside: npt.NDArray[np.int64]) -> npt.NDArray[np.datetime64]:
        """First day of the latest period with a value up to each scorecard period."""
        starts = np.array([period.start for period in grid.periods()], dtype="datetime64[D]")
        value = grid.value[inside]
        is_seen = ~np.isnan(value) | no_cases(value, grid.numerator[inside], grid.denominator[inside])
        latest = np.maximum.accumulate(np.where(is_seen, np.arange(grid.width), -1), axis=1)
        at = last_columns(grid, self.periods)
        picked = np.where(at >= 0, latest[:, np.maximum(at, 0)], -1)
        return np.where(picked >= 0, starts[np.maximum(picked, 0)], np.datetime64("NaT"))

    def _yearly(
        self, grid: Grid, spec: MeasureSpec, inside: npt.NDArray[np.int64], years: npt.NDArray[np.int64]
    ) -> Floats:
        if grid.frequency is Frequency.ANNUAL:
            whole = np.full((len(inside), len(years)), np.nan)
            column = np.array([period.start.year for period in grid.periods()]) - years[0]
            within = column < len(years)
            whole[:, column[within]] = grid.value[inside][:, within]
            return whole
        kind, how = kind_over_time(spec)
        parts = parts_of(spec, grid, inside)
        groups = np.array([int(str(day)[:4]) - int(years[0]) for day in grid.anchors()])
        groups = np.where(groups < len(years), groups, -1)
        return aggregate(kind, parts.values, groups, how=how, n_groups=len(years), **parts.beside).value

    def _find_seasons(
        self, found: Values, grid: Grid, rows: npt.NDArray[np.int64], inside: npt.NDArray[np.int64]
    ) -> None:
        """Factors for each year from the years before it alone: what happens later moves no target of the past."""
        cycle = grid.frequency.per_year
        if cycle < 2 or grid.frequency in (Frequency.WEEKLY, Frequency.DAILY):
            return
        ends = grid.ends()
        for year in sorted({period.start.year for period in self.periods}):
            known = grid.value[inside][:, ends < np.datetime64(f"{year:04d}-01-01")]
            result = seasonal_factors(known, cycle)
            for row, factors, additive, none in zip(rows.tolist(), result.factors, result.additive, result.no_season):
                if not additive and not none:
                    found.seasons[row, year] = np.roll(factors, grid.first % cycle)
