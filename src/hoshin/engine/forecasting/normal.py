"""The normal distribution, and an even mixture of several: probabilities and quantiles over arrays."""

import numpy as np

from hoshin.engine.arrays import Bools, Floats

_TOP = (
    3.52624965998911e-02,
    0.700383064443688,
    6.37396220353165,
    33.912866078383,
    112.079291497871,
    221.213596169931,
    220.206867912376,
)
_BOTTOM = (
    8.83883476483184e-02,
    1.75566716318264,
    16.064177579207,
    86.7807322029461,
    296.564248779674,
    637.333633378831,
    793.826512519948,
    440.413735824752,
)
_FAR, _TAIL = 37.0, 7.07106781186547
_ROOT = 2.5066282746310002
_STEPS, _NEAR = 60, 1e-12


def normal_cdf(z: Floats) -> Floats:
    """``Φ(z)`` to 14 digits; NaN stays NaN. Source: Hart (1968) as given by West (2005).

    >>> normal_cdf(np.array([-1.96, 0.0, 1.2815515655446004])).round(6).tolist()
    [0.024998, 0.5, 0.9]
    """
    size = np.minimum(np.abs(z), _FAR)
    bell = np.exp(-0.5 * size * size)
    near = bell * np.polyval(_TOP, size) / np.polyval(_BOTTOM, size)
    fraction = size + 0.65
    for step in (4.0, 3.0, 2.0, 1.0):
        fraction = size + step / fraction
    tail = np.where(size < _TAIL, near, bell / (fraction * 2.506628274631))
    return np.asarray(np.where(z > 0.0, 1.0 - tail, tail))


def mixture_cdf(at: Floats, means: Floats, sds: Floats, weights: Floats) -> Floats:
    """``F(x) = Σ wᵢ Φ((x − μᵢ)/σᵢ)``: members lie on the first axis; a member of weight 0 may be NaN.

    A member without spread (σ = 0) jumps at its mean. Method: linear pool.
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        z = (at - means) / sds
    z = np.where(sds > 0.0, z, np.where(at >= means, np.inf, -np.inf))
    parts = np.where(weights > 0.0, weights * normal_cdf(z), 0.0)
    return np.asarray(parts.sum(axis=0))


def mixture_quantiles(share: float, means: Floats, sds: Floats, weights: Floats) -> Floats:
    """The value below which the mixture has this share; NaN where no member weighs anything.

    Newton's method within a bracket, members on the first axis.

    >>> one = np.ones((1, 1))
    >>> mixture_quantiles(0.9, 10.0 * one, 2.0 * one, one).round(4).tolist()
    [12.5631]
    """
    used: Bools = np.broadcast_to(weights > 0.0, means.shape)
    with np.errstate(invalid="ignore"):
        low = np.where(used, means - 9.0 * sds, np.inf).min(axis=0)
        high = np.where(used, means + 9.0 * sds, -np.inf).max(axis=0)
    known = np.isfinite(low) & np.isfinite(high)
    found = np.full(low.shape, np.nan)
    weighed = np.broadcast_to(weights, means.shape)
    found[known] = _sought(share, means[:, known], sds[:, known], weighed[:, known], low[known], high[known])
    return found


def _sought(share: float, means: Floats, sds: Floats, weights: Floats, low: Floats, high: Floats) -> Floats:
    """Newton's steps, halving where one leaves the bracket; what is found is not asked again."""
    found = 0.5 * (low + high)
    left = np.arange(found.size)
    for _ in range(_STEPS):
        at, m, s, w = found[left], means[:, left], sds[:, left], weights[:, left]
        over = mixture_cdf(at, m, s, w) - share
        low[left], high[left] = np.where(over < 0.0, at, low[left]), np.where(over < 0.0, high[left], at)
        slope = _density(at, m, s, w)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            step = at - over / slope
        inside = (step > low[left]) & (step < high[left])
        following = np.where(inside, step, 0.5 * (low[left] + high[left]))
        found[left] = following
        left = left[np.abs(following - at) > _NEAR * (high[left] - low[left] + np.abs(at))]
        if not left.size:
            break
    return found


def _density(at: Floats, means: Floats, sds: Floats, weights: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        z = (at - means) / sds
        parts = weights * np.exp(-0.5 * z * z) / (sds * _ROOT)
    return np.asarray(np.where((weights > 0.0) & (sds > 0.0), parts, 0.0).sum(axis=0))
