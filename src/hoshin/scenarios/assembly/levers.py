"""Which single measure, brought to its target, would move a score most (methods 9.2).

First-order: the points of the top for each point of a leaf, by one sweep down, times what the leaf lacks. The best of these
are scored at their target, and of the best of those the move is computed exactly, by the incremental pass.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np

from hoshin.base.periods import Period
from hoshin.engine import rollup as engine
from hoshin.engine.rollup import RollupResult
from hoshin.scorecards.assembly.counting import counting_of
from hoshin.scorecards.assembly.explain import MOST_NODES
from hoshin.scorecards.assembly.overlay import Overlay
from hoshin.scorecards.assembly.rollup import edges_below, graph_of
from hoshin.scorecards.assembly.rules import Rules
from hoshin.scorecards.assembly.scores import find_leaves
from hoshin.scorecards.assembly.specs import LeafRows
from hoshin.scorecards.assembly.unseen import sealed_parents, without_sealed
from hoshin.scorecards.models import Edge, NodeKind, Score
from hoshin.strategy.models import Plan

MOST_TRIED, MOST_LEVERS = 60, 8
_NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class Lever:
    """A measure at its target: its node, the value there, its score today and then, and by how much the top would move."""

    node: int
    value: float | None
    target: float
    before: float
    after: float
    moves: float


@dataclass(frozen=True, slots=True)
class Levers:
    """The most useful levers below a node, the best first; `is_too_large`: too much stands below to look through it."""

    found: tuple[Lever, ...] = ()
    is_too_large: bool = False


@dataclass(frozen=True, slots=True)
class _Leaf:
    node: int
    measure: int
    unit: int
    value: float | None
    target: float
    score: float
    rate: float


def levers_below(plan: Plan, top: int, period: Period, sees: Callable[[Collection[int]], Collection[int]]) -> Levers:
    """The levers of a node's score among what may be seen; below what hides a single part nothing is told."""
    edges = edges_below(top, [period.end], MOST_NODES)
    below = np.unique(np.concatenate([edges.child, edges.parent])).tolist()
    if not below:
        return Levers()
    if set(edges.parent.tolist()) == {top} and _has_more(edges.child.tolist()):
        return Levers(is_too_large=True)
    seen = frozenset({top, *sees(below)})
    rows = Score.objects.filter(node__in=below, period=period.start)
    stored = {row[0]: row for row in rows.values_list(
        "node", "score", "coverage", "reason", "value", "target", "node__kind", "node__measure", "node__unit"
    )}  # fmt: skip
    scores = {node: row[1] for node, row in stored.items()}
    open_edges = without_sealed(edges, sealed_parents(counting_of(edges), scores, seen))
    nodes = np.array(sorted({top, *below}), dtype=np.int64)
    least = Rules.of(plan).on(period.end).min_coverage
    graph = graph_of(nodes, edges, least)
    state = _state(nodes, stored)
    at = int(np.searchsorted(nodes, top))
    rates = engine.contribution_map(graph_of(nodes, open_edges, least), state, at)
    leaves = _leaves(nodes, rates, stored, seen, set(edges.parent.tolist()))
    best = sorted(leaves, key=lambda leaf: -leaf.rate * (100.0 - leaf.score))[:MOST_TRIED]
    return Levers(tuple(_exact(graph, state, nodes, at, _at_target(plan, period, best))))


def _has_more(children: list[int]) -> bool:
    """Whether something stands below the children of a node: then its levers lie there, and are too many."""
    return Edge.objects.filter(parent__in=children[:1000]).exists()


def _state(nodes: np.ndarray, stored: dict[int, tuple]) -> RollupResult:
    found = RollupResult(np.full(len(nodes), np.nan), np.zeros(len(nodes)), np.zeros(len(nodes), np.uint8))
    for place, node in enumerate(nodes.tolist()):
        row = stored.get(node)
        if row is not None:
            found.score[place] = np.nan if row[1] is None else row[1]
            found.coverage[place], found.reason[place] = row[2], row[3]
    return found


def _leaves(
    nodes: np.ndarray, rates: np.ndarray, stored: dict[int, tuple], seen: Collection[int], parents: set[int]
) -> list[_Leaf]:
    found = []
    for place in np.flatnonzero(np.nan_to_num(rates) > _NOTHING):
        node = int(nodes[place])
        row = stored.get(node)
        if row is None or node in parents or node not in seen or row[6] != NodeKind.MEASURE:
            continue
        _node, score, _coverage, _reason, value, target, _kind, measure, unit = row
        if score is not None and target is not None:
            found.append(_Leaf(node, measure, unit or 0, value, target, score, float(rates[place])))
    return found


def _at_target(plan: Plan, period: Period, leaves: list[_Leaf]) -> list[tuple[_Leaf, float]]:
    """The leaves whose score would be higher at their target, with that score, the most useful first."""
    if not leaves:
        return []
    ordered = sorted(leaves, key=lambda leaf: leaf.node)
    rows = LeafRows(*(np.array([getattr(leaf, name) for leaf in ordered]) for name in ("node", "measure", "unit")))
    over = Overlay(held={(leaf.measure, leaf.unit): leaf.target for leaf in ordered})
    scored = find_leaves(plan, rows, [period], Rules.of(plan), over=over).score[:, 0].tolist()
    better = [(leaf, score) for leaf, score in zip(ordered, scored) if score > leaf.score + _NOTHING]
    return sorted(better, key=lambda one: -one[0].rate * (one[1] - one[0].score))[: 2 * MOST_LEVERS]


def _exact(
    graph: engine.Graph, state: RollupResult, nodes: np.ndarray, top: int, tried: list[tuple[_Leaf, float]]
) -> list[Lever]:
    found = []
    for leaf, score in tried:
        then = RollupResult(state.score.copy(), state.coverage.copy(), state.reason.copy())
        engine.update(graph, then, [int(np.searchsorted(nodes, leaf.node))], [score])
        moves = float(then.score[top] - state.score[top])
        if moves > _NOTHING:
            found.append(Lever(leaf.node, leaf.value, leaf.target, leaf.score, score, moves))
    return sorted(found, key=lambda lever: -lever.moves)[:MOST_LEVERS]
