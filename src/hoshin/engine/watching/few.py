"""What can be said of a series of fewer than eight values: little, and it is marked as that."""

import numpy as np

from hoshin.engine.arrays import Floats, Indices
from hoshin.engine.watching.findings import WatchDirection, WatchFinding, WatchKind

LEAST, ENOUGH = 3, 8


def drift_tails(values: Floats) -> Floats:
    """Two-sided probability (n,) of each of the third to eighth known values, as a step from the last one.

    A t distribution about the mean of the steps before, with their spread; of a single step, with its own size.
    NaN elsewhere, and 1 where every step was alike and this one is too.

    >>> drift_tails(np.array([10.0, 11.0, 12.5, 13.0, 14.5, 24.0])).round(3).tolist()[2:]
    [0.795, 0.391, 0.483, 0.003]
    """
    from scipy.special import stdtr

    p = np.full(len(values), np.nan)
    places = np.flatnonzero(~np.isnan(values))[:ENOUGH]
    steps = np.diff(values[places])
    for k in range(1, len(steps)):
        before = steps[:k]
        spread = float(before.std(ddof=1)) if k > 1 else abs(float(before[0]))
        away = abs(float(steps[k] - before.mean()))
        width = spread * float(np.sqrt(1.0 + 1.0 / k))
        p[places[k + 1]] = 2.0 * stdtr(max(k - 1, 1), -away / width) if width else 1.0 / (k + 1.0) if away else 1.0
    return p


def few_findings(values: Floats, p: Floats) -> list[WatchFinding]:
    """What is said of a series of fewer than eight values: that they are too few, or a drift that is indicative only."""
    places = np.flatnonzero(~np.isnan(values))
    count = float(len(places))
    if count < LEAST:
        facts = {"count": count}
        return [
            WatchFinding(int(i), WatchKind.TOO_FEW, WatchDirection.NONE, float("nan"), float("nan"), facts)
            for i in places
        ]
    return [_drift(values, places, k, p) for k in range(LEAST - 1, len(places))]


def _drift(values: Floats, places: Indices, k: int, p: Floats) -> WatchFinding:
    i = int(places[k])
    step = float(np.diff(values[places[:k]]).mean())
    value, before = float(values[i]), float(values[places[k - 1]])
    facts = {"value": value, "before": before, "slope": step, "centre": before + step, "count": float(k)}
    up = value >= before
    return WatchFinding(
        i, WatchKind.DRIFT, WatchDirection.UP if up else WatchDirection.DOWN, value - before - step, float(p[i]), facts
    )
