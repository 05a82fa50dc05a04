"""A model's probability beside a person's confidence: recalibrated, combined, and how far they lie apart."""

from dataclasses import dataclass

import numpy as np

from hoshin.engine.arrays import Bools, Floats

_LEAST_SHARE, _MOST_SHARE, _HALF = 0.3, 0.9, 4.0
_EDGE = 0.02
_FRESH_DAYS, _HALVING_DAYS = 45.0, 30.0
_GAP = 1.5


@dataclass(frozen=True, slots=True)
class CombinedResult:
    """Per row: the person's confidence after recalibration (``person``), the ``combined`` probability, and whether
    model and person lie so far apart that they should talk (``gap``)."""

    person: Floats
    combined: Floats
    gap: Bools


def combine(
    model: Floats,
    confidence: Floats,
    points: Floats,
    *,
    age_days: Floats | float = 0.0,
    shift: Floats | float = 0.0,
    slope: Floats | float = 1.0,
) -> CombinedResult:
    """Pool the model's probability, from that many points, with a person's confidence of that age, on log-odds.

    ``logit g(c) = a + b·logit(c)``; ``logit p = ω·logit p_m + (1−ω)·logit g(c)``; ``ω = n/(n+4)`` within [0.3, 0.9]. The
    person's share halves every 30 days beyond 45. NaN: without a model the person's, without a person the model's.
    Source: Genest and Zidek (1986), Satopää and others (2014).

    >>> found = combine(np.array([0.35]), np.array([0.8]), np.array([28 / 3]), shift=-0.4, slope=0.6)
    >>> found.person.round(3).tolist(), found.combined.round(3).tolist()
    ([0.606], [0.425])
    """
    share = np.clip(points / (points + _HALF), _LEAST_SHARE, _MOST_SHARE)
    old = np.maximum(np.asarray(age_days, np.float64) - _FRESH_DAYS, 0.0)
    share = 1.0 - (1.0 - share) * 2.0 ** (-old / _HALVING_DAYS)
    of_model = _logit(model)
    of_person = shift + slope * _logit(confidence)
    share = np.where(np.isnan(of_model), 0.0, np.where(np.isnan(of_person), 1.0, share))
    joined = np.where(share > 0.0, share * of_model, 0.0) + np.where(share < 1.0, (1.0 - share) * of_person, 0.0)
    with np.errstate(invalid="ignore"):
        gap = np.abs(of_model - of_person) > _GAP
    return CombinedResult(_expit(of_person), _expit(joined), np.asarray(gap))


def _logit(share: Floats) -> Floats:
    inside = np.clip(share, _EDGE, 1.0 - _EDGE)
    return np.asarray(np.log(inside / (1.0 - inside)))


def _expit(odds: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-odds)))
