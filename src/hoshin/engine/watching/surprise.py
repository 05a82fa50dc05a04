"""How far a value lies outside everything seen before, whatever kind of series it is: no model, only order."""

import numpy as np

from hoshin.engine.arrays import Bools, Floats

# Of how many values the mean is looked at, the index of the tail that it is thought to have, how many ways to be unusual
# count for it, and how unalike neighbours must have been: in walks means are forever the farthest so far, that of four
# already where neighbours are more alike than by chance (2), that of eight where they are alike by more than a half (1).
# Tails of single values as heavy as those of a t distribution with three degrees are nothing new.
WINDOWS = ((1, 3.0, 1.0, 0.0), (4, 4.0, 3.0, 2.0), (8, 4.5, 4.0, 1.0))


def surprise_tail(values: Floats) -> Floats:
    """A bound (n,) on the probability of each value, or of the mean of the last four or eight, after those before it.

    Among m like values the greatest is each with ``1/(m+1)``; that it exceeds the others by a factor f, in tails of
    index 3, has ``f⁻³/(m+1)``. A value has to stand out both from the median of those before it and as a step from
    the last one; the mean of a window of k likewise among the means of earlier windows, of which m/k are independent.
    Drifts, seasons and heavy tails so remain usual. NaN for missing values, and before there are three. Method: own,
    after conformal prediction.

    >>> p = surprise_tail(np.array([5.0, 6.0, 5.0, 7.0, 6.0, 5.0, 6.0, 40.0, 6.0]))
    >>> p.round(4).tolist()[6:]
    [1.0, 0.0, 1.0]
    """
    places = np.flatnonzero(~np.isnan(values))
    x = values[places]
    found = np.full(len(x), np.nan)
    for width, index, ways, unalike in WINDOWS:
        means = _means(x, width)
        steps = np.abs(means - np.concatenate([np.full(min(width, len(x)), np.nan), means[:-width]]))
        p = ways * np.fmax(_outside(means, width, index), _beyond_steps(steps, width, index))
        found = np.fmin(found, np.where(_unalike_before(x, width, unalike), p, 1.0) if unalike else p)
    found[:3] = np.nan
    p = np.full(len(values), np.nan)
    p[places] = np.minimum(found, 1.0)
    return p


def _unalike_before(x: Floats, width: int, least: float) -> Bools:
    """Whether the mean squared step of the values before each window of (n,) is at least so many times their variance.

    By chance it is twice that; 2(1 − ρ) times where neighbours are alike by ρ. Source: von Neumann (1941).
    """
    count = np.arange(1, len(x) + 1)
    away = x - x[:1]
    mean = np.cumsum(away) / count
    variance = np.maximum(np.cumsum(away * away) / count - mean * mean, 0.0)
    steps = np.cumsum(np.diff(x, prepend=x[:1]) ** 2) / np.maximum(count - 1, 1)
    unalike = steps >= least * variance
    return np.concatenate([np.zeros(min(width, len(x)), np.bool_), unalike[:-width]])


def _outside(x: Floats, width: int, index: float) -> Floats:
    """The bound for each of (n,) values by the distance from the median of those that share nothing with it."""
    n = len(x)
    p = np.full(n, np.nan)
    if n <= width:
        return p
    before = np.tri(n, n, -width, dtype=bool) & ~np.isnan(x)
    ordered = np.sort(np.where(before, x, np.inf), axis=1)
    counts = before.sum(axis=1)
    has = counts > 0
    rows = np.arange(n)
    upper = np.minimum(counts // 2, n - 1)
    lower = np.maximum((counts - 1) // 2, 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        middle = 0.5 * (ordered[rows, lower] + ordered[rows, upper])
        farthest = np.where(before, np.abs(x - middle[:, None]), 0.0).max(axis=1)
        ratio = np.abs(x - middle) / farthest
    p[has] = _bound(ratio, counts / width, index)[has]
    return p


def _bound(ratio: Floats, counts: Floats, index: float) -> Floats:
    """The bound for what is so many times the greatest of ``counts`` before it; where these are all nothing, only their
    number tells."""
    beyond = np.where(np.isfinite(ratio), np.maximum(np.nan_to_num(ratio), 1.0), 1.0) ** -index
    return np.where((ratio > 1.0) & (counts > 0), beyond / (counts + 1.0), 1.0)


def _beyond_steps(steps: Floats, width: int, index: float) -> Floats:
    """The bound by the greatest step before, of those that share nothing with it."""
    known = np.nan_to_num(steps)
    greatest = np.concatenate([np.zeros(min(width, len(steps))), np.maximum.accumulate(known)[:-width]])
    counts = np.maximum(np.arange(len(steps)) - 2 * width + 1, 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = known / greatest
    return _bound(ratio, counts / width, index)


def _means(x: Floats, width: int) -> Floats:
    if len(x) < width:
        return np.full(len(x), np.nan)
    means = np.lib.stride_tricks.sliding_window_view(x, width).mean(axis=1)
    return np.concatenate([np.full(width - 1, np.nan), means])
