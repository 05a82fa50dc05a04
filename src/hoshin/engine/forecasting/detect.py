"""Which cycle a series of plain numbers has: the one that repeats most clearly, or none."""

import numpy as np

from hoshin.engine.arrays import Floats, Ints
from hoshin.engine.forecasting.season import repetition
from hoshin.engine.forecasting.series import scale_of

CANDIDATES = (4, 7, 12, 24, 52)
# Five are tried at once: a chance find must be rarer than where the cycle is known.
_SURE = 2.33
_CYCLES = 3


def detected_cycles(values: Floats) -> Ints:
    """The cycle (n,) of (n, periods) values whose rows end in their last value: 4, 7, 12, 24, 52, or 1 for none.

    The greatest autocorrelation at its own lag, of what is left beside the moving average, above ``2.33/sqrt(n)``, with
    three full cycles. Method: own.

    >>> detected_cycles(np.array([[8.0, 12.0, 9.0, 15.0] * 6])).tolist()
    [4]
    """
    best, cycle = np.zeros(len(values)), np.ones(len(values), np.int64)
    points, scaled = (~np.isnan(values)).sum(axis=1), values / scale_of(values)
    for candidate in CANDIDATES:
        together, limit = repetition(scaled, candidate, _SURE)
        better = (together > limit) & (together > best) & (points >= _CYCLES * candidate)
        best, cycle = np.where(better, together, best), np.where(better, candidate, cycle)
    return cycle
