"""Draws of all leaves at once, rolled up as scores are, and what makes the bands wide."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Floats, Ints
from hoshin.engine.projecting.courses import STEPS, course_quantiles, courses_at
from hoshin.engine.rollup.full import roll_up
from hoshin.engine.rollup.graph import Graph
from hoshin.engine.rollup.row import expand_segments

DRAWS = 1_000
# Draws are made so many at a time, whatever is drawn: the numbers must not depend on how much memory there is.
_BLOCK = 20
_PAIRS_AT_ONCE = 50_000
_BAND = (0.1, 0.5, 0.9)


@dataclass(frozen=True, slots=True)
class Widest:
    """Which leaves make bands wide: columns (p,) of the node, the leaf, and the share of the node's variance."""

    node: Ints
    leaf: Ints
    share: Floats


@dataclass(frozen=True, slots=True)
class ProjectionResult:
    """Per node by id (n,): the 10 %, 50 % and 90 % points of its score, and the share of its weight that was drawn;
    NaN where it has no score, or too little of it was drawn. `widest`: for each node with children its widest leaves."""

    low: Floats
    middle: Floats
    high: Floats
    coverage: Floats
    widest: Widest


def project(
    graph: Graph,
    still: npt.ArrayLike,
    drawn: npt.ArrayLike,
    courses: npt.ArrayLike,
    factors: npt.ArrayLike,
    *,
    draws: int = DRAWS,
    seed: int = 0,
    most: int = 5,
    least: float = 0.05,
) -> ProjectionResult:
    """Project scores by drawing leaves together (a Gaussian copula) through the roll-up of the graph.

    Leaves ``drawn`` (m,) have their scores at ``STEPS`` in ``courses`` (m, k) and go together by ``factors`` (m, T);
    the others stay at ``still`` (n,), NaN for none, and count as not covered: where less than the graph's least coverage
    was drawn, there is no projection. A leaf's share is the squared correlation of its score with the node's, which is
    its part of the variance where leaves are independent and scores are means; named are at most ``most`` for a node,
    from a share of ``least`` on. Memory: four bytes for each draw of a node with children, and some columns.
    Source: Gaussian copula, Nelsen (2006); first-order index of variance, Sobol' (1993).

    >>> from hoshin.engine.rollup import build_graph
    >>> graph = build_graph(3, [0, 1], [2, 2], [1.0, 1.0])
    >>> found = project(graph, [np.nan, 60.0, np.nan], [0], [np.linspace(20.0, 80.0, 33)], np.zeros((1, 1)))
    >>> found.middle.round(0).tolist(), found.coverage.tolist(), found.widest.share.round(3).tolist()
    ([50.0, 60.0, 55.0], [1.0, 0.0, 0.5], [1.0])
    """
    scores, leaves, table, loads = _checked(graph, still, drawn, courses, factors)
    covered = np.zeros(graph.n)
    covered[leaves] = 1.0
    parents = graph.order[graph.leaves :].astype(np.int64)
    kept = np.empty((draws, parents.size), np.float32)
    wide = _Pairs.above(graph, leaves)
    coverage = covered
    done = 0
    for z in blocks_of(loads, draws, seed):
        size = z.shape[1]
        of_leaves = courses_at(table, z)
        every = np.repeat(scores[None], size, axis=0)
        every[:, leaves] = of_leaves.T
        rolled = roll_up(graph, every.T, np.broadcast_to(covered[:, None], (graph.n, size)))
        of_parents = np.ascontiguousarray(rolled.score[parents])
        wide.add(of_leaves, of_parents)
        kept[done : done + size] = of_parents.T
        coverage = rolled.coverage[:, 0]
        done += size
    band = np.where(graph.rank < graph.leaves, scores, np.nan)[None].repeat(len(_BAND), axis=0)
    band[:, leaves] = course_quantiles(table, _BAND).T
    band[:, parents] = _quantiles(kept)
    return ProjectionResult(band[0], band[1], band[2], coverage, wide.widest(leaves, parents, draws, most, least))


def _checked(
    graph: Graph, still: npt.ArrayLike, drawn: npt.ArrayLike, courses: npt.ArrayLike, factors: npt.ArrayLike
) -> tuple[Floats, Ints, Floats, Floats]:
    scores, leaves = np.asarray(still, np.float64), np.asarray(drawn, np.int64)
    table = np.ascontiguousarray(courses, np.float64).reshape(-1, STEPS.size)
    loads = np.asarray(factors, np.float64)
    if scores.shape != (graph.n,) or len(table) != leaves.size or len(loads) != leaves.size:
        raise ValueError("scores are one for each node; courses and factors one for each leaf that is drawn")
    if not np.isfinite(table).all():
        raise ValueError("a leaf that is drawn has a score wherever its value may stand")
    return scores, leaves, table, loads


def blocks_of(factors: Floats, draws: int, seed: int) -> Iterator[Floats]:
    """Normal numbers (m, block) that go together by their factors, as often as it takes.

    ``z = Fg + sqrt(1 − |F|²)·ε``.

    >>> [part.shape for part in blocks_of(np.zeros((3, 2)), 30, 1)]
    [(3, 20), (3, 10)]
    """
    own = np.sqrt(np.maximum(1.0 - (factors**2).sum(axis=1), 0.0))[:, None]
    for first in range(0, draws, _BLOCK):
        rng = np.random.default_rng((seed, first))
        size = min(_BLOCK, draws - first)
        common = rng.standard_normal((factors.shape[1], size))
        yield factors @ common + own * rng.standard_normal((len(factors), size))


def _quantiles(kept: npt.NDArray[np.float32]) -> Floats:
    found = np.empty((len(_BAND), kept.shape[1]))
    for first in range(0, kept.shape[1], 1_000):
        part = kept[:, first : first + 1_000].astype(np.float64)
        # What has no score has none in any draw, and what is lacking in some has no band.
        found[:, first : first + 1_000] = np.quantile(part, _BAND, axis=0)
    return found


@dataclass(slots=True)
class _Pairs:
    """Sums over draws for each pair of a drawn leaf (place) and a node above it (place among parents)."""

    leaf: Ints
    parent: Ints
    products: Floats
    leaf_sums: Floats
    parent_sums: Floats
    origin: tuple[Floats, Floats] | None = None

    @classmethod
    def above(cls, graph: Graph, leaves: Ints) -> "_Pairs":
        """All nodes above each leaf, however many ways lead there."""
        at, rank = np.arange(leaves.size), graph.rank[leaves].astype(np.int64)
        found = [np.empty(0, np.int64)]
        while at.size:
            first, last = graph.parent_ptr[rank], graph.parent_ptr[rank + 1]
            edges, _ = expand_segments(first, last)
            keys = np.unique(np.repeat(at, last - first) * graph.n + graph.parent[edges])
            at, rank = np.divmod(keys, max(graph.n, 1))
            found.append(keys)
        leaf, rank = np.divmod(np.unique(np.concatenate(found)), max(graph.n, 1))
        sums = np.zeros((2, leaves.size)), np.zeros((2, graph.n - graph.leaves))
        return cls(leaf, rank - graph.leaves, np.zeros(leaf.size), *sums)

    def add(self, of_leaves: Floats, of_parents: Floats) -> None:
        """Count a block of draws, as far from the first one, so that small spreads keep their digits."""
        if self.origin is None:
            self.origin = of_leaves[:, :1].copy(), of_parents[:, :1].copy()
        low, high = of_leaves - self.origin[0], of_parents - self.origin[1]
        for sums, part in ((self.leaf_sums, low), (self.parent_sums, high)):
            sums += part.sum(axis=1), (part * part).sum(axis=1)
        for first in range(0, self.leaf.size, _PAIRS_AT_ONCE):
            some = slice(first, first + _PAIRS_AT_ONCE)
            self.products[some] += np.einsum("ij,ij->i", low[self.leaf[some]], high[self.parent[some]])

    def widest(self, leaves: Ints, parents: Ints, draws: int, most: int, least: float) -> Widest:
        """The pairs of most share for each node above, the widest first."""
        (low, low2), (high, high2) = self.leaf_sums, self.parent_sums
        spread_low, spread_high = low2 - low * low / draws, high2 - high * high / draws
        together = self.products - low[self.leaf] * high[self.parent] / draws
        below = spread_low[self.leaf] * spread_high[self.parent]
        with np.errstate(divide="ignore", invalid="ignore"):
            share = np.where(below > 1e-12, np.minimum(together * together / below, 1.0), 0.0)
        named = np.flatnonzero(share >= least)
        order = named[np.lexsort((self.leaf[named], -share[named], self.parent[named]))]
        starts = np.flatnonzero(np.diff(self.parent[order], prepend=-1))
        place = np.arange(order.size) - np.repeat(starts, np.diff(starts, append=order.size))
        order = order[place < most]
        return Widest(parents[self.parent[order]], leaves[self.leaf[order]], share[order])
