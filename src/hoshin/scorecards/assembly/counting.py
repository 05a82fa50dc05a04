"""How the children of a node make its score: the share of each, and which of them decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from hoshin.engine import rollup as engine
from hoshin.engine.rollup import RollupResult
from hoshin.scorecards.assembly.aggregators import CODES, MEAN, WORDS
from hoshin.scorecards.assembly.rollup import EdgeColumns
from hoshin.strategy.choices import RollUpWay

NodeScores = Mapping[int, float | None]
_OF_ALL = {CODES[word] for word in (RollUpWay.PRODUCT, RollUpWay.GEOMEAN)}


@dataclass(frozen=True, slots=True)
class Counting:
    """The children of a node, by weight, those that are critical, and how the node rolls up."""

    weights: Mapping[int, float]
    critical: frozenset[int] = frozenset()
    aggregator: int = MEAN
    kth: int = 0

    @property
    def is_mean(self) -> bool:
        return self.aggregator == MEAN

    @property
    def word(self) -> str:
        """What the plan calls this way of rolling up."""
        return WORDS[self.aggregator]

    def scored(self, state: NodeScores) -> dict[int, float]:
        """The scores of the children that count."""
        return {
            child: score
            for child, weight in self.weights.items()
            if weight > 0 and (score := state.get(child)) is not None
        }

    def mean(self, state: NodeScores) -> float | None:
        """What a weighted mean of them would be."""
        scores = self.scored(state)
        total = sum(self.weights[child] for child in scores)
        return sum(self.weights[child] * score for child, score in scores.items()) / total if total else None

    def deciding(self, state: NodeScores) -> list[int]:
        """The children whose score is that of the node, where one of them alone decides; none where all do."""
        if self.is_mean or self.aggregator in _OF_ALL:
            return []
        shares, mean = shares_of(self, state), self.mean(state)
        found = [child for child, share in shares.items() if share.part > 0]
        if self.aggregator == CODES[RollUpWay.GATE]:
            # A gate that lets the mean through has all of its parts.
            capped = [child for child in found if child in self.critical]
            return capped if mean is not None and all((state.get(c) or 0.0) < mean for c in found) else []
        return found


def counting_of(edges: EdgeColumns) -> dict[int, Counting]:
    """By parent, how its children count; the edges hold at one time, and are ordered by parent and child."""
    starts = np.flatnonzero(np.diff(edges.parent, prepend=-1))
    found = {}
    for first, end in pairwise([*starts.tolist(), len(edges.parent)]):
        children = edges.child[first:end].tolist()
        marked = frozenset(edges.child[first:end][edges.critical[first:end]].tolist())
        weights = dict(zip(children, edges.weight[first:end].tolist()))
        found[int(edges.parent[first])] = Counting(weights, marked, int(edges.aggregator[first]), int(edges.kth[first]))
    return found


@dataclass(frozen=True, slots=True)
class Share:
    """Of a child: its part of the making (0–1), its points of the node's score, and these for each point of its own.

    Parts add up to 1, points to the node's score. Of a product each child has an equal part, of a geometric mean its
    part of the weight; where one child decides, it has all of them.
    """

    part: float
    points: float
    rate: float


def shares_of(counting: Counting, state: NodeScores) -> dict[int, Share]:
    """The share of each child in the score that follows from these scores. Method: Euler's theorem."""
    if counting.is_mean:
        total = sum(weight for child, weight in counting.weights.items() if state.get(child) is not None)
        found = {}
        for child, weight in counting.weights.items():
            score = state.get(child)
            share = weight / total if score is not None and total else 0.0
            found[child] = Share(share, share * (score or 0.0), share)
        return found
    children = sorted(counting.weights)
    top = len(children)
    scores = np.array([np.nan if (s := state.get(child)) is None else s for child in children])
    graph = engine.build_graph(
        top + 1,
        np.arange(top),
        np.full(top, top),
        [counting.weights[child] for child in children],
        aggregator=counting.aggregator,
        critical=[child in counting.critical for child in children],
        kth=counting.kth,
    )
    none = np.zeros(top + 1)
    rates = engine.effective_weights(graph, RollupResult(np.append(scores, np.nan), none, none.astype(np.uint8)))
    points = np.nan_to_num(rates * scores)
    parts = rates if counting.aggregator not in _OF_ALL else _parts(counting, scores, children)
    return {child: Share(float(parts[at]), float(points[at]), float(rates[at])) for at, child in enumerate(children)}


def _parts(counting: Counting, scores: np.ndarray, children: list[int]) -> np.ndarray:
    weights = np.array([counting.weights[child] for child in children])
    acting = np.where(np.isnan(scores), 0.0, weights)
    if counting.aggregator == CODES[RollUpWay.PRODUCT]:
        acting = (acting > 0).astype(np.float64)
    total = acting.sum()
    return acting / total if total else acting
