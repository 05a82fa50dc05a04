"""How values of the past would be coloured by other targets, without storing anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from hoshin.base.periods import Period
from hoshin.engine.scoring import Method
from hoshin.measures.models import Direction, Measure, ScoringMethod, Target
from hoshin.scorecards.assembly.formulas import with_inputs
from hoshin.scorecards.assembly.leaves import METHODS, LeafScores, resolved_methods, score_leaves
from hoshin.scorecards.assembly.rules import Rules
from hoshin.scorecards.assembly.specs import LeafRows, MeasureSpec, fiscal_year_of, specs_of
from hoshin.scorecards.assembly.targets import COLUMNS, TargetMatrix, target_matrix
from hoshin.scorecards.assembly.values import values_of
from hoshin.scorecards.assembly.versions import by_what_held
from hoshin.strategy.models import Plan

_AUTOMATIC = ("binary", "band_flat", "thresholds", "attainment", "ratio")


@dataclass(frozen=True, slots=True)
class PastScore:
    """What one period's value would have scored; None where there is no value or no target."""

    score: float | None
    status: int
    target: float | None
    value: float | None


def scored_with(
    plan: Plan,
    measure: Measure,
    periods: Sequence[Period],
    targets: Sequence[tuple[Any, ...]] | None = None,
    *,
    unit_id: int | None = None,
) -> list[PastScore]:
    """Score a measure's values in some periods by given targets (default: the stored ones), as plan cut points say.

    `targets` are rows (measure, unit, start, frequency, numbers…) with the numbers in the order of `Target.VALUES`.
    With `unit_id` the values are that unit's, and its own targets go before those for all.
    """
    rows = LeafRows(np.array([0]), np.array([measure.pk]), np.array([unit_id or 0]))
    rules = Rules.of(plan)

    def scored(specs: dict[int, MeasureSpec], rows: LeafRows, periods: Sequence[Period]) -> LeafScores:
        values = values_of(specs, rows, periods, plan=plan, fiscal_year_start=fiscal_year_of(specs))
        matrix = target_matrix(specs, rows, periods, [measure.pk], targets, values.seen, plan)
        return score_leaves(specs, rows, periods, values, matrix, rules)

    return _past(by_what_held(with_inputs(specs_of([measure.pk])), rows, periods, scored))


def method_in_force(measure: MeasureSpec, target: Target | None) -> str:
    """The scoring method that a definition scores by under a target; "unscored" where none can be chosen.

    The target may be None: then a method that the measure names is returned, and "auto" comes to nothing.
    """
    if measure.method != ScoringMethod.AUTO:
        return str(measure.method)
    columns = {name: np.array([[_number(getattr(target, name, None))]]) for name in COLUMNS}
    code = int(resolved_methods([measure], TargetMatrix(columns), columns["target"])[0, 0])
    return next((name for name in _AUTOMATIC if METHODS[name] == code), str(ScoringMethod.UNSCORED))


def target_columns(measure: Measure) -> tuple[str, ...]:
    """The numbers of a target that matter to the way in which a measure is scored; which it shows is always told.

    Where the method is chosen from the target, those from which it is usually chosen.
    """
    if measure.method == ScoringMethod.AUTO:
        wanted = {"low", "high"} if measure.direction == Direction.BAND else {"baseline", "target", "red", "green"}
    else:
        own = [method for method in Method if METHODS.get(str(measure.method)) == method]
        wanted = {"target", *own[0].settings} if own else {"baseline", "target"}
    return tuple(name for name in Target.VALUES if name in wanted)


def _past(leaves: LeafScores) -> list[PastScore]:
    return [
        PastScore(_known(score), int(status), _known(target), _known(value))
        for score, status, target, value in zip(leaves.score[0], leaves.status[0], leaves.target[0], leaves.value[0])
    ]


def _known(number: float) -> float | None:
    return None if np.isnan(number) else float(number)


def _number(number: float | None) -> float:
    return np.nan if number is None else number
