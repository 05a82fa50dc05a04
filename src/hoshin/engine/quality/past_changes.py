"""Whether a change was ever as large: a target against the history of its measure."""

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Floats

LEAST_CHANGES = 3


def share_of_past_changes(values: npt.ArrayLike, *, horizon: int, required: float, is_rising: bool) -> float:
    """Of the past changes over ``horizon`` periods the share that was at least as good as ``required``, 0–1.

    ``values`` (n,) by period, NaN where missing; infinities raise ``ValueError``. ``required`` is in the unit of the
    measure; where it is not to rise, lower changes are better. NaN below three changes. Method: rank among past changes
    (own).

    >>> share_of_past_changes([1, 2, 4, 5, 7], horizon=1, required=2.0, is_rising=True)
    0.5
    """
    series: Floats = np.atleast_1d(np.asarray(values, dtype=np.float64))
    if np.isinf(series).any():
        raise ValueError("values must be finite")
    changes = series[horizon:] - series[:-horizon] if 0 < horizon < series.size else np.empty(0)
    changes = changes[~np.isnan(changes)]
    if changes.size < LEAST_CHANGES:
        return float("nan")
    return float((changes >= required if is_rising else changes <= required).mean())
