"""Forecasts of measures into what a plan's scores may come to: each measure's score at steps of its distribution."""

from dataclasses import replace

import numpy as np

from hoshin.base.periods import Period
from hoshin.engine.arrays import Bools, Floats
from hoshin.engine.projecting import STEPS, values_at_steps
from hoshin.forecasts.assembly.fills import KNOTS, Fill, LaidPlan
from hoshin.measures.models import PROGRESS_METHODS
from hoshin.scorecards.assembly.leaves import score_leaves
from hoshin.scorecards.assembly.rules import Rules
from hoshin.scorecards.assembly.targets import target_matrix
from hoshin.scorecards.assembly.values import Values, values_in

_WHOLE, _PERCENT = 100.0, 0.01


def courses_of(laid: LaidPlan, period: Period, rules: Rules) -> tuple[Floats, Bools]:
    """The score of each row (n, k) at `STEPS` of its distribution at the end of a period, and which rows have one.

    The six edges of a forecast's bands are put in place of what is still to come, all periods at the same edge; what
    comes together over several of them is drawn in by how far their errors cancel. From there on the values go the way
    of every score: window, target, method.
    """
    fills = [Fill.of(laid, grid, period) for grid in laid.grids.values()]
    is_reached, spread = np.zeros(len(laid.rows), np.bool_), np.ones(len(laid.rows))
    for fill in fills:
        is_reached[fill.rows], spread[fill.rows] = fill.is_reached, fill.spread
    filled = {fill.grid.frequency: fill.grid for fill in fills}
    by_progress = np.array([spec.method in PROGRESS_METHODS for spec in laid.own], np.bool_)
    at_knots, scored = np.full((len(laid.rows), KNOTS.size), np.nan), np.full((len(laid.rows), KNOTS.size), np.nan)
    for knot in range(KNOTS.size):
        for fill in fills:
            fill.put(knot)
        values = values_in(filled, laid.specs, laid.rows, [period], laid.fiscal_year_start)
        at_knots[:, knot] = values.value[:, 0]
        if by_progress.any():
            scored[:, knot] = _scored(laid, period, values, rules)[:, 0]
    places = spread[:, None] * STEPS
    table = _within_nature(laid, values_at_steps(at_knots, KNOTS, places))
    courses = _scored(laid, period, _as_columns(values, table), rules)
    if by_progress.any():
        along = np.clip(values_at_steps(scored, KNOTS, places), 0.0, _WHOLE)
        courses[by_progress] = along[by_progress]
    return courses, is_reached & np.isfinite(courses).all(axis=1)


def _as_columns(values: Values, table: Floats) -> Values:
    """The values of one period as many beside each other, so that all are scored at once."""
    many = values.part([0] * table.shape[1])
    return replace(many, value=table, reason=np.zeros(table.shape, np.uint8), estimated=np.zeros(table.shape, np.bool_))


def _scored(laid: LaidPlan, period: Period, values: Values, rules: Rules) -> Floats:
    wide = [0] * values.value.shape[1]
    measures = sorted(set(laid.rows.measure.tolist()))
    one = values.part([0])
    targets = target_matrix(laid.specs, laid.rows, [period], measures, seen=one.seen, plan=laid.plan).part(wide)
    return score_leaves(laid.specs, laid.rows, [period] * len(wide), values, targets, rules).score


def _within_nature(laid: LaidPlan, table: Floats) -> Floats:
    """Values no further than their forecasts: not below 0 where no band is, nor above 100 % where that is the limit."""
    for row, (key, spec) in enumerate(zip(laid.keys, laid.own)):
        found = laid.ahead.get(key)
        if found is None:
            continue
        if (found.quantiles >= 0.0).all():
            np.maximum(table[row], 0.0, out=table[row])
        if spec.scale == _PERCENT and spec.natural_limit == _WHOLE and (found.quantiles <= _WHOLE).all():
            np.minimum(table[row], _WHOLE, out=table[row])
    return table
