"""The sum of a flow at the end of a year: what came already, and what is still to come."""

from dataclasses import dataclass

import numpy as np

from hoshin.engine.arrays import Floats


@dataclass(frozen=True, slots=True)
class SumResult:
    """Mean and standard deviation of a sum, per series (n,)."""

    mean: Floats
    sd: Floats


def smoothed_sum(level: Floats, sigma: Floats, alpha: Floats, so_far: Floats, periods: int) -> SumResult:
    """The sum so far and of the ``periods`` to come, under simple smoothing.

    ``mean = YTD + h·l``, ``Var = σ² Σ_{k=0}^{h−1} (1 + αk)²``: errors share the level, so that the variances of single
    periods must not be added. Source: Hyndman, Koehler, Ord and Snyder (2008), sums over the lead time.

    >>> found = smoothed_sum(np.array([100.0]), np.array([12.0]), np.array([0.2]), np.array([790.0]), 4)
    >>> found.mean.tolist(), found.sd.round(2).tolist()
    ([1190.0], [31.66])
    """
    factors = (1.0 + np.multiply.outer(alpha, np.arange(periods))) ** 2
    return SumResult(so_far + periods * level, sigma * np.sqrt(factors.sum(axis=-1)))


def pooled_sum(means: Floats, sds: Floats, so_far: Floats) -> SumResult:
    """The sum so far and of all periods of (…, n, horizon) forecasts, whose errors go together through their level.

    An error at h is the noise of its own period, as large as at h = 1, and what the level has moved by until then, which
    all later errors share; a noise moves the level behind it by the share that the second forecast grows by. Exact for
    simple smoothing and theta, whose level moves by ``α·e``; near for the others. Method: own.

    >>> found = pooled_sum(np.full((1, 4), 100.0), 12.0 * np.sqrt(1.0 + 0.04 * np.arange(4))[None], np.array([790.0]))
    >>> found.mean.tolist(), found.sd.round(2).tolist()
    ([1190.0], [31.66])
    """
    horizon = means.shape[-1]
    noise = sds[..., :1] ** 2
    level = np.maximum(sds**2 - noise, 0.0)
    later = horizon - 1 - np.arange(horizon)
    shared = (level * (2.0 * later + 1.0)).sum(axis=-1)
    moved_by_noise = np.sqrt(level[..., 1:2] * noise) if horizon > 1 else np.zeros_like(noise)
    variance = horizon * noise[..., 0] + shared + moved_by_noise[..., 0] * (horizon - 1) * horizon
    return SumResult(so_far + means.sum(axis=-1), np.sqrt(variance))
