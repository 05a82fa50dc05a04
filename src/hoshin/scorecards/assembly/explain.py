"""What a score is made of, and what moved it, as additive points."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import numpy as np

from hoshin.base.periods import Period
from hoshin.engine import rollup as engine
from hoshin.engine.rollup import RollupResult
from hoshin.scorecards.assembly import scores
from hoshin.scorecards.assembly.counting import Counting, NodeScores, counting_of
from hoshin.scorecards.assembly.rollup import EdgeColumns, edges_below, graph_of
from hoshin.scorecards.assembly.unseen import Part, parts_seen, sealed_parents, tells_how, without_sealed
from hoshin.scorecards.figures import with_shown
from hoshin.scorecards.models import Score
from hoshin.strategy.models import Plan

MOST_NODES = 20_000
# The edges that held in a moment, and the scores of nodes then.
_Side = tuple[EdgeColumns, dict[int, float | None]]


@dataclass(frozen=True, slots=True)
class Moment:
    """A period as it was known at an instant (None: as it stands, with the snapshot where the period is closed)."""

    period: Period
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """Points by which a node moved the score: by its own change ("score"), by data appearing or disappearing
    ("coverage"), by weights ("weight", then of the child within `parent`), or by rolling up otherwise ("roll_up").

    What moved a measure itself has kinds of its own, with the number before and after where there is one. "unseen" is what
    is not told apart because somebody may not see all of it: of hidden nodes together (`node` is None), or of all below.
    """

    node: int | None
    parent: int | None
    kind: str
    points: float
    was: float | None = None
    now: float | None = None


@dataclass(frozen=True, slots=True)
class Movement:
    """The change of a score between two moments; effects and residual add up to it."""

    before: float | None
    after: float | None
    effects: tuple[Effect, ...]
    residual: float


@dataclass(frozen=True, slots=True)
class Making:
    """How a score came about: by which roll-up (a word), from how many parts, which of them decided, and what a weighted
    mean of them would be."""

    aggregator: str
    kth: int
    among: int
    deciding: tuple[int, ...]
    mean: float | None


@dataclass(frozen=True, slots=True)
class LevelStep:
    """One step of a score's change on its way down: an effect in points of the top, in its place.

    `path` are the nodes from the top's child down to the one that moved; `opens`: what stands below it can be told.
    """

    effect: Effect
    path: tuple[int, ...]
    opens: bool = False


@dataclass(frozen=True, slots=True)
class ComparedMoments:
    """What a node's score is made of, how (None: it has no parts, or it may not be told), since when its weights hold, what
    moved it, and the same level by level: steps of one level add up to that of the level above, those of the first to the
    change."""

    parts: list[Part]
    making: Making | None
    movement: Movement
    weights_since: date | None
    steps: list[LevelStep]


def compared(
    plan: Plan,
    top: int,
    before: Moment,
    after: Moment,
    sees: Callable[[Collection[int]], Collection[int]],
    opened: Collection[tuple[int, ...]] = (),
) -> ComparedMoments:
    """What a node's score is made of after, what moved it since before, and since when its weights hold.

    `opened` are the paths whose level below is told as well.

    Parts are the children in the later moment; missing ones have 0 points. Below more than 20,000 nodes only the
    direct children are told apart. Missing in either moment: no effects. `sees` says which of those below may be seen,
    as the top is; the others are told together.
    """
    edges = edges_below(top, {before.period.end, after.period.end}, MOST_NODES)
    edges0, edges1 = (edges.only(edges.holding_on(moment.period.end)) for moment in (before, after))
    listed = _nodes(top, edges).tolist()
    others = [node for node in listed if node != top]
    seen = frozenset({top, *(sees(others) if others else ())})
    state0, state1 = _states(plan, listed, before, after)
    own = edges1.parent == top
    starts = edges1.valid_from[own & ~np.isnat(edges1.valid_from)]
    since = starts.max().astype(object) if len(starts) else None
    below0, below1 = counting_of(edges0), counting_of(edges1)
    counting = below1.get(top, Counting({}))
    parts = parts_seen(counting, state1, seen)
    sealed = sealed_parents(below0, state0, seen) | sealed_parents(below1, state1, seen)
    sides = (without_sealed(edges0, sealed), state0), (without_sealed(edges1, sealed), state1)
    moved = _told(_movement(top, *sides), top, sealed, seen)
    steps = [] if top in sealed else _steps(top, (), 1.0, sides, seen, frozenset(opened))
    return ComparedMoments(parts, _making(counting, state1, seen), moved, since, steps)


def _steps(
    node: int,
    path: tuple[int, ...],
    rate: float,
    sides: tuple[_Side, _Side],
    seen: Collection[int],
    opened: frozenset[tuple[int, ...]],
) -> list[LevelStep]:
    """The steps of the level below a node, each followed by those below it where that is opened, largest first.

    `rate`: points of the top for each point of the node along the way.
    """
    level = tuple((edges.only(edges.parent == node), state) for edges, state in sides)
    moved, rates = _attributed(node, level[0], level[1])
    hidden = sum(effect.points for effect in moved.effects if effect.node not in seen)
    found = []
    for effect in moved.effects:
        if effect.node is None or effect.node not in seen:
            continue
        below = (*path, effect.node)
        opens = effect.kind == "score" and all((edges.parent == effect.node).any() for edges, _ in sides)
        found.append(LevelStep(replace(effect, points=effect.points * rate), below, opens))
        if opens and below in opened:
            found += _steps(effect.node, below, rate * rates[effect.node], sides, seen, opened)
    if hidden:
        found.append(LevelStep(Effect(None, None, "unseen", hidden * rate), (*path, 0)))
    return found


def _making(counting: Counting, state: NodeScores, seen: Collection[int]) -> Making | None:
    scored = counting.scored(state)
    if not scored or not tells_how(counting, seen):
        return None
    deciding = tuple(sorted(counting.deciding(state)))
    return Making(counting.word, counting.kth, len(scored), deciding, counting.mean(state))


def _nodes(top: int, *edges: EdgeColumns) -> np.ndarray:
    return np.unique(np.concatenate([[top], *(ends for each in edges for ends in (each.parent, each.child))]))


def _told(moved: Movement, top: int, sealed: Collection[int], seen: Collection[int]) -> Movement:
    """A movement in which hidden nodes are one effect, and all of it is where the top itself has one hidden part."""
    if top in sealed and moved.before is not None and moved.after is not None and moved.before != moved.after:
        return replace(moved, effects=(Effect(top, None, "unseen", moved.after - moved.before),))
    hidden = [effect for effect in moved.effects if effect.node not in seen]
    if not hidden:
        return moved
    effects = [effect for effect in moved.effects if effect.node in seen]
    effects.append(Effect(None, None, "unseen", sum(effect.points for effect in hidden)))
    return replace(moved, effects=tuple(sorted(effects, key=lambda effect: -abs(effect.points))))


def _movement(top: int, before: _Side, after: _Side) -> Movement:
    """The change of a node's score, attributed exactly to what stands below it."""
    return _attributed(top, before, after)[0]


def _attributed(top: int, before: _Side, after: _Side) -> tuple[Movement, dict[int, float]]:
    """The same, and by child of the top the points that it has for each point of the child along the way."""
    nodes = _nodes(top, before[0], after[0])
    scores0, scores1 = before[1].get(top), after[1].get(top)
    if scores0 is None or scores1 is None or len(nodes) == 1:
        return Movement(scores0, scores1, (), 0.0), {}
    result = engine.attribute(
        *engine_input(nodes, *before), *engine_input(nodes, *after), int(np.searchsorted(nodes, top))
    )
    effects = [
        Effect(int(nodes[i]), None, "score", float(result.leaf_effect[i]))
        for i in np.flatnonzero(np.abs(result.leaf_effect) > 0)
    ]
    for kind, column in (("coverage", result.coverage_effect), ("weight", result.reweighting_effect)):
        effects += [
            Effect(int(nodes[result.edge_child[e]]), int(nodes[result.edge_parent[e]]), kind, float(column[e]))
            for e in np.flatnonzero(np.abs(column) > 1e-12)
        ]
    effects += [
        Effect(int(nodes[i]), None, "roll_up", float(result.rule_effect[i]))
        for i in np.flatnonzero(np.abs(result.rule_effect) > 1e-12)
    ]
    effects.sort(key=lambda effect: -abs(effect.points))
    own = result.edge_parent == np.searchsorted(nodes, top)
    rates = dict(zip(nodes[result.edge_child[own]].tolist(), result.edge_path[own].tolist()))
    return Movement(scores0, scores1, tuple(effects), result.residual), rates


def engine_input(
    nodes: np.ndarray, edges: EdgeColumns, state: Mapping[int, float | None]
) -> tuple[engine.Graph, RollupResult]:
    """Edges that hold at one time among nodes (n,) ascending, and their scores, as the engine takes them."""
    graph = graph_of(nodes, edges, 0.5)
    score = np.array([np.nan if (s := state.get(int(node))) is None else s for node in nodes])
    return graph, RollupResult(score, (~np.isnan(score)).astype(np.float64), np.zeros(len(nodes), np.uint8))


def scores_at(plan: Plan, nodes: Sequence[int], moment: Moment) -> dict[int, float | None]:
    """Scores by node at a moment; official ones where the period is closed. Nodes without a row are left out."""
    if moment.as_of is None:
        return _stored(nodes, [moment.period.start])[moment.period.start]
    _, _, rolled = scores.find_all(plan, [moment.period], moment.as_of)
    return {
        int(node): None if np.isnan(score) else float(score) for node, score in zip(rolled.node, rolled.score[:, 0])
    }


def _states(
    plan: Plan, nodes: Sequence[int], before: Moment, after: Moment
) -> tuple[dict[int, float | None], dict[int, float | None]]:
    if before.as_of is None and after.as_of is None:
        found = _stored(nodes, [before.period.start, after.period.start])
        return found[before.period.start], found[after.period.start]
    return scores_at(plan, nodes, before), scores_at(plan, nodes, after)


def _stored(nodes: Sequence[int], periods: Sequence[date]) -> dict[date, dict[int, float | None]]:
    found: dict[date, dict[int, float | None]] = {period: {} for period in periods}
    rows = with_shown(Score.objects.filter(node_id__in=nodes, period__in=periods))
    for node, period, score in rows.values_list("node_id", "period", "shown_score"):
        found[period][node] = score
    return found
