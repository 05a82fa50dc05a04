"""Values of measures that are computed from other measures."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

import numpy as np

from hoshin.base.periods import Frequency, ordinals, period_at
from hoshin.engine import formulas as engine
from hoshin.engine.arrays import Codes, Floats
from hoshin.engine.reasons import Reason
from hoshin.engine.scoring import aggregate
from hoshin.measures.assembly import codes_read_by, counted_unit
from hoshin.scorecards.assembly.grids import Grid, MeasureAndUnit, groups_of
from hoshin.scorecards.assembly.kinds import kind_over_time, parts_of, policy_of
from hoshin.scorecards.assembly.specs import MeasureSpec, computed_measures, specs_of, specs_of_codes

_REFUSED = {"cycle": Reason.CYCLE, "depth": Reason.DEPTH, "unit_mismatch": Reason.UNIT_MISMATCH}


def with_inputs(
    specs: Mapping[int, MeasureSpec],
    found_by: Callable[[Collection[str]], Mapping[int, MeasureSpec]] = specs_of_codes,
) -> dict[int, MeasureSpec]:
    """The measures and all that their formulas read or read once, directly or through others.

    `found_by`: definitions by codes in lower case, where they were read already.
    """
    found = dict(specs)
    open_codes = codes_read(found.values())
    seen: set[str] = {spec.code.casefold() for spec in found.values()}
    while open_codes - seen:
        more = found_by(open_codes - seen)
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


def rows_read(specs: Mapping[int, MeasureSpec], rows: Iterable[MeasureAndUnit]) -> set[MeasureAndUnit]:
    """What formulas of some rows read, directly or through others: values of the same unit, also of measures that are in no
    plan and so have no rows of their own."""
    ids = {spec.code.casefold(): spec.id for spec in specs.values()}
    reads = {
        spec.id: [ids[code] for code in {code.casefold() for code in codes_read_by(spec.formula)} if code in ids]
        for spec in specs.values()
        if spec.formula
    }
    found: set[MeasureAndUnit] = set()
    waiting = [row for row in rows if row[0] in reads]
    while waiting:
        measure, unit = waiting.pop()
        new = {(read, unit) for read in reads.get(measure, ())} - found
        found |= new
        waiting += new
    return found


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
    series = {spec.code: _series(grids, grid, spec, units) for spec in inputs}
    values = {code: value for code, (value, _) in series.items()}
    reasons = {code: reason for code, (_, reason) in series.items()}
    days = grid.anchors().astype(object)
    year = np.array([(day.year * 12 + day.month - fiscal_year_start) // 12 for day in days])
    rows = [
        (code, number, grid.rows[spec.id, unit])
        for code, spec in own.items()
        for number, unit in enumerate(units)
        if (spec.id, unit) in grid.rows
    ]
    try:
        result = engine.evaluate(
            parsed,
            values,
            reasons=reasons,
            periods_per_year=frequency.per_year,
            year_index=year,
            units=_units([*own.values(), *inputs]),
            plain=[code for code, spec in own.items() if spec.ignores_scale],
            shape=shape,
        )
    except engine.FormulaError as error:
        # Formulas of an earlier day may name what is not there any more: then nothing is known, and no score falls over.
        for _, _, row in rows:
            grid.reason[row] = _REFUSED.get(error.code, Reason.DISCONNECTED)
        return
    for code, number, row in rows:
        grid.value[row], grid.reason[row] = result.values[code][number], result.reasons[code][number]


def _units(specs: Iterable[MeasureSpec]) -> dict[str, engine.UnitOfMeasure]:
    found = {spec.code: counted_unit(spec.unit_of_measure, spec.ignores_scale) for spec in specs}
    return {code: unit for code, unit in found.items() if unit is not None}


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
            for name, empty in (("value", np.nan), ("numerator", np.nan), ("denominator", np.nan), ("reason", 0)):
                column = getattr(grid, name)
                before = np.full((len(column), missing), empty, dtype=column.dtype)
                setattr(grid, name, np.concatenate([before, column], axis=1))
            grid.first = first
    return grid


def _series(grids: Mapping[Frequency, Grid], grid: Grid, spec: MeasureSpec, units: list[int]) -> tuple[Floats, Codes]:
    """Values and reasons (units, periods) of an input on the grid of the formula; coarser inputs have too few."""
    found = np.full((len(units), grid.width), np.nan)
    why = np.full(found.shape, Reason.NO_DATA, dtype=np.uint8)
    source = grids.get(spec.frequency)
    if source is None:
        return found, why
    is_apart = spec.roll_up != "raw" and any(measure == spec.id and unit for measure, unit in source.rows)
    if is_apart and 0 in units:
        # Units are scored one by one: there is no value of the whole to be read.
        why[units.index(0)] = Reason.NON_ADDITIVE
    if spec.frequency.per_year < grid.frequency.per_year:
        return found, np.full(found.shape, Reason.TOO_FEW_POINTS, dtype=np.uint8)
    pairs = [
        (number, source.rows[(spec.id, unit)]) for number, unit in enumerate(units) if (spec.id, unit) in source.rows
    ]
    if not pairs:
        return found, why
    numbers, rows = [pair[0] for pair in pairs], np.array([pair[1] for pair in pairs])
    if source.frequency is grid.frequency:
        return _filled(found, numbers, source.value[rows]), _explained(why, numbers, source.reason[rows])
    groups = groups_of(source.anchors(), grid.periods())
    kind, how = kind_over_time(spec)
    parts = parts_of(spec, source, rows)
    result = aggregate(kind, parts.values, groups, how=how, policy=policy_of(spec), n_groups=grid.width, **parts.beside)
    return _filled(found, numbers, result.value), _explained(why, numbers, result.reason)


def _filled(column: Floats, numbers: list[int], rows: Floats) -> Floats:
    column[numbers] = rows
    return column


def _explained(why: Codes, numbers: list[int], reasons: Codes) -> Codes:
    why[numbers] = np.where(reasons > Reason.NO_DATA, reasons, why[numbers])
    return why


def dependents_of(measure_ids: frozenset[int]) -> frozenset[int]:
    """The measures and all whose formulas read them or read them once, directly or through others."""
    computed = computed_measures()
    if not computed:
        return measure_ids
    return frozenset(reached_by(measure_ids, specs_of(measure_ids | {*computed})))
