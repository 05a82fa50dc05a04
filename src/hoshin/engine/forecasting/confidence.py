"""A model's probability beside a person's confidence: recalibrated, combined, and how far they lie apart."""

from dataclasses import dataclass

import numpy as np

from hoshin.engine.arrays import Bools, Floats

_LEAST_SHARE, _MOST_SHARE, _HALF = 0.3, 0.9, 4.0
_EDGE = 0.02
_FRESH_DAYS, _HALVING_DAYS = 45.0, 30.0
_GAP = 1.5
# What is known of nobody weighs like so many statements that came out as often as they should.
_PRIOR_OUTCOMES = 10.0
_STEPS = 50


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


@dataclass(frozen=True, slots=True)
class RecalibrationResult:
    """By ``logit g = shift + slope·logit c`` a stated confidence comes true; (0, 1) takes it at its word."""

    shift: float
    slope: float


def recalibration(stated: Floats, count: Floats, reached: Floats) -> RecalibrationResult:
    """How often what somebody ``stated`` (k,) as a chance comes true, from ``count`` statements of each and those that were
    ``reached``.

    Logistic regression of outcomes on ``logit c``, drawn towards (0, 1) like by ten statements, spread over 0.1, 0.3, 0.5,
    0.7 and 0.9, that came out as often as they should; the slope is not below 0. Without any statement (0, 1).
    Source: Satopää and others (2014); prior as pseudo-observations.

    >>> recalibration(np.array([0.9]), np.array([0.0]), np.array([0.0]))
    RecalibrationResult(shift=0.0, slope=1.0)
    """
    prior = np.array([0.1, 0.3, 0.5, 0.7, 0.9])
    each = np.full(len(prior), _PRIOR_OUTCOMES / len(prior))
    x = _logit(np.concatenate([prior, stated]))
    weight = np.concatenate([each, count])
    came = np.concatenate([each * prior, reached])
    design = np.stack([np.ones_like(x), x], axis=1)
    found = np.array([0.0, 1.0])
    for _ in range(_STEPS):
        chance = _expit(design @ found)
        slope = design.T @ (came - weight * chance)
        bend = design.T @ (design * (weight * chance * (1.0 - chance))[:, None])
        step = np.linalg.solve(bend, slope)
        found = found + np.clip(step, -1.0, 1.0)
        if np.abs(step).max() < 1e-12:
            break
    if found[1] < 0.0:
        # Whoever is right the less, the surer they are, is told by no more than how often they are right at all.
        found = np.array([float(_logit(came.sum() / weight.sum())), 0.0])
    return RecalibrationResult(round(float(found[0]), 12) + 0.0, round(float(found[1]), 12))


def _logit(share: Floats) -> Floats:
    inside = np.clip(share, _EDGE, 1.0 - _EDGE)
    return np.asarray(np.log(inside / (1.0 - inside)))


def _expit(odds: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-odds)))
