"""Organisation-like graphs of any size: seven levels, about 1.2 contributions for each node."""

from dataclasses import dataclass

import numpy as np

LEVELS = 7
SECOND_PARENTS = 0.2


@dataclass(frozen=True, slots=True)
class RandomOrganisation:
    """Edges child → parent (E,) with weights, and leaf scores (n,) of which a share is missing."""

    n: int
    child: np.ndarray
    parent: np.ndarray
    weight: np.ndarray
    scores: np.ndarray


def random_organisation(n: int, seed: int, *, missing: float = 0.05, shuffle: bool = True) -> RandomOrganisation:
    """n nodes in seven levels, each node below the top under one parent of the next level and some under two.

    Levels grow geometrically from one top node; ids are shuffled unless told otherwise, so that no pass
    profits from the order of creation.
    """
    rng = np.random.default_rng(seed)
    starts = _level_starts(n)
    children, parents = [], []
    for level in range(1, len(starts) - 1):
        above, lo, hi = starts[level - 1], starts[level], starts[level + 1]
        first = above + np.arange(hi - lo) * (lo - above) // (hi - lo)
        children.append(np.arange(lo, hi))
        parents.append(first)
        twice = np.flatnonzero(rng.random(hi - lo) < SECOND_PARENTS) if lo - above > 1 else np.empty(0, int)
        second = above + (first[twice] - above + rng.integers(1, max(lo - above, 2), twice.size)) % (lo - above)
        children.append(twice + lo)
        parents.append(second)
    child, parent = np.concatenate(children), np.concatenate(parents)
    labels = rng.permutation(n) if shuffle else np.arange(n)
    scores = rng.uniform(0, 100, n)
    scores[rng.random(n) < missing] = np.nan
    weight = rng.integers(1, 11, child.size) / 10
    mix = rng.permutation(child.size)
    return RandomOrganisation(
        n,
        labels[child[mix]].astype(np.int32),
        labels[parent[mix]].astype(np.int32),
        weight,
        scores,
    )


def _level_starts(n: int) -> list[int]:
    levels = min(LEVELS, n)
    growth = max(n, 2) ** (1 / (levels - 1)) if levels > 1 else 1.0
    sizes = [max(1, round(growth**level)) for level in range(levels)]
    scale = (n - 1) / max(sum(sizes[1:]), 1)
    sizes = [1, *(max(1, int(size * scale)) for size in sizes[1:])]
    sizes[-1] += n - sum(sizes)
    return np.concatenate(([0], np.cumsum(sizes))).tolist()
