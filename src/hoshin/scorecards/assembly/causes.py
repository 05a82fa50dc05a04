"""What moved the score of a measure: its value, what was wanted of it, its lines; and which unit's value did it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from hoshin.base.periods import Period
from hoshin.engine import scoring as engine
from hoshin.engine.scoring import ScoreInputs
from hoshin.measures.models import PROGRESS_METHODS, Measure, Target
from hoshin.scorecards.assembly.explain import Moment
from hoshin.scorecards.assembly.formulas import with_inputs
from hoshin.scorecards.assembly.leaves import leeway, resolved_methods, score_leaves
from hoshin.scorecards.assembly.rules import Rules
from hoshin.scorecards.assembly.specs import LeafRows, MeasureSpec, as_of_day, fiscal_year_of, spec_of
from hoshin.scorecards.assembly.targets import TargetMatrix, is_course, target_matrix, target_rows
from hoshin.scorecards.assembly.trajectories import expected_targets
from hoshin.scorecards.assembly.unit_causes import Held, UnitCause, unit_causes
from hoshin.scorecards.assembly.values import Values, values_of
from hoshin.strategy.models import Plan

_LINES = ("baseline", "low", "high", "red", "green", "worst", "best")
_LONGEST_SPAN = 400
_NOTHING = 1e-12


@dataclass(frozen=True, slots=True)
class Cause:
    """Points by which something moved the score, with what it was before and after where that is a number.

    Kinds: "value"; of one unit "unit", "coverage" and "weight"; "target" and "course" (where it should be by then);
    "lines" (baseline, thresholds, band); "goal" where target and lines cannot be told apart; "rule" for a definition
    that said something else then; "known" for what was learnt since a period was closed. `node` is that of the unit for
    the three that have one.
    """

    kind: str
    points: float
    was: float | None = None
    now: float | None = None
    node: int | None = None


@dataclass(frozen=True, slots=True)
class _Side:
    """The measure and the units below it in one of the two moments: one period each."""

    period: Period
    values: Values
    targets: TargetMatrix
    wanted: float

    @property
    def value(self) -> float:
        return float(self.values.value[0, 0])


def causes_of(
    plan: Plan,
    measure: Measure,
    unit_id: int | None,
    moments: tuple[Moment, Moment],
    scores: tuple[float, float],
    stored: Sequence[Target],
) -> list[Cause]:
    """What moved a measure's score from one moment to another, largest first; the points add up to its change.

    `scores` are those shown at the two moments, `stored` all targets of the measure. A measure without children in
    the graph alone. Source: Shapley value; among units the midpoint split of a sum or mean.
    """
    now, rules = spec_of(measure), Rules.of(plan)
    then, spec = (now.on(moment.period.end) for moment in moments)
    held = Held.of(plan, measure, unit_id)
    units = held.below if spec.roll_up == "raw" and not spec.formula else []
    rows = LeafRows(*(np.array(column) for column in _columns(measure.pk, [unit_id or 0, *units])))
    specs = as_of_day(with_inputs({now.id: now}), moments[1].period.end)
    sides = _sides(plan, specs, rows, moments, target_rows(stored))
    found = _split(rules, spec, sides)
    change = scores[1] - scores[0]
    is_same_rule = then is spec and rules.on(moments[0].period.end) == rules.on(moments[1].period.end)
    if found is None:
        return [Cause("known" if is_same_rule else "rule", change)] if change else []
    value, target, lines, is_together = found
    kind = "goal" if is_together else _kind_of_target(spec, sides)
    causes = [Cause(kind, target, _known(sides[0].wanted), _known(sides[1].wanted)), Cause("lines", lines)]
    by_unit = unit_causes(spec, held, units, [_unit_values(side) for side in sides], moments) if value else []
    causes += _of_units(by_unit, held, value, sides) or [
        Cause("value", value, _known(sides[0].value), _known(sides[1].value))
    ]
    causes = [cause for cause in causes if abs(cause.points) > _NOTHING]
    rest = change - sum(cause.points for cause in causes)
    if abs(rest) > 1e-9:
        causes.append(Cause("known" if is_same_rule else "rule", rest))
    return sorted(causes, key=lambda cause: -abs(cause.points))


def _columns(measure: int, units: Sequence[int]) -> tuple[list[int], list[int], list[int]]:
    return [0] * len(units), [measure] * len(units), list(units)


def _sides(
    plan: Plan,
    specs: dict[int, MeasureSpec],
    rows: LeafRows,
    moments: tuple[Moment, Moment],
    stored: list[tuple[Any, ...]],
) -> tuple[_Side, _Side]:
    spec = specs[int(rows.measure[0])]
    fiscal = fiscal_year_of(specs)
    first, last = moments[0].period, moments[1].period
    is_one_span = moments[0].as_of == moments[1].as_of and first <= last
    span = list(first.until(last)) if is_one_span else []
    values: list[Values] = []
    if span and len(span) <= _LONGEST_SPAN:
        whole = values_of(specs, rows, span, plan=plan, fiscal_year_start=fiscal, as_of=moments[0].as_of)
        values = [whole.part([0]), whole.part([-1])]
    else:
        for moment in moments:
            values.append(
                values_of(specs, rows, [moment.period], plan=plan, fiscal_year_start=fiscal, as_of=moment.as_of)
            )
    sides = []
    for moment, known in zip(moments, values):
        targets = target_matrix(specs, rows, [moment.period], [spec.id], stored, known.seen, plan)
        wanted = expected_targets([spec] * len(rows), [moment.period], targets, known)
        sides.append(_Side(moment.period, known, targets, float(wanted[0, 0])))
    return sides[0], sides[1]


def _split(rules: Rules, spec: MeasureSpec, sides: tuple[_Side, _Side]) -> tuple[float, float, float, bool] | None:
    """Points of value, target and lines, and whether the latter two are one; None where either side has no score.

    By the cut points of the later side, as by its definition.
    """
    if spec.method in PROGRESS_METHODS:
        corners = np.array([[_progress(rules, spec, of_value, of_target) for of_target in sides] for of_value in sides])
        value, target = engine.split_change(corners, 2).tolist()
        return None if np.isnan(value) else (value, target, 0.0, False)
    found = engine.score_effects(_inputs(spec, sides[0]), _inputs(spec, sides[1]), rules.on(sides[1].period.end).cuts)
    if np.isnan(found.value[0]):
        return None
    return float(found.value[0]), float(found.target[0]), float(found.lines[0]), bool(found.together[0])


def _inputs(spec: MeasureSpec, side: _Side) -> ScoreInputs:
    lines = {name: side.targets[name][:1] for name in _LINES}
    own = TargetMatrix({name: column[:1] for name, column in side.targets.columns.items()})
    wanted = np.array([[side.wanted]])
    return ScoreInputs(
        method=resolved_methods([spec], own, wanted)[0],
        direction=-1 if spec.direction == "lower" else 1,
        value=side.values.value[0],
        target=wanted[0],
        tolerance=leeway(side.targets["tolerance"][0], wanted[0], side.values.value[0]),
        **{name: column[0] for name, column in lines.items()},
    )


def _progress(rules: Rules, spec: MeasureSpec, of_value: _Side, of_target: _Side) -> float:
    count = len(of_value.values.value)
    rows = LeafRows(*(np.array(column) for column in _columns(spec.id, [0] * count)))
    scored = score_leaves({spec.id: spec}, rows, [of_value.period], of_value.values, of_target.targets, rules)
    return float(scored.score[0, 0])


def _kind_of_target(spec: MeasureSpec, sides: tuple[_Side, _Side]) -> str:
    """A target that nobody changed moves only along its trajectory, or with the periods that are summed."""
    if is_course(spec):
        return "course"
    before, after = (side.targets["target"][0, 0] for side in sides)
    return "course" if before == after else "target"


def _unit_values(side: _Side) -> list[float]:
    return [float(value) for value in side.values.value[:, 0]]


def _of_units(found: Sequence[UnitCause], held: Held, points: float, sides: tuple[_Side, _Side]) -> list[Cause]:
    """The points of the value, shared out as the units moved it; rounding is left with the largest."""
    moved = sides[1].value - sides[0].value
    if not found or not moved:
        return []
    shares = [one.moved / moved * points for one in found]
    largest = max(range(len(shares)), key=lambda at: abs(shares[at]))
    shares[largest] += points - sum(shares)
    return [Cause(one.kind, share, one.was, one.now, held.nodes[one.unit]) for one, share in zip(found, shares)]


def _known(number: float) -> float | None:
    return None if np.isnan(number) else float(number)
