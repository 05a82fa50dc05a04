"""How much of a total its members make: shares, and the few that make most of it."""

from dataclasses import dataclass

import numpy as np

from hoshin.engine.arrays import Floats, Indices


@dataclass(frozen=True, slots=True)
class ParetoResult:
    """Members with a value by size, the largest first: their places, shares of the whole, and shares added up so far."""

    order: Indices
    share: Floats
    cumulated: Floats

    def reaching(self, share: float) -> int:
        """How many of the largest make at least this share together."""
        return int(np.searchsorted(self.cumulated, share - 1e-12) + 1) if self.order.size else 0


def shares(values: Floats) -> Floats:
    """Each member's part of the sum of all; NaN where it has no value, and for all where values of both signs meet.

    >>> shares(np.array([30.0, np.nan, 10.0])).tolist()
    [0.75, nan, 0.25]
    >>> shares(np.array([30.0, -10.0])).tolist()
    [nan, nan]
    """
    known = values[~np.isnan(values)]
    whole = known.sum()
    is_mixed = bool((known < 0).any() and (known > 0).any())
    if is_mixed or whole == 0:
        return np.full(values.shape, np.nan)
    part: Floats = values / whole
    return part


def pareto(values: Floats) -> ParetoResult:
    """The members from the largest to the smallest with their cumulated shares; nobody where there are no shares.

    >>> found = pareto(np.array([10.0, 70.0, np.nan, 20.0]))
    >>> found.order.tolist(), found.cumulated.round(6).tolist(), found.reaching(0.8)
    ([1, 3, 0], [0.7, 0.9, 1.0], 2)
    """
    part = shares(values)
    order = np.argsort(-part, kind="stable")[: int((~np.isnan(part)).sum())]
    return ParetoResult(order, part[order], np.cumsum(part[order]))
