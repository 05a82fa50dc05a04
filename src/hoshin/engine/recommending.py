"""What to learn first: gaps weighed with what the goals behind them contribute."""

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Floats

OPTIONS = 3


def recommended(gap: npt.ArrayLike, contribution: npt.ArrayLike, cost: npt.ArrayLike) -> tuple[list[int], Floats]:
    """Of options (N,) the three to offer, best first, and the weight of each: ``gap × contribution``.

    ``gap``: levels missing, 0 or more; ``contribution``: share 0–1 of the plan that rests on the goal; both NaN: nothing
    known, and it weighs nothing. Of equal weights the larger gap comes first, then the lower ``cost`` (NaN: unknown, last),
    then the order given. Options without a gap are offered only where there are fewer than three others.

    >>> order, weight = recommended([1, 2, 1, 0], [0.2, 0.05, 0.2, 0.5], [300, 0, 100, 0])
    >>> order, weight.tolist()
    ([2, 0, 1], [0.2, 0.1, 0.2, 0.0])
    """
    gaps, shares, costs = (np.atleast_1d(np.asarray(given, np.float64)) for given in (gap, contribution, cost))
    if not gaps.shape == shares.shape == costs.shape or gaps.ndim != 1:
        raise ValueError("each option has one gap, one contribution and one cost")
    known, held = np.nan_to_num(gaps), np.nan_to_num(shares)
    if (known < 0).any() or (held < 0).any():
        raise ValueError("gaps and contributions are none at least")
    weight = known * held
    order = np.lexsort((np.arange(len(known)), np.nan_to_num(costs, nan=np.inf), -known, -weight, known == 0))
    return [int(at) for at in order[:OPTIONS]], weight
