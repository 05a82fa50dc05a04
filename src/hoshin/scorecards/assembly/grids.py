"""Lays actuals out on grids: one per frequency, rows (measure, unit) by consecutive periods."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hoshin.base.periods import Frequency, Period, ordinals, period_at
from hoshin.engine.arrays import Floats
from hoshin.engine.reasons import Reason
from hoshin.engine.scoring import across
from hoshin.measures.assembly import ActualColumns
from hoshin.scorecards.assembly.kinds import kind_across_units, parts_across_units
from hoshin.scorecards.assembly.specs import MeasureSpec
from hoshin.scorecards.assembly.units import UnitTree, unit_tree
from hoshin.strategy.models import Plan

MeasureAndUnit = tuple[int, int]


@dataclass(slots=True)
class Grid:
    """Values, numerators and denominators of shape (rows, periods); `first` is the ordinal of the first period.

    `reason` says why a value is missing where more is known than that there is none.
    """

    frequency: Frequency
    first: int
    rows: dict[MeasureAndUnit, int]
    value: Floats
    numerator: Floats
    denominator: Floats
    reason: npt.NDArray[np.uint8]

    @property
    def width(self) -> int:
        return int(self.value.shape[1])

    def ordinals(self) -> npt.NDArray[np.int64]:
        return np.arange(self.first, self.first + self.width)

    def periods(self) -> list[Period]:
        return [period_at(int(at), self.frequency) for at in self.ordinals()]

    def ends(self) -> npt.NDArray[np.datetime64]:
        """The last day of each period."""
        return np.array([period.end for period in self.periods()], dtype="datetime64[D]")

    def anchors(self) -> npt.NDArray[np.datetime64]:
        """The day by which each period belongs to a longer one."""
        return np.array([period.anchor for period in self.periods()], dtype="datetime64[D]")

    def part(self, columns: slice) -> "Grid":
        """Some consecutive periods; what is written to them is written here."""
        cells = (column[:, columns] for column in (self.value, self.numerator, self.denominator, self.reason))
        return Grid(self.frequency, self.first + columns.start, self.rows, *cells)


def lay_out(
    specs: Mapping[int, MeasureSpec],
    rows: Iterable[MeasureAndUnit],
    actuals: ActualColumns,
    last: Period,
    plan: Plan | None,
    tree: UnitTree | None = None,
) -> dict[Frequency, Grid]:
    """One grid per frequency, up to the last period, holding the rows asked for and those that the actuals fill.

    Values of later periods are there of measures whose gaps are filled by what stands on both sides of them.

    A measure held by units without a value of its own is the aggregate of its units, from the bottom of the tree up,
    as the tree stood at the end of each period; `tree`: of these units, where it was read already.
    """
    wanted: dict[Frequency, dict[MeasureAndUnit, None]] = defaultdict(dict)
    for measure, unit in rows:
        if measure in specs:
            wanted[specs[measure].frequency].setdefault((measure, unit))
    codes = np.array([list(Frequency).index(specs[m].frequency) if m in specs else -1 for m in _unique(actuals)])
    which = codes[np.searchsorted(_unique(actuals), actuals.measure_id)] if len(codes) else codes
    looking_ahead = [measure for measure, spec in specs.items() if spec.missing == "interpolate"]
    grids = {}
    for number, frequency in enumerate(Frequency):
        mask = which == number if len(which) else np.zeros(0, dtype=np.bool_)
        if frequency in wanted or mask.any():
            grids[frequency] = _grid(frequency, wanted.get(frequency, {}), actuals, mask, last, looking_ahead)
    units = {unit for grid in grids.values() for measure, unit in grid.rows if unit and specs[measure].roll_up == "raw"}
    if units:
        tree = tree or unit_tree(plan, units)
        for grid in grids.values():
            for columns, parents in tree.runs(grid.ends()):
                _fill_upwards(grid.part(columns), specs, parents)
    return grids


def _unique(actuals: ActualColumns) -> npt.NDArray[np.int64]:
    return np.unique(actuals.measure_id)


def _grid(
    frequency: Frequency,
    wanted: Iterable[MeasureAndUnit],
    actuals: ActualColumns,
    mask: npt.NDArray[np.bool_],
    last: Period,
    looking_ahead: list[int],
) -> Grid:
    at = ordinals(actuals.period[mask], frequency)
    end = int(ordinals(np.array([last.end], dtype="datetime64[D]"), frequency)[0])
    within = at <= end
    if looking_ahead:
        within |= np.isin(actuals.measure_id[mask], looking_ahead)
    at = at[within]
    end = max(end, int(at.max(initial=end)))
    measure, unit = actuals.measure_id[mask][within], actuals.unit_id[mask][within]
    first = int(at.min()) if len(at) else end
    pairs = np.unique(np.stack([measure, unit], axis=1), axis=0) if len(at) else np.zeros((0, 2), dtype=np.int64)
    keys: dict[MeasureAndUnit, int] = {}
    for key in [*((int(m), int(u)) for m, u in pairs), *wanted]:
        keys.setdefault(key, len(keys))
    shape = (len(keys), end - first + 1)
    grid = Grid(frequency, first, keys, *(np.full(shape, np.nan) for _ in range(3)), np.zeros(shape, np.uint8))
    if len(at):
        _, inverse = np.unique(np.stack([measure, unit], axis=1), axis=0, return_inverse=True)
        cells = (inverse.reshape(-1), at - first)
        for name in ("value", "numerator", "denominator"):
            getattr(grid, name)[cells] = getattr(actuals, name)[mask][within]
        grid.reason[no_cases(grid.value, grid.numerator, grid.denominator)] = Reason.NOT_APPLICABLE
    return grid


def groups_of(anchors: npt.NDArray[np.datetime64], periods: Sequence[Period]) -> npt.NDArray[np.int64]:
    """The place among consecutive longer periods to which shorter ones belong by their days; −1: to none of them."""
    starts = np.array([period.start for period in periods], dtype="datetime64[D]")
    group = np.searchsorted(starts, anchors, side="right") - 1
    return np.where(anchors > np.datetime64(periods[-1].end), -1, group)


def no_cases(value: Floats, numerator: Floats, denominator: Floats) -> npt.NDArray[np.bool_]:
    """Where 0 of 0 says that there was nothing to count."""
    return np.isnan(value) & (numerator == 0.0) & (denominator == 0.0)


def _fill_upwards(grid: Grid, specs: Mapping[int, MeasureSpec], parents: Mapping[int, int]) -> None:
    held: dict[int, set[int]] = defaultdict(set)
    for measure, unit in grid.rows:
        if unit and specs[measure].roll_up == "raw":
            held[measure].add(unit)
    depths: dict[int, int] = {}
    for measure, units in held.items():
        below: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for unit in units:
            above = parents.get(unit, 0)
            above = above if above in units else 0
            if (measure, above) in grid.rows:
                depth = depths[above] if above in depths else depths.setdefault(above, _depth(above, parents))
                below[depth][grid.rows[measure, above]].append(grid.rows[measure, unit])
        for depth in sorted(below, reverse=True):
            _aggregate_into(grid, specs[measure], below[depth])


def _depth(unit: int, parents: Mapping[int, int]) -> int:
    depth = 0
    while unit and depth < 100:
        unit, depth = parents.get(unit, 0), depth + 1
    return depth


def _aggregate_into(grid: Grid, spec: MeasureSpec, below: Mapping[int, list[int]]) -> None:
    """Fill rows that stand equally deep in a tree, where they are empty, from those right below each: all at once."""
    parents, children = np.array(list(below)), [child for found in below.values() for child in found]
    group = np.repeat(np.arange(len(parents)), [len(found) for found in below.values()])
    kind, how = kind_across_units(spec)
    parts = parts_across_units(spec, grid, children, group)
    result = across(kind, parts.values, group, how=how, n_parents=len(parents), **parts.beside)
    empty = np.isnan(grid.value[parents])
    grid.value[parents] = np.where(empty, result.value, grid.value[parents])
    known = empty & (result.reason != Reason.NO_DATA)
    grid.reason[parents] = np.where(known, result.reason, grid.reason[parents])
    for name in ("numerator", "denominator"):
        column = getattr(grid, name)
        if np.isnan(column[children]).all():
            continue
        for at, (row, found) in enumerate(below.items()):
            some = ~np.isnan(column[found]).all(axis=0)
            # In the order of size: that of the units must not show in the last digit.
            column[row] = np.where(empty[at] & some, np.nansum(np.sort(column[found], axis=0), axis=0), column[row])
    nothing = no_cases(grid.value[parents], grid.numerator[parents], grid.denominator[parents])
    grid.reason[parents] = np.where(nothing, np.uint8(Reason.NOT_APPLICABLE), grid.reason[parents])
