"""Contributions as an immutable graph, relabelled so that nodes of equal height stand side by side."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from hoshin.engine.arrays import Bools, Codes, Floats
from hoshin.engine.rollup.aggregators import Aggregator, IdArray, IndexArray
from hoshin.engine.rollup.cycles import find_cycle
from hoshin.engine.rollup.errors import CycleError, DepthError
from hoshin.engine.rollup.row import DEFAULT_KTH, expand_segments, weight_totals, whole_weights

MAX_DEPTH = 32
BLOCK_EDGES = 65_536


@dataclass(frozen=True, slots=True)
class Graph:
    """Contributions among n nodes; all arrays but `order` are indexed by rank, the relabelled id.

    `order[rank]` is a node's id and `rank[id]` its rank; ranks of height h are
    `level_start[h]:level_start[h+1]`. The children of rank r are `child[ptr[r]:ptr[r+1]]`, ordered by
    id, its parents `parent[parent_ptr[r]:parent_ptr[r+1]]`. `whole_weight` is what is summed, in the
    proportion of `weight`; `weight_total` its sum for each rank. `block_start` cuts the parents into runs
    of one height that fit a processor's cache.
    """

    n: int
    order: IdArray
    rank: IdArray
    level_start: IndexArray
    ptr: IndexArray
    child: IdArray
    weight: Floats
    critical: Bools | None
    parent_ptr: IndexArray
    parent: IdArray
    aggregator: Codes
    kth: IdArray
    min_coverage: Floats
    whole_weight: Floats
    weight_total: Floats
    block_start: IndexArray

    @property
    def leaves(self) -> int:
        """Number of nodes without children: ranks 0 to leaves-1."""
        return int(self.level_start[1]) if self.n else 0

    @property
    def heights(self) -> IdArray:
        """Height (n,) of every node by id: 0 for leaves, else one more than its highest child."""
        levels = np.repeat(np.arange(self.level_start.size - 1, dtype=np.int32), np.diff(self.level_start))
        by_id: IdArray = levels[self.rank]
        return by_id


def build_graph(
    n: int,
    child: ArrayLike,
    parent: ArrayLike,
    weight: ArrayLike,
    *,
    aggregator: ArrayLike | None = None,
    critical: ArrayLike | None = None,
    min_coverage: ArrayLike = 0.5,
    kth: ArrayLike = DEFAULT_KTH,
) -> Graph:
    """The graph of edges child → parent (E,) with weights of at least 0, the same in any order of edges.

    `aggregator`, `min_coverage` and `kth` are columns (n,) or one value for all; `critical` (E,) marks
    children that cap a gate. Raises ValueError for ids out of range, bad weights and repeated edges,
    CycleError with one cycle, DepthError beyond 32 levels. Source: Kahn's algorithm.

    >>> build_graph(3, [0, 1], [2, 2], [1.0, 1.0]).heights
    array([0, 0, 1], dtype=int32)
    """
    kids, parents, weights = np.asarray(child), np.asarray(parent), np.asarray(weight, np.float64)
    _check_edges(n, kids, parents, weights)
    by_parent = _canonical_order(n, kids, parents)
    kids, parents = kids[by_parent].astype(np.int32), parents[by_parent].astype(np.int32)
    id_ptr = _pointers(parents, n)
    heights = _heights(n, kids, parents, id_ptr)
    order, rank, level_start = _relabel(n, kids, id_ptr, heights)
    edges, first = expand_segments(id_ptr[order], id_ptr[order + 1])
    ptr = np.append(first, np.int64(kids.size)) if n else np.zeros(1, np.int64)
    ranked_child, source = rank[kids[edges]], by_parent[edges]
    ranked_weight = weights[source]
    whole_weight, weight_total = _summed_weights(n, ranked_weight, ptr, level_start)
    return Graph(
        n=n,
        order=order,
        rank=rank,
        level_start=level_start,
        ptr=ptr,
        child=ranked_child,
        weight=ranked_weight,
        critical=None if critical is None else np.asarray(critical, np.bool_)[source],
        parent_ptr=_pointers(ranked_child, n),
        parent=rank[parents[edges]][np.argsort(ranked_child, kind="stable")],
        aggregator=_aggregators(n, aggregator)[order],
        kth=np.broadcast_to(np.asarray(kth, np.int32), (n,))[order],
        min_coverage=np.broadcast_to(np.asarray(min_coverage, np.float64), (n,))[order],
        whole_weight=whole_weight,
        weight_total=weight_total,
        block_start=_blocks(ptr, level_start),
    )


def _check_edges(n: int, child: IdArray, parent: IdArray, weight: Floats) -> None:
    if not child.shape == parent.shape == weight.shape or child.ndim != 1:
        raise ValueError("child, parent and weight must be columns of one length")
    outside = (child < 0) | (child >= n) | (parent < 0) | (parent >= n)
    if outside.any():
        edge = int(np.argmax(outside))
        raise ValueError(f"edge {edge} ({child[edge]} -> {parent[edge]}) names a node outside 0..{n - 1}")
    sound = np.isfinite(weight) & (weight >= 0)
    if not sound.all():
        edge = int(np.argmin(sound))
        raise ValueError(f"edge {edge} ({child[edge]} -> {parent[edge]}) has weight {weight[edge]}")


def _canonical_order(n: int, child: IdArray, parent: IdArray) -> IndexArray:
    keys = parent.astype(np.int64) * n + child
    order = np.argsort(keys)
    keys = keys[order]
    repeated = np.flatnonzero(keys[1:] == keys[:-1])
    if repeated.size:
        at = keys[repeated[0]]
        raise ValueError(f"edge {int(at % n)} -> {int(at // n)} is given more than once")
    return order


def _aggregators(n: int, aggregator: ArrayLike | None) -> Codes:
    given = np.asarray(Aggregator.MEAN if aggregator is None else aggregator, np.uint8)
    kinds = np.broadcast_to(given, (n,))
    unknown = kinds > max(Aggregator)
    if unknown.any():
        raise ValueError(f"node {int(np.argmax(unknown))} has an unknown aggregator")
    return kinds


def _summed_weights(n: int, weight: Floats, ptr: IndexArray, level_start: IndexArray) -> tuple[Floats, Floats]:
    total = np.zeros(n)
    if not weight.size:
        return weight, total
    leaves = level_start[1]
    whole = whole_weights(weight, ptr[leaves:-1])
    total[leaves:] = weight_totals(whole, ptr[leaves:-1])
    return whole, total


def _pointers(owner: IdArray, n: int) -> IndexArray:
    ptr = np.zeros(n + 1, np.int64)
    np.cumsum(np.bincount(owner, minlength=n), out=ptr[1:])
    return ptr


def _heights(n: int, child: IdArray, parent: IdArray, ptr: IndexArray) -> IdArray:
    upward = parent[np.argsort(child, kind="stable")]
    up_ptr = _pointers(child, n)
    pending = np.diff(ptr)
    heights = np.zeros(n, np.int32)
    frontier = np.flatnonzero(pending == 0)
    done, height = frontier.size, 0
    while frontier.size:
        positions, _ = expand_segments(up_ptr[frontier], up_ptr[frontier + 1])
        reached = upward[positions]
        np.subtract.at(pending, reached, 1)
        frontier = np.unique(reached[pending[reached] == 0])
        height += 1
        if height > MAX_DEPTH and frontier.size:
            raise DepthError(MAX_DEPTH)
        heights[frontier] = height
        done += frontier.size
    if done < n:
        cycle = find_cycle(n, child, parent)
        assert cycle is not None
        raise CycleError(cycle)
    return heights


def _relabel(n: int, child: IdArray, ptr: IndexArray, heights: IdArray) -> tuple[IdArray, IdArray, IndexArray]:
    """Order by height, and within one height by parent, so that a row's children are close in memory."""
    counts = np.bincount(heights, minlength=1)
    level_start = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    by_height = np.argsort(heights, kind="stable").astype(np.int32)
    order, rank = np.empty(n, np.int32), np.empty(n, np.int32)
    nearest = np.full(n, n, np.int32)
    for height in range(counts.size - 1, -1, -1):
        lo, hi = int(level_start[height]), int(level_start[height + 1])
        nodes = by_height[lo:hi]
        nodes = nodes[np.argsort(nearest[nodes], kind="stable")]
        order[lo:hi] = nodes
        rank[nodes] = np.arange(lo, hi, dtype=np.int32)
        edges, _ = expand_segments(ptr[nodes], ptr[nodes + 1])
        np.minimum.at(nearest, child[edges], np.repeat(rank[nodes], np.diff(ptr)[nodes]))
    return order, rank, level_start


def _blocks(ptr: IndexArray, level_start: IndexArray) -> IndexArray:
    cuts = [level_start[1:]]
    for lo, hi in pairwise(level_start[1:].tolist()):
        marks = np.arange(ptr[lo], ptr[hi], BLOCK_EDGES)
        cuts.append(np.clip(np.searchsorted(ptr[lo:hi], marks) + lo, lo, hi))
    return np.unique(np.concatenate(cuts)).astype(np.int64)
