"""Values of measures that are computed from other measures."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

import numpy as np
import numpy.typing as npt

from hoshin.base.periods import Frequency, ordinals, period_at
from hoshin.engine import formulas as engine
from hoshin.engine.scoring import aggregate
from hoshin.measures.assembly import codes_read_by
from hoshin.scorecards.assembly.grids import Grid
from hoshin.scorecards.assembly.kinds import kind_over_time, parts_of, policy_of
from hoshin.scorecards.assembly.specs import MeasureSpec, computed_measures, specs_of, specs_of_codes

Floats = npt.NDArray[np.float64]


def with_inputs(specs: Mapping[int, MeasureSpec]) -> dict[int, MeasureSpec]:
    """The measures and all that their formulas read or read once, directly or through others."""
    found = dict(specs)
    open_codes = codes_read(found.values())
    seen: set[str] = {spec.code.casefold() for spec in found.values()}
    while open_codes - seen:
        more = specs_of_codes(open_codes - seen)
        seen |= open_codes
        found.update(more)
        open_codes = codes_read(more.values())
    return found


def codes_read(specs: Iterable[MeasureSpec]) -> set[str]:
    """Codes of the measures that formulas refer to, or referred to once, in lower case."""
    return {
        code
        for spec in specs
        for version in spec.versions
        if version.formula
        for code in codes_read_by(version.formula)
    }


def reached_by(changed: Collection[int], specs: Mapping[int, MeasureSpec]) -> set[int]:
    """Those of some measures that changed, or that build on one that did, by any formula that they have or had."""
    reached = set(changed)
    codes = {specs[measure].code.casefold() for measure in changed if measure in specs}
    reads = {measure: codes_read([spec]) for measure, spec in specs.items()}
    # Not in the order of formulas: what one read once and another reads today may well be a circle.
    while new := {measure for measure, read in reads.items() if measure not in reached and read & codes}:
        reached |= new
        codes |= {specs[measure].code.casefold() for measure in new}
    return reached


def fill_formulas(grids: dict[Frequency, Grid], specs: Mapping[int, MeasureSpec], fiscal_year_start: int) -> None:
    """Compute the rows of formula measures in place, shortest periods first."""
    by_frequency: dict[Frequency, dict[str, MeasureSpec]] = defaultdict(dict)
    for spec in specs.values():
        if spec.formula:
            by_frequency[spec.frequency][spec.code] = spec
    for frequency in Frequency:
        if frequency in by_frequency:
            _fill(grids, frequency, by_frequency[frequency], specs, fiscal_year_start)


def _fill(
    grids: dict[Frequency, Grid],
    frequency: Frequency,
    own: Mapping[str, MeasureSpec],
    specs: Mapping[int, MeasureSpec],
    fiscal_year_start: int,
) -> None:
    parsed = {code: engine.parse(spec.formula) for code, spec in own.items()}
    read = {code.casefold() for formula in parsed.values() for code in engine.references(formula)}
    inputs = [spec for spec in specs.values() if spec.code.casefold() in read and spec.code not in own]
    grid = _widened(grids, frequency, inputs)
    units = sorted(
        {unit for measure, unit in grid.rows if any(spec.id == measure for spec in [*own.values(), *inputs])}
    )
    shape = (len(units), grid.width)
    values = {spec.code: _series(grids, grid, spec, units) for spec in inputs}
    starts = [period_at(int(at), frequency).start for at in grid.ordinals()]
    year = np.array([(day.year * 12 + day.month - fiscal_year_start) // 12 for day in starts])
    try:
        result = engine.evaluate(parsed, values, periods_per_year=frequency.per_year, year_index=year, shape=shape)
    except engine.FormulaError:
        # Formulas of an earlier day may name what is not there any more: then nothing is known, and no score falls over.
        return
    for code, spec in own.items():
        for number, unit in enumerate(units):
            row = grid.rows.get((spec.id, unit))
            if row is not None:
                grid.value[row] = result.values[code][number]


def _widened(grids: dict[Frequency, Grid], frequency: Frequency, inputs: list[MeasureSpec]) -> Grid:
    """The grid of the formulas, begun early enough for inputs of shorter periods."""
    grid = grids[frequency]
    firsts = [
        period_at(grids[spec.frequency].first, spec.frequency).start
        for spec in inputs
        if spec.frequency in grids and spec.frequency.per_year > frequency.per_year
    ]
    if firsts:
        first = int(ordinals(np.array([min(firsts)], dtype="datetime64[D]"), frequency)[0])
        missing = grid.first - first
        if missing > 0:
            for name in ("value", "numerator", "denominator"):
                column = getattr(grid, name)
                setattr(grid, name, np.concatenate([np.full((len(column), missing), np.nan), column], axis=1))
            grid.first = first
    return grid


def _series(grids: Mapping[Frequency, Grid], grid: Grid, spec: MeasureSpec, units: list[int]) -> Floats:
    """Values (units, periods) of an input on the grid of the formula; coarser inputs have none."""
    found = np.full((len(units), grid.width), np.nan)
    source = grids.get(spec.frequency)
    if source is None or spec.frequency.per_year < grid.frequency.per_year:
        return found
    pairs = [
        (number, source.rows[(spec.id, unit)]) for number, unit in enumerate(units) if (spec.id, unit) in source.rows
    ]
    if not pairs:
        return found
    numbers, rows = [pair[0] for pair in pairs], np.array([pair[1] for pair in pairs])
    if source.frequency is grid.frequency:
        found[numbers] = source.value[rows]
        return found
    ends = np.array([period_at(int(at), source.frequency).end for at in source.ordinals()], dtype="datetime64[D]")
    starts = np.array([period_at(int(at), grid.frequency).start for at in grid.ordinals()], dtype="datetime64[D]")
    groups = np.searchsorted(starts, ends, side="right") - 1
    kind, how = kind_over_time(spec)
    parts = parts_of(spec, source, rows)
    found[numbers] = aggregate(
        kind, parts.values, groups, how=how, policy=policy_of(spec), n_groups=grid.width, **parts.beside
    ).value
    return found


def dependents_of(measure_ids: frozenset[int]) -> frozenset[int]:
    """The measures and all whose formulas read them or read them once, directly or through others."""
    computed = computed_measures()
    if not computed:
        return measure_ids
    return frozenset(reached_by(measure_ids, specs_of(measure_ids | {*computed})))
