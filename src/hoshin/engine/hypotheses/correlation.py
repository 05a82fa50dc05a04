"""Correlations between two series by lag, and how often chance alone makes one as large."""

from dataclasses import dataclass

import numpy as np

from hoshin.engine.arrays import Floats
from hoshin.engine.hypotheses.regression import lagged, residuals, squares

_MOST_ORDER = 4
_BLOCK, _DRAWS = 6, 2_000
_AT_95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class WhitenedResult:
    """Both series (n − order,) through the filter that leaves nothing of the cause's own likeness to its past."""

    cause: Floats
    effect: Floats
    coefficients: Floats

    @property
    def order(self) -> int:
        return len(self.coefficients)


def whitened(cause: Floats, effect: Floats, order: int | None = None) -> WhitenedResult:
    """Both series (n,) filtered by the autoregression of the cause: ``x_t − Σ φ_j x_{t−j}``.

    ``φ`` by least squares on the centred cause; the order by AIC up to 4 where none is given. Source: Box and Jenkins
    1970, chapter 11.
    """
    away = cause - cause.mean()
    most = min(_MOST_ORDER, len(away) // 8)

    def aic(tried: int) -> float:
        left = squares(residuals(away[most:], lagged(away, tried, most)))
        return float((len(away) - most) * np.log(left) + 2.0 * tried) if left > 0.0 else -np.inf

    taken = min(range(most + 1), key=aic) if order is None else order
    found = np.linalg.lstsq(lagged(away, taken, taken), away[taken:], rcond=None)[0] if taken else np.zeros(0)
    ends = [np.asarray(series[taken:] - lagged(series, taken, taken) @ found) for series in (cause, effect)]
    return WhitenedResult(ends[0], ends[1], np.asarray(found))


def cross_correlations(cause: Floats, effect: Floats, reach: int) -> Floats:
    """``r_k = corr(a_t, b_{t+k})`` for k = −reach … reach, (2·reach + 1,): above 0 the cause comes first.

    Sums over the pairs that are there, divided by n and by both deviations; 0 where a series never moves.

    >>> cross_correlations(np.array([0.0, 1.0, 0.0, 0.0]), np.array([0.0, 0.0, 1.0, 0.0]), 1).round(3).tolist()
    [-0.417, -0.333, 0.917]
    """
    a, b = cause - cause.mean(), effect - effect.mean()
    scale = np.sqrt(squares(a) * squares(b))
    if not scale > 0.0:
        return np.zeros(2 * reach + 1)
    n = len(a)
    sums = [a[: n - k] @ b[k:] if k >= 0 else a[-k:] @ b[: n + k] for k in range(-reach, reach + 1)]
    return np.asarray(np.asarray(sums, np.float64) / scale)


def chance_bound(n: int) -> float:
    """``1.96/√n``: in 19 of 20 cases chance stays below it at one lag that was named before.

    >>> round(chance_bound(47), 3)
    0.286
    """
    return float(_AT_95 / np.sqrt(n))


def permutation_p(cause: Floats, effect: Floats, reach: int, seed: int, draws: int = _DRAWS) -> float:
    """How often the largest ``|r_k|``, k = 0 … reach, comes out as large when blocks of the cause are drawn anew.

    ``(1 + times)/(1 + draws)``: blocks of 6 keep the likeness of neighbours, and the largest covers that lags were
    searched. Source: Künsch 1989; Phipson and Smyth 2010.
    """
    n = len(cause)
    b = effect - effect.mean()
    if n <= _BLOCK or not np.ptp(cause) or not np.ptp(effect):
        return 1.0
    largest = float(np.abs(cross_correlations(cause, effect, reach)[reach:]).max())
    blocks = -(-n // _BLOCK)
    begins = np.random.default_rng(seed).integers(0, n - _BLOCK + 1, size=(draws, blocks))
    drawn = cause[(begins[:, :, None] + np.arange(_BLOCK)).reshape(draws, -1)[:, :n]]
    drawn -= drawn.mean(axis=1, keepdims=True)
    sums = np.column_stack([drawn[:, : n - k] @ b[k:] for k in range(reach + 1)])
    scale = np.sqrt(np.einsum("ij,ij->i", drawn, drawn) * squares(b))
    with np.errstate(divide="ignore", invalid="ignore"):
        reached = np.where(scale > 0.0, np.abs(sums).max(axis=1) / scale, 0.0)
    return float((1 + int((reached >= largest).sum())) / (1 + draws))
