"""Which single measure, brought to its target, would move a score most (methods 9.2).

First-order: the points of the top for each point of a leaf, by one sweep down, times what the leaf lacks. The best of these
are scored at their target, and of the best of those the move is computed exactly, by the incremental pass. Beside it
stands what one good step of the measure's own past would move: the 80th percentile of its changes.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from django.db import connection

from hoshin.base.periods import Period
from hoshin.engine import rollup as engine
from hoshin.engine.arrays import Bools
from hoshin.engine.rollup import RollupResult
from hoshin.scorecards.assembly.counting import counting_of
from hoshin.scorecards.assembly.explain import MOST_NODES
from hoshin.scorecards.assembly.overlay import Overlay
from hoshin.scorecards.assembly.rollup import edges_below, edges_of_plan_on, graph_of
from hoshin.scorecards.assembly.rules import Rules
from hoshin.scorecards.assembly.scores import find_leaves
from hoshin.scorecards.assembly.specs import LeafRows, specs_of
from hoshin.scorecards.assembly.stored import Stored, stored_of
from hoshin.scorecards.assembly.unseen import sealed_parents, without_sealed
from hoshin.scorecards.models import Edge, Score
from hoshin.strategy.models import Plan

MOST_TRIED, MOST_LEVERS = 60, 8
# Of how many periods changes are looked at, and how many of these there must be.
LONGEST_PAST, LEAST_CHANGES = 36, 7
_NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class Lever:
    """A measure at its target: its node, the value there, its score today and then, and by how much the top would move.

    `step` is the value after one good step of its own past, the target at most, and `step_moves` what that would move the
    top by; None where its past tells of no such step.
    """

    node: int
    value: float | None
    target: float
    before: float
    after: float
    moves: float
    step: float | None = None
    step_moves: float | None = None


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


def levers_below(
    plan: Plan,
    top: int,
    period: Period,
    sees: Callable[[Collection[int]], Collection[int]] | None,
    is_whole: bool = False,
) -> Levers:
    """The levers of a node's score among what may be seen (None: all); below what hides a single part nothing is told.

    `is_whole`: the node is that of the plan, below which all of it stands.
    """
    edges = edges_of_plan_on(plan, period.end, MOST_NODES) if is_whole else edges_below(top, [period.end], MOST_NODES)
    if edges is None:
        return Levers(is_too_large=True)
    below = np.unique(np.concatenate([edges.child, edges.parent])).tolist()
    if not below:
        return Levers()
    if set(edges.parent.tolist()) == {top} and _has_more(edges.child.tolist()):
        return Levers(is_too_large=True)
    nodes = np.array(sorted({top, *below}), dtype=np.int64)
    standing, least = _standing(nodes, period, plan if is_whole else None), Rules.of(plan).on(period.end).min_coverage
    state, graph, at = standing.state, graph_of(nodes, edges, least), int(np.searchsorted(nodes, top))
    open_graph, is_seen = graph, np.ones(len(nodes), dtype=np.bool_)
    if sees is not None:
        seen = frozenset({top, *sees(below)})
        scores = dict(zip(nodes.tolist(), np.where(np.isnan(state.score), None, state.score).tolist()))
        sealed = sealed_parents(counting_of(edges), scores, seen)
        open_graph, is_seen = graph_of(nodes, without_sealed(edges, sealed), least), np.isin(nodes, list(seen))
    rates = engine.contribution_map(open_graph, state, at)
    is_leaf = standing.has_target & is_seen & ~np.isin(nodes, edges.parent) & (np.nan_to_num(rates) > _NOTHING)
    places = np.flatnonzero(is_leaf)
    # First by what each could bring at most; equal ones stay in the order of nodes.
    order = np.argsort(-rates[places] * (100.0 - state.score[places]), kind="stable")
    best = _leaves(nodes, rates, places[order[:MOST_TRIED]], period)
    trial = _Trial.of(plan, period, graph, state, nodes, at, best)
    return Levers(tuple(_with_steps(trial, _exact(trial, _at_target(trial)))))


def _has_more(children: list[int]) -> bool:
    """Whether something stands below the children of a node: then its levers lie there, and are too many."""
    return Edge.objects.filter(parent__in=children[:1000]).exists()


@dataclass(frozen=True, slots=True)
class _Standing:
    """How nodes stand in a period; `has_target`: which of them are measures with a score and a target."""

    state: RollupResult
    has_target: Bools


_STANDING = """
SELECT s.node_id, s.score, s.coverage, s.reason, s.score IS NOT NULL AND s.target IS NOT NULL AND n.kind = 'measure'
FROM scorecards_node n JOIN scorecards_score s ON s.node_id = n.id AND s.period = %s
"""


def _standing(nodes: np.ndarray, period: Period, plan: Plan | None) -> _Standing:
    """The stored scores of some nodes, of a whole plan where it is named. One query."""
    found = RollupResult(np.full(len(nodes), np.nan), np.zeros(len(nodes)), np.zeros(len(nodes), np.uint8))
    has_target = np.zeros(len(nodes), dtype=np.bool_)
    with connection.cursor() as cursor:
        if plan is not None:
            cursor.execute(f"{_STANDING} WHERE n.plan_id = %s", [period.start, plan.pk])
        else:
            cursor.execute(f"{_STANDING} WHERE n.id = ANY(%s)", [period.start, nodes.tolist()])
        rows = cursor.fetchall()
    if rows:
        node, score, coverage, reason, with_target = (np.array(column) for column in zip(*rows))
        own = np.isin(node, nodes)
        at = np.searchsorted(nodes, node[own])
        found.score[at], found.coverage[at] = score[own].astype(np.float64), coverage[own]
        found.reason[at], has_target[at] = reason[own], with_target[own]
    return _Standing(found, has_target)


def _leaves(nodes: np.ndarray, rates: np.ndarray, places: np.ndarray, period: Period) -> list[_Leaf]:
    """The measures at some places, in this order."""
    rows = Score.objects.filter(node__in=nodes[places].tolist(), period=period.start)
    known = {row[0]: row[1:] for row in rows.values_list(
        "node", "node__measure", "node__unit", "value", "target", "score"
    )}  # fmt: skip
    found = []
    for place in places.tolist():
        measure, unit, value, target, score = known[int(nodes[place])]
        found.append(_Leaf(int(nodes[place]), measure, unit or 0, value, target, score, float(rates[place])))
    return found


@dataclass(frozen=True, slots=True)
class _Trial:
    """The measures that are tried, in the order of their nodes, what stands of them, and the graph above them."""

    plan: Plan
    period: Period
    graph: engine.Graph
    state: RollupResult
    nodes: np.ndarray
    top: int
    leaves: tuple[_Leaf, ...]
    stored: Stored
    rules: Rules

    @classmethod
    def of(
        cls, plan: Plan, period: Period, graph: engine.Graph, state: RollupResult, nodes: np.ndarray, top: int,
        leaves: Iterable[_Leaf],
    ) -> "_Trial":  # fmt: skip
        ordered = tuple(sorted(leaves, key=lambda leaf: leaf.node))
        stored = stored_of(plan, specs_of(sorted({leaf.measure for leaf in ordered})))
        return cls(plan, period, graph, state, nodes, top, ordered, stored, Rules.of(plan))

    def scored(self, values: Mapping[int, float]) -> dict[int, float]:
        """The scores of some of the measures at other values, by node."""
        chosen = [leaf for leaf in self.leaves if leaf.node in values]
        if not chosen:
            return {}
        rows = LeafRows(*(np.array([getattr(leaf, name) for leaf in chosen]) for name in ("node", "measure", "unit")))
        over = Overlay(held={(leaf.measure, leaf.unit): values[leaf.node] for leaf in chosen})
        found = find_leaves(self.plan, rows, [self.period], self.rules, over=over, stored=self.stored).score[:, 0]
        return dict(zip(rows.node.tolist(), found.tolist(), strict=True))

    def moved(self, node: int, score: float) -> float:
        """By how much the top would move, were this the score of one measure."""
        then = RollupResult(self.state.score.copy(), self.state.coverage.copy(), self.state.reason.copy())
        engine.update(self.graph, then, [int(np.searchsorted(self.nodes, node))], [score])
        return float(then.score[self.top] - self.state.score[self.top])


def _at_target(trial: _Trial) -> list[tuple[_Leaf, float]]:
    """The leaves whose score would be higher at their target, with that score, the most useful first."""
    scored = trial.scored({leaf.node: leaf.target for leaf in trial.leaves})
    tried = [(leaf, scored[leaf.node]) for leaf in trial.leaves]
    better = [(leaf, score) for leaf, score in tried if score > leaf.score + _NOTHING]
    return sorted(better, key=lambda one: -one[0].rate * (one[1] - one[0].score))[: 2 * MOST_LEVERS]


def _exact(trial: _Trial, tried: list[tuple[_Leaf, float]]) -> list[Lever]:
    found = []
    for leaf, score in tried:
        moves = trial.moved(leaf.node, score)
        if moves > _NOTHING:
            found.append(Lever(leaf.node, leaf.value, leaf.target, leaf.score, score, moves))
    return sorted(found, key=lambda lever: -lever.moves)[:MOST_LEVERS]


def _with_steps(trial: _Trial, levers: Sequence[Lever]) -> list[Lever]:
    """The levers, each with the value after one good step of its past, and what that would move (methods 9.2). One query."""
    steps = _steps(trial.period, {lever.node: lever for lever in levers if lever.value is not None})
    scored = trial.scored(steps)
    return [
        replace(lever, step=steps[lever.node], step_moves=trial.moved(lever.node, scored[lever.node]))
        if lever.node in scored and not np.isnan(scored[lever.node])
        else lever
        for lever in levers
    ]


def _steps(period: Period, levers: Mapping[int, Lever]) -> dict[int, float]:
    """The value after a change that four of five were smaller than, towards the target, and not beyond it."""
    first = period.shift(-LONGEST_PAST).start
    rows = Score.objects.filter(node__in=list(levers), period__range=(first, period.start), value__isnull=False)
    past: dict[int, dict[date, float]] = defaultdict(dict)
    for node, start, value in rows.values_list("node", "period", "value"):
        past[node][start] = value
    starts = [period.shift(-back).start for back in reversed(range(LONGEST_PAST + 1))]
    found = {}
    for node, lever in levers.items():
        values = np.array([past[node].get(start, np.nan) for start in starts])
        assert lever.value is not None, "asked for those with a value"
        towards = lever.target - lever.value
        changes = np.sign(towards) * np.diff(values)
        changes = changes[~np.isnan(changes)]
        good = float(np.percentile(changes, 80)) if len(changes) >= LEAST_CHANGES else 0.0
        if good > 0:
            found[node] = lever.value + float(np.sign(towards)) * min(good, abs(towards))
    return found
