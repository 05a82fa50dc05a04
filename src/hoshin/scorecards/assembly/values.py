"""The value of each measure row in each period of the scorecard, from actuals and formulas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
import numpy.typing as npt

from hoshin.base.periods import Frequency, Period, period_at
from hoshin.engine.reasons import Reason
from hoshin.engine.scoring import aggregate, rolling, seasonal_factors, to_date
from hoshin.measures.assembly import load_actuals
from hoshin.measures.models import PROGRESS_METHODS
from hoshin.scorecards.assembly.formulas import fill_formulas
from hoshin.scorecards.assembly.grids import Grid, Key, lay_out
from hoshin.scorecards.assembly.kinds import kind_over_time, parts_of, policy_of
from hoshin.scorecards.assembly.specs import LeafRows, MeasureSpec
from hoshin.strategy.models import Plan

Floats = npt.NDArray[np.float64]


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
) -> Values:
    """Values of the rows in the periods by one set of definitions, those that formulas read among them.

    As known at an instant (default: now).

    Units stand where they stood then, as far as the plan knows; without a plan always where they stand today.
    """
    own = set(rows.measure.tolist())
    actuals = load_actuals(sorted(specs), as_of=as_of)
    keys = list(zip(rows.measure.tolist(), rows.unit.tolist()))
    inputs = [(measure, 0) for measure in specs if measure not in own]
    grids = lay_out(specs, [*keys, *inputs], actuals, periods[-1], plan)
    fill_formulas(grids, specs, fiscal_year_start)
    return _Assembler(specs, keys, periods, grids, fiscal_year_start).values()


@dataclass(slots=True)
class _Assembler:
    specs: Mapping[int, MeasureSpec]
    keys: list[Key]
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
        first = min((period_at(grid.first, grid.frequency).start.year for grid in self.grids.values()), default=last)
        return np.arange(first, last + 1)

    def _alike(self, frequency: Frequency) -> dict[tuple[object, ...], list[int]]:
        """Rows of a frequency that are brought together in the same way."""
        groups: dict[tuple[object, ...], list[int]] = {}
        for row, (measure, _) in enumerate(self.keys):
            spec = self.specs[measure]
            if spec.frequency is frequency:
                progress = spec.method in PROGRESS_METHODS
                key = (spec.aggregation, policy_of(spec), spec.window, spec.window_length, progress, spec.trajectory)
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
        windowed = self._windowed(grid, spec, inside)
        per_year = self.periods[0].frequency.per_year
        if grid.frequency.per_year <= per_year or spec.window != "period":
            at = self._last_columns(grid)
            known = at >= 0
            found.value[np.ix_(rows, known)] = windowed[:, at[known]]
        else:
            groups = self._groups(grid)
            kind, how = kind_over_time(spec)
            parts = parts_of(spec, grid, inside)
            result = aggregate(
                kind, parts.values, groups, how=how, policy=policy_of(spec), n_groups=len(self.periods), **parts.beside
            )
            found.value[rows] = result.value
            found.reason[rows] = result.reason
            found.estimated[rows] = result.estimated
        found.reason[rows] = np.where(
            np.isnan(found.value[rows]), np.where(found.reason[rows] == 0, Reason.NO_DATA, found.reason[rows]), 0
        )
        found.observed[rows] = self._observed(grid, inside)
        if spec.method in PROGRESS_METHODS:
            found.yearly[rows] = self._yearly(grid, spec, inside, found.years)
        if spec.trajectory == "seasonal":
            self._find_seasons(found, grid, rows, inside)

    def _windowed(self, grid: Grid, spec: MeasureSpec, inside: npt.NDArray[np.int64]) -> Floats:
        if spec.window == "period":
            return grid.value[inside]
        kind, how = kind_over_time(spec)
        parts = parts_of(spec, grid, inside)
        if spec.window == "rolling":
            size = spec.window_length or grid.frequency.per_year
            return rolling(kind, parts.values, size, how=how, policy=policy_of(spec), **parts.beside).value
        months = self._months(grid) - (self.fiscal_year_start - 1)
        groups = months // (12 if spec.window == "ytd" else 3)
        return to_date(kind, parts.values, groups - groups.min(), how=how, policy=policy_of(spec), **parts.beside).value

    def _months(self, grid: Grid) -> npt.NDArray[np.int64]:
        days = [period_at(int(ordinal), grid.frequency).start for ordinal in grid.ordinals()]
        return np.array([day.year * 12 + day.month - 1 for day in days])

    def _last_columns(self, grid: Grid) -> npt.NDArray[np.int64]:
        """The column of the last period of the grid that ends within each scorecard period, −1 before the first."""
        ends = np.array([period.end for period in self.periods], dtype="datetime64[D]")
        return np.searchsorted(grid.ends(), ends, side="right") - 1

    def _groups(self, grid: Grid) -> npt.NDArray[np.int64]:
        starts = np.array([period.start for period in self.periods], dtype="datetime64[D]")
        ends = grid.ends()
        group = np.searchsorted(starts, ends, side="right") - 1
        beyond = ends > np.datetime64(self.periods[-1].end)
        return np.where(beyond, -1, group)

    def _observed(self, grid: Grid, inside: npt.NDArray[np.int64]) -> npt.NDArray[np.datetime64]:
        """First day of the latest period with a value up to each scorecard period."""
        starts = np.array([period_at(int(at), grid.frequency).start for at in grid.ordinals()], dtype="datetime64[D]")
        seen = np.where(np.isnan(grid.value[inside]), -1, np.arange(grid.width))
        latest = np.maximum.accumulate(seen, axis=1)
        at = self._last_columns(grid)
        picked = np.where(at >= 0, latest[:, np.maximum(at, 0)], -1)
        return np.where(picked >= 0, starts[np.maximum(picked, 0)], np.datetime64("NaT"))

    def _yearly(
        self, grid: Grid, spec: MeasureSpec, inside: npt.NDArray[np.int64], years: npt.NDArray[np.int64]
    ) -> Floats:
        if grid.frequency is Frequency.ANNUAL:
            whole = np.full((len(inside), len(years)), np.nan)
            column = np.array([period_at(int(at), grid.frequency).start.year for at in grid.ordinals()]) - years[0]
            whole[:, column] = grid.value[inside]
            return whole
        kind, how = kind_over_time(spec)
        parts = parts_of(spec, grid, inside)
        groups = np.array([int(str(end)[:4]) - int(years[0]) for end in grid.ends()])
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
