"""Whether the level of a series has changed: cumulated sums as values come, and the likeliest place looking back."""

from dataclasses import dataclass

import numpy as np

from hoshin.engine.arrays import Floats, Ints
from hoshin.engine.watching.limits import MEDIAN_RANGE

SLACK, ALARM = 0.5, 5.0
SHORTEST_SEGMENT = 4


@dataclass(frozen=True, slots=True)
class CusumResult:
    """The cumulated sums ``up`` and ``down`` (n,), and for each value since which one (n,) the greater of them is
    above 0."""

    up: Floats
    down: Floats
    since: Ints


@dataclass(frozen=True, slots=True)
class ShiftResult:
    """The likeliest place of one change: the index of the first value ``at`` the new level, the levels ``before`` and
    ``after``, the ``gain`` G, what it has to exceed, and the change in sigmas."""

    at: int
    before: float
    after: float
    gain: float
    needed: float
    effect: float

    @property
    def is_accepted(self) -> bool:
        return self.gain > self.needed


def cusum(deviations: Floats, *, slack: float = SLACK) -> CusumResult:
    """Cumulate values (n,) in sigmas from the centre: ``C⁺ = max(0, C⁺ + z − k)``, ``C⁻`` likewise; above 5 it is an
    alarm.

    A missing value changes nothing. Source: Page 1954.

    >>> found = cusum((np.array([62.0, 58.0, 57.0, 59.0]) - 50.9375) / (10 / 3 / 1.128))
    >>> found.up.round(2).tolist(), found.since.tolist()
    ([3.24, 5.13, 6.69, 8.91], [0, 0, 0, 0])
    """
    up, down, since = np.zeros(len(deviations)), np.zeros(len(deviations)), np.zeros(len(deviations), np.int64)
    above = below = 0.0
    rose = fell = 0
    for i, z in enumerate(deviations.tolist()):
        if above == 0.0:
            rose = i
        if below == 0.0:
            fell = i
        if z == z:
            above, below = max(0.0, above + z - slack), max(0.0, below - z - slack)
        up[i], down[i], since[i] = above, below, rose if above >= below else fell
    return CusumResult(up, down, since)


def level_shift(values: Floats, *, shortest: int = SHORTEST_SEGMENT) -> ShiftResult | None:
    """The likeliest place of one change of level within a series (n,) without gaps; None where it is too short for one.

    The maximum of ``G_k = k(n−k)/n·(x̄_{1..k} − x̄_{k+1..n})²``, accepted where ``G > 3·ln(n)·σ̂²`` with ``σ̂ =
    R̃/0.954``; where more than half of the values equal their neighbours, the mean range tells sigma. Source: least
    squares; Killick et al. 2012.

    >>> y = np.array([52., 49, 55, 51, 48, 53, 50, 54, 51, 49, 52, 50, 47, 53, 51, 50, 62, 58, 57, 59])
    >>> found = level_shift(y)
    >>> found.at, round(found.gain, 1), round(found.needed, 1), found.is_accepted
    (16, 208.0, 88.9, True)
    """
    x = values[~np.isnan(values)]
    n = len(x)
    if n < 2 * shortest:
        return None
    counts = np.arange(shortest, n - shortest + 1)
    sums = np.cumsum(x)
    before = sums[counts - 1] / counts
    after = (sums[-1] - sums[counts - 1]) / (n - counts)
    gains = counts * (n - counts) / n * (before - after) ** 2
    best = int(np.argmax(gains))
    ranges = np.abs(np.diff(x))
    sigma = float(np.median(ranges)) / MEDIAN_RANGE or float(ranges.mean()) / 1.128
    change = float(after[best] - before[best])
    return ShiftResult(
        int(counts[best]),
        float(before[best]),
        float(after[best]),
        float(gains[best]),
        3.0 * float(np.log(n)) * sigma**2,
        change / sigma if sigma else float(np.sign(change)) * float("inf"),
    )
