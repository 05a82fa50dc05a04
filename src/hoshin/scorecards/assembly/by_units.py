"""What the units below gave to a score and how they moved it, as additive points: from the whole to units and back.

A score of the whole follows from objectives and measures. Its way down ends at the first nodes that belong to other units:
their scores where these are rolled up, their values where those are brought together and scored as one.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from hoshin.base.periods import Period
from hoshin.engine import rollup as engine
from hoshin.engine.rollup import holder_effects, holder_shares
from hoshin.scorecards.assembly.counting import Counting, counting_of
from hoshin.scorecards.assembly.explain import engine_input
from hoshin.scorecards.assembly.held_values import Figures, SplitMeasure, held_below, split_measures
from hoshin.scorecards.assembly.rollup import EdgeColumns, edges_down_to_units, graph_of
from hoshin.scorecards.assembly.unseen import parts_seen, sealed_parents, without_sealed
from hoshin.scorecards.figures import with_shown
from hoshin.scorecards.models import Node, NodeKind, Score
from hoshin.strategy.models import Plan

_NOTHING = 1e-9


@dataclass(slots=True)
class UnitPoints:
    """How much of a score something is (`share`, 0–1), the points that it gave, and those by which it moved it."""

    share: float = 0.0
    points: float = 0.0
    moved: float = 0.0


@dataclass(slots=True)
class SplitByUnits:
    """A score split among the units below it; all points together are the score, all that moved it its change.

    `apart`: what no unit holds, and what cannot be told by unit. `weights`: what weights did above the units, and what
    came or went as a whole. `unseen`: what is not told apart to somebody who may not see all of it. Without a score after,
    nothing has points; without one on either side, nothing moved.
    """

    before: float | None
    after: float | None
    units: dict[int, UnitPoints] = field(default_factory=lambda: defaultdict(UnitPoints))
    apart: UnitPoints = field(default_factory=UnitPoints)
    weights: UnitPoints = field(default_factory=UnitPoints)
    unseen: UnitPoints = field(default_factory=UnitPoints)


@dataclass(frozen=True, slots=True)
class _Side:
    edges: EdgeColumns
    scores: Mapping[int, float | None]


@dataclass(frozen=True, slots=True)
class _Known:
    """All that was read for some tops: `units` has by node the unit that it belongs to (0: none)."""

    units: Mapping[int, int]
    sides: tuple[_Side, _Side]
    measures: Mapping[int, SplitMeasure]
    seen: Collection[int]


def split_by_units(
    plan: Plan,
    tops: Collection[int],
    periods: tuple[Period, Period],
    sees: Callable[[Collection[int]], Collection[int]],
) -> dict[int, SplitByUnits]:
    """By top, its score in the later of two periods and the change since the earlier one, split among the units below.

    Official figures where a period is closed. `sees` says which nodes may be seen. Ten queries at most, however many tops.
    """
    edges = edges_down_to_units(tops, {period.end for period in periods})
    listed = np.unique(np.concatenate([list(tops), edges.parent, edges.child])).tolist()
    units, measures = _belonging(listed)
    held = held_below(plan, {node: where for node, where in measures.items() if node not in set(edges.parent.tolist())})
    wanted = {*listed, *(node for one in held for node in one.nodes)}
    figures = _figures(wanted, periods)
    split = {one.below.node: one for one in split_measures(plan, held, periods, figures)}
    sides = [
        _Side(edges.only(edges.holding_on(period.end)), {node: one.score for node, one in known.items()})
        for period, known in zip(periods, figures, strict=True)
    ]
    known = _Known(units, (sides[0], sides[1]), split, set(sees(listed)))
    return {top: _split(top, known) for top in tops}


def _belonging(nodes: Sequence[int]) -> tuple[dict[int, int], dict[int, tuple[int, int]]]:
    """The units that nodes belong to (0: none), and of measures the measure with the unit that holds it."""
    units, measures = {}, {}
    rows = Node.objects.filter(pk__in=nodes).values_list("pk", "kind", "measure_id", "unit_id", "objective__unit_id")
    for node, kind, measure, unit, owning in rows:
        units[node] = unit or owning or 0
        if kind == NodeKind.MEASURE:
            measures[node] = (measure, unit or 0)
    return units, measures


def _figures(
    nodes: Collection[int], periods: tuple[Period, Period]
) -> tuple[Mapping[int, Figures], Mapping[int, Figures]]:
    found: dict[object, dict[int, Figures]] = {period.start: {} for period in periods}
    rows = with_shown(Score.objects.filter(node_id__in=nodes, period__in=list(found)))
    for node, period, *numbers in rows.values_list("node_id", "period", "shown_score", "shown_value", "shown_target"):
        found[period][node] = Figures(*numbers)
    return found[periods[0].start], found[periods[1].start]


def _split(top: int, known: _Known) -> SplitByUnits:
    own = known.units[top]
    ends = {node for node, unit in known.units.items() if unit not in (0, own)}
    sides = [_Side(side.edges.only(~np.isin(side.edges.parent, list(ends))), side.scores) for side in known.sides]
    found = SplitByUnits(*(side.scores.get(top) for side in sides))
    below = [counting_of(side.edges) for side in sides]
    if found.after is not None:
        _give(found, top, sides[1], below[1], known, ends)
    if found.before is not None and found.after is not None:
        sealed = set[int]().union(
            *(sealed_parents(one, side.scores, known.seen) for one, side in zip(below, sides, strict=True))
        )
        _move(found, top, sides, sealed, known, ends)
    return found


def _give(
    found: SplitByUnits, top: int, side: _Side, below: Mapping[int, Counting], known: _Known, ends: Collection[int]
) -> None:
    """The points of the score after, down from the top: of each node its points for each of its own, over all ways."""
    assert found.after is not None
    rates, shares = defaultdict[int, float](float, {top: 1.0}), defaultdict[int, float](float, {top: 1.0})
    for node in _downwards(top, side.edges):
        rate, share = rates[node], shares[node]
        score = side.scores.get(node)
        counting = below.get(node)
        if score is None or not share:
            continue
        parts = parts_seen(counting, side.scores, known.seen) if counting else []
        if counting is None or node in ends:
            _give_end(found, node, rate, share, score, known, ends)
        elif any(part.points is None for part in parts):
            _add(found.unseen, share, rate * score)
        else:
            for part in parts:
                if part.node is None:
                    _add(found.unseen, share * (part.effective_weight or 0.0), rate * (part.points or 0.0))
                else:
                    rates[part.node] += rate * (part.rate or 0.0)
                    shares[part.node] += share * (part.effective_weight or 0.0)
    told = sum(one.points for one in (*found.units.values(), found.apart, found.unseen))
    if abs(found.after - told) > _NOTHING:
        found.apart.points += found.after - told


def _give_end(
    found: SplitByUnits, node: int, rate: float, share: float, score: float, known: _Known, ends: Collection[int]
) -> None:
    measure = known.measures.get(node)
    if node in ends:
        _add(found.units[known.units[node]], share, rate * score)
    elif measure is None or measure.after is None:
        _add(found.apart, share, rate * score)
    else:
        given = holder_shares(measure.how, measure.after)
        for unit, part, points in zip(measure.below.units, given.share.tolist(), given.points.tolist(), strict=True):
            if part or points:
                _add(found.units[unit], share * part, rate * points)


def _add(to: UnitPoints, share: float, points: float) -> None:
    to.share += share
    to.points += points


def _downwards(top: int, edges: EdgeColumns) -> Sequence[int]:
    """The nodes of some edges, each after all that it counts for."""
    nodes = np.unique(np.concatenate([[top], edges.parent, edges.child]))
    return nodes[graph_of(nodes, edges, 0.0).order[::-1]].tolist()


def _move(
    found: SplitByUnits,
    top: int,
    sides: Sequence[_Side],
    sealed: Collection[int],
    known: _Known,
    ends: Collection[int],
) -> None:
    """The change of the score, attributed to ends, and from measures on to the units that hold their values."""
    told = [without_sealed(side.edges, sealed) for side in sides]
    nodes = np.unique(np.concatenate([[top], *(each for one in told for each in (one.parent, one.child))]))
    graphs = [engine_input(nodes, edges, side.scores) for edges, side in zip(told, sides, strict=True)]
    result = engine.attribute(*graphs[0], *graphs[1], int(np.searchsorted(nodes, top)))

    def of(node: int) -> UnitPoints:
        if node not in known.seen or node in sealed:
            return found.unseen
        return found.units[known.units[node]] if node in ends else found.apart

    for at in np.flatnonzero((np.abs(result.leaf_effect) > 0) | np.isin(nodes, list(known.measures))).tolist():
        node, points = int(nodes[at]), float(result.leaf_effect[at])
        measure = known.measures.get(node)
        is_whole = measure is None or measure.before is None or measure.after is None or node in sealed
        if is_whole or node not in known.seen:
            of(node).moved += points
            continue
        effects = float(result.rate[at]) * holder_effects(measure.how, measure.before, measure.after)
        for unit, effect in zip(measure.below.units, effects.tolist(), strict=True):
            found.units[unit].moved += effect
        found.apart.moved += points - float(effects.sum())
    for at in np.flatnonzero(result.weight_effect).tolist():
        node = int(nodes[result.edge_child[at]])
        where = of(node)
        (found.weights if where is found.apart else where).moved += float(result.weight_effect[at])
    found.weights.moved += float(result.rule_effect.sum()) + result.residual
