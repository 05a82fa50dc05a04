"""What values of a series can be: above and below zero, not below it, positive and skewed, or a share."""

from enum import IntEnum

import numpy as np

from hoshin.engine.arrays import Codes, Floats

_SHARE_EDGE = 0.005
_SKEWED, _SPREAD, _SKEW_POINTS = 1.0, 4.0, 8
# Beyond these a logarithm leads to no number.
_MOST_LOG = 600.0


class Nature(IntEnum):
    """``ANY`` number; ``FLOORED``: never below 0, bands end there; ``SKEWED``: positive, forecast as logarithms;
    ``SHARE``: between 0 and 1, forecast as log-odds."""

    ANY = 0
    FLOORED = 1
    SKEWED = 2
    SHARE = 3


def natures_of(values: Floats) -> Codes:
    """The nature that (n, periods) values show by themselves: never that of a share, which must be told.

    Skewed: all above 0, the greatest at least four times the least, skewness above 1, and smaller in logarithms.
    Floored: none below 0. Method: own.

    >>> natures_of(np.array([[3.0, 0.0, 1.0], [-1.0, 2.0, 3.0]])).tolist()
    [1, 0]
    """
    seen = ~np.isnan(values)
    filled = np.where(seen, values, 1.0)
    nature = np.where((filled >= 0.0).all(axis=1), Nature.FLOORED, Nature.ANY)
    positive = (filled > 0.0).all(axis=1) & (seen.sum(axis=1) >= _SKEW_POINTS)
    low = np.where(seen, values, np.inf).min(axis=1, initial=np.inf)
    high = np.where(seen, values, -np.inf).max(axis=1, initial=-np.inf)
    logs = np.where(seen, np.log(np.where(filled > 0.0, filled, 1.0)), np.nan)
    plain = _skewness(values)
    skewed = positive & (high >= _SPREAD * low) & (plain > _SKEWED) & (np.abs(_skewness(logs)) < plain)
    return np.asarray(np.where(skewed, Nature.SKEWED, nature).astype(np.uint8))


def _skewness(values: Floats) -> Floats:
    seen = ~np.isnan(values)
    count = np.maximum(seen.sum(axis=1), 1)
    mean = (np.where(seen, values, 0.0) / count[:, None]).sum(axis=1)
    away = np.where(seen, values - mean[:, None], 0.0)
    # By the largest, so that cubes stay numbers.
    largest = np.abs(away).max(axis=1, initial=0.0, keepdims=True)
    away = away / np.where(largest > 0.0, largest, 1.0)
    spread = (away**2).sum(axis=1) / count
    third = (away**3).sum(axis=1) / count
    return np.asarray(np.where(spread > 0.0, third / np.where(spread > 0.0, spread, 1.0) ** 1.5, 0.0))


def onto_scale(values: Floats, nature: Codes) -> Floats:
    """The values (n, columns) on the scale on which they are forecast; beyond what their nature can be, infinite.

    ``SKEWED`` y → ln y; ``SHARE`` y → ln(y/(1−y)) after drawing y into [0.005, 0.995].

    >>> onto_scale(np.array([[0.5, 1.5]]), np.array([Nature.SHARE], np.uint8)).tolist()
    [[0.0, inf]]
    """
    which = _beside(nature, values)
    result = values
    if (nature == Nature.SKEWED).any():
        with np.errstate(divide="ignore", invalid="ignore"):
            result = np.where(which == Nature.SKEWED, np.where(values > 0.0, np.log(values), -np.inf), result)
        result = np.where(np.isnan(values), np.nan, result)
    if (nature == Nature.SHARE).any():
        inside = np.clip(values, _SHARE_EDGE, 1.0 - _SHARE_EDGE)
        odds = np.where(values < 0.0, -np.inf, np.where(values > 1.0, np.inf, np.log(inside / (1.0 - inside))))
        result = np.where(which == Nature.SHARE, np.where(np.isnan(values), np.nan, odds), result)
    return np.asarray(result)


def off_scale(values: Floats, nature: Codes) -> Floats:
    """The way back from ``onto_scale``, (…, n, columns); floored values end at 0."""
    which = _beside(nature, values)
    result = np.where((which == Nature.FLOORED) & (values < 0.0), 0.0, values)
    if (nature == Nature.SKEWED).any():
        result = np.where(which == Nature.SKEWED, np.exp(np.clip(values, -_MOST_LOG, _MOST_LOG)), result)
    if (nature == Nature.SHARE).any():
        result = np.where(which == Nature.SHARE, 1.0 / (1.0 + np.exp(-np.clip(values, -_MOST_LOG, _MOST_LOG))), result)
    return np.asarray(result)


def _beside(nature: Codes, values: Floats) -> Codes:
    """The natures in the shape of values whose last axis but one is that of the series."""
    return np.broadcast_to(nature[:, None], values.shape)
