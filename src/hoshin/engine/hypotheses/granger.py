"""Whether the past of one series helps to predict another beyond that one's own past."""

from dataclasses import dataclass

import numpy as np

from hoshin.engine.arrays import Floats
from hoshin.engine.hypotheses.regression import lagged, residuals, squares

_MOST_ORDER = 4


@dataclass(frozen=True, slots=True)
class GrangerResult:
    """``F`` with ``order`` and ``freedom`` degrees, and its probability where the past of the other says nothing; p is 1
    where there is nothing to tell."""

    f: float
    order: int
    freedom: int
    p: float


def granger(cause: Floats, effect: Floats, drivers: Floats | None = None) -> GrangerResult:
    """``F = [(RSS_r − RSS_u)/p] / [RSS_u/(n − 2p − 1)]``: what the p last values of the cause (n,) explain of the effect
    beyond its own p last ones.

    p by BIC up to 4. Common ``drivers`` (n, k) stand with their p last values in both regressions. Source: Granger 1969.
    """
    from scipy.special import fdtrc

    others = np.zeros((len(effect), 0)) if drivers is None else drivers
    kinds = 2 + others.shape[1]
    most = max(1, min(_MOST_ORDER, (len(effect) - 12) // (kinds + 1)))

    def left(order: int, start: int, with_cause: bool) -> float:
        series = [effect, *others.T, *([cause] if with_cause else [])]
        columns = [np.ones((len(effect) - start, 1)), *(lagged(one, order, start) for one in series)]
        return squares(residuals(effect[start:], np.hstack(columns)))

    def bic(order: int) -> float:
        n, rest = len(effect) - most, left(order, most, with_cause=True)
        return float(n * np.log(rest / n) + np.log(n) * (kinds * order + 1)) if rest > 0.0 else -np.inf

    order = min(range(1, most + 1), key=bic)
    freedom = len(effect) - order - kinds * order - 1
    if freedom < 1 or not np.ptp(cause) or not np.ptp(effect):
        return GrangerResult(0.0, order, max(freedom, 0), 1.0)
    restricted, unrestricted = left(order, order, with_cause=False), left(order, order, with_cause=True)
    if not unrestricted > 0.0:
        return GrangerResult(0.0, order, freedom, 1.0)
    f = max(0.0, (restricted - unrestricted) / order / (unrestricted / freedom))
    return GrangerResult(f, order, freedom, float(fdtrc(order, freedom, f)))
