"""What would bring a score back: the values of leaves that score as much again, and what follows above them.

Values are found on the measure's own scoring function, whichever it is, by halving the way (methods 2.5, 9.2).
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from hoshin.base.periods import Period
from hoshin.engine import rollup
from hoshin.measures.models import PROGRESS_METHODS, Measure
from hoshin.scorecards.assembly.explain import MOST_NODES, Moment, scores_at
from hoshin.scorecards.assembly.formulas import with_inputs
from hoshin.scorecards.assembly.leaves import score_leaves
from hoshin.scorecards.assembly.rollup import edges_below, graph_of
from hoshin.scorecards.assembly.rules import Rules
from hoshin.scorecards.assembly.specs import LeafRows, MeasureSpec, as_of_day, fiscal_year_of, specs_of
from hoshin.scorecards.assembly.targets import TargetMatrix, target_matrix
from hoshin.scorecards.assembly.values import Values, values_of
from hoshin.strategy.models import Plan

_HALVINGS, _DOUBLINGS, _DUST = 60, 40, 1e-9


def value_scoring(
    plan: Plan, measure: Measure, unit_id: int | None, period: Period, wanted: float, was: float | None
) -> float | None:
    """The value nearest to that of the period with which the measure would have had the wanted score there.

    `was`: a value that is known to have scored so once. None: it has no value, scores by its progress over years, or no
    value within reach scores so much.
    """
    specs = as_of_day(with_inputs(specs_of([measure.pk])), period.end)
    spec = specs[measure.pk]
    if spec.method in PROGRESS_METHODS:
        return None
    rows = LeafRows(np.array([0]), np.array([measure.pk]), np.array([unit_id or 0]))
    values = values_of(specs, rows, [period], plan=plan, fiscal_year_start=fiscal_year_of(specs))
    targets = target_matrix(specs, rows, [period], [measure.pk], None, values.seen, plan)
    now, rules = float(values.value[0, 0]), Rules.of(plan)
    if np.isnan(now):
        return None

    def score(value: float) -> float:
        tried = replace(values, value=np.array([[value]]), reason=np.zeros((1, 1), np.uint8))
        return float(score_leaves(specs, rows, [period], tried, targets, rules).score[0, 0])

    beyond = _reaching(score, wanted, now, _further(spec, targets, values, now, was))
    return None if beyond is None else _halved(score, wanted, now, beyond)


def score_with(plan: Plan, top: int, period: Period, leaves: Mapping[int, float]) -> float | None:
    """What the score of a node would be with these scores of leaves below it, rolled up as the plan does.

    None below more than 20,000 nodes, which are not told apart.
    """
    if top in leaves:
        return leaves[top]
    edges = edges_below(top, {period.end}, MOST_NODES)
    nodes = np.unique(np.concatenate([[top], edges.parent, edges.child]))
    if not np.isin(list(leaves), nodes).all():
        return None
    known = scores_at(plan, nodes.tolist(), Moment(period)) | dict(leaves)
    scores = np.array([np.nan if (found := known.get(int(node))) is None else found for node in nodes])
    graph = graph_of(nodes, edges, Rules.of(plan).on(period.end).min_coverage)
    reached = float(rollup.roll_up(graph, scores).score[np.searchsorted(nodes, top)])
    return None if np.isnan(reached) else reached


def _further(
    spec: MeasureSpec, targets: TargetMatrix, values: Values, now: float, was: float | None
) -> Callable[[int], float]:
    """Values ever further from that of now on the way on which scores rise: first the one that was."""
    low, high = float(targets["low"][0, 0]), float(targets["high"][0, 0])
    middle = (low + high) / 2
    if spec.direction == "band" and not np.isnan(middle):
        return lambda step: now + (middle - now) * min(1.0, (step + 1) / 2)
    sign = -1.0 if spec.direction == "lower" else 1.0
    way = sign * max(abs(was - now) if was is not None else 0.0, abs(now) * 0.01, 1e-6)
    return lambda step: was if step == 0 and was is not None and (was - now) * sign > 0 else now + way * 2.0**step


def _reaching(
    score: Callable[[float], float], wanted: float, now: float, further: Callable[[int], float]
) -> float | None:
    for step in range(_DOUBLINGS):
        value = further(step)
        if value != now and score(value) >= wanted - _DUST:
            return value
    return None


def _halved(score: Callable[[float], float], wanted: float, short: float, beyond: float) -> float:
    for _turn in range(_HALVINGS):
        middle = (short + beyond) / 2
        if score(middle) >= wanted - _DUST:
            beyond = middle
        else:
            short = middle
    return beyond
