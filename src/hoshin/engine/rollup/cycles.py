"""Cycles among contributions: finding one, and setting aside the edges of all."""

import numpy as np

from hoshin.engine.arrays import Bools
from hoshin.engine.rollup.aggregators import IdArray, IndexArray
from hoshin.engine.rollup.row import expand_segments


def find_cycle(n: int, child: IdArray, parent: IdArray) -> tuple[int, ...] | None:
    """One cycle as node ids, each a child of the next, or None; whatever the order of the edges.

    O(n + E). Source: Kahn's algorithm, then a walk in what it leaves.

    >>> find_cycle(3, np.array([0, 1, 2]), np.array([1, 2, 0]))
    (0, 1, 2)
    """
    edges = _core(n, child, parent, np.arange(child.size))
    if edges.size == 0:
        return None
    return _walk(_lowest_parent(child[edges], parent[edges]))


def _core(n: int, child: IdArray, parent: IdArray, edges: IndexArray) -> IndexArray:
    """Edges that remain when nodes without children, then nodes without parents, are peeled away."""
    for below, above in ((child, parent), (parent, child)):
        edges = edges[~_peelable(n, below[edges], above[edges])]
    return edges


def _peelable(n: int, below: IdArray, above: IdArray) -> Bools:
    by_below = np.argsort(below, kind="stable")
    ptr = np.concatenate(([0], np.cumsum(np.bincount(below, minlength=n))))
    pending = np.bincount(above, minlength=n)
    done = pending == 0
    frontier = np.flatnonzero(done)
    while frontier.size:
        positions, _ = expand_segments(ptr[frontier], ptr[frontier + 1])
        reached = above[by_below[positions]]
        np.subtract.at(pending, reached, 1)
        frontier = np.unique(reached[pending[reached] == 0])
        done[frontier] = True
    peeled: Bools = done[below]
    return peeled


def _lowest_parent(child: IdArray, parent: IdArray) -> dict[int, int]:
    order = np.lexsort((-parent.astype(np.int64), child))
    return dict(zip(child[order].tolist(), parent[order].tolist()))


def _walk(up: dict[int, int]) -> tuple[int, ...]:
    node = min(up)
    seen: dict[int, int] = {}
    path: list[int] = []
    while node not in seen:
        seen[node] = len(path)
        path.append(node)
        node = up[node]
    cycle = path[seen[node] :]
    lowest = cycle.index(min(cycle))
    return tuple(cycle[lowest:] + cycle[:lowest])
