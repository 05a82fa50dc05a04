"""What it is worth to know more before one decides."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hoshin.engine.arrays import Floats

_POINTS, _AWAY = 8_001, 9.0


@dataclass(frozen=True, slots=True)
class InformationResult:
    """``wrong``: the probability (0–1) that what is better by what is known turns out worse. In the unit of the benefit:
    ``perfect``, what it is worth to know for certain, the bound of any study, and ``pilot``, what the pilot is worth."""

    wrong: float
    perfect: float
    pilot: float


def value_of_information(mean: float, deviation: float, *, noise: float, observations: float) -> InformationResult:
    """The worth of knowing more in a choice between acting and not, where acting brings ``θ ~ N(mean, deviation²)`` more.

    ``L(u) = φ(u) − u(1 − Φ(u))``, ``perfect = s·L(|m|/s)``. A pilot of n ``observations``, each off by ``noise`` τ (standard
    deviation), moves the middle by ``s̃ = s²/√(s² + τ²/n)``; it is worth ``s̃·L(|m|/s̃)``: nothing without doubt, or without
    observation. Source: Raiffa and Schlaifer (1961), Applied Statistical Decision Theory.

    >>> found = value_of_information(40.0, 60.0, noise=80.0, observations=4)
    >>> round(found.wrong, 3), round(found.perfect, 2), round(found.pilot, 2)
    (0.252, 9.07, 5.99)
    """
    if not all(map(math.isfinite, (mean, deviation, noise, observations))):
        raise ValueError("Every figure is finite.")
    if min(deviation, noise, observations) < 0:
        raise ValueError("Spreads and numbers of observations are 0 or more.")
    if deviation == 0:
        return InformationResult(0.0, 0.0, 0.0)
    shift = 0.0
    if observations > 0:
        shift = deviation * (deviation / math.hypot(deviation, noise / math.sqrt(observations)))
    return InformationResult(_beyond(abs(mean) / deviation), _loss(mean, deviation), _loss(mean, shift))


@dataclass(frozen=True, slots=True)
class KnowingResult:
    """Among several options, to do nothing among them: the place of the one that is ``best`` by what is known (−1: nothing),
    the probability that it is ``wrong``, and in the unit of the benefit what it is worth to know all (``perfect``), and
    each one alone (``each``, in the order of the options)."""

    best: int
    wrong: float
    perfect: float
    each: tuple[float, ...]


def worth_of_knowing(means: Sequence[float], deviations: Sequence[float]) -> KnowingResult:
    """The worth of knowing more in a choice among options ``θⱼ ~ N(mⱼ, sⱼ²)``, independent, and doing nothing, which is 0.

    All: ``E[max] − max m`` with ``E[max(0, θ)] = ∫₀^∞ 1 − Π Φ((x − mⱼ)/sⱼ) dx``. One alone (partial perfect information):
    ``sⱼ·L(|mⱼ − c|/sⱼ)`` with c the best of the others. A deviation of 0: it is known. Source: Raiffa and Schlaifer
    (1961); in general by regression of draws, Strong, Oakley and Brennan (2014).

    >>> found = worth_of_knowing([40.0], [60.0])
    >>> round(found.wrong, 3), round(found.perfect, 2), round(found.each[0], 2)
    (0.252, 9.07, 9.07)
    """
    if not all(map(math.isfinite, (*means, *deviations))) or min(deviations) < 0:
        raise ValueError("Every figure is finite, and spreads are 0 or more.")
    m, s = np.array(means, np.float64), np.array(deviations, np.float64)
    known = max(0.0, float(m.max()))
    best = int(m.argmax()) if m.max() > 0 else -1
    others = [max(0.0, *(one for at, one in enumerate(means) if at != j), 0.0) for j in range(len(means))]
    each = tuple(_loss(mean - other, spread) for mean, other, spread in zip(means, others, deviations, strict=True))
    top = float(max((m + _AWAY * s).max(), 0.0))
    if top == 0.0:
        return KnowingResult(best, 0.0, 0.0, each)
    x = np.linspace(0.0, top, _POINTS)
    below = _normal_below(x[:, None], m, s)
    expected = float(np.trapezoid(1.0 - below.prod(axis=1), x))
    return KnowingResult(best, _wrong(m, s, best), max(0.0, expected - known), each)


def _wrong(m: Floats, s: Floats, best: int) -> float:
    """The probability that something else turns out better."""
    if best < 0:
        return 1.0 - float(_normal_below(np.zeros((1, 1)), m, s).prod())
    if s[best] == 0.0:
        others = np.delete(np.arange(len(m)), best)
        return 1.0 - float(_normal_below(np.full((1, 1), m[best]), m[others], s[others]).prod())
    # Below nothing it would be wrong as well.
    z = np.linspace(max(-_AWAY, -m[best] / s[best]), _AWAY, _POINTS)
    x = m[best] + s[best] * z
    others = np.delete(np.arange(len(m)), best)
    right = _normal_below(x[:, None], m[others], s[others]).prod(axis=1)
    bell = np.exp(-0.5 * z * z) / math.sqrt(2.0 * math.pi)
    return min(max(1.0 - float(np.trapezoid(bell * right, z)), 0.0), 1.0)


def _normal_below(x: Floats, m: Floats, s: Floats) -> Floats:
    """``Φ((x − m)/s)`` for (n, 1) places and (A,) options; a step where there is no doubt."""
    from scipy.special import ndtr

    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(s > 0.0, (x - m) / np.where(s > 0.0, s, 1.0), np.where(x >= m, np.inf, -np.inf))
    return np.asarray(ndtr(z), np.float64)


def _loss(mean: float, deviation: float) -> float:
    """``s·L(|m|/s)``: the loss to be expected by choosing on the middle alone."""
    if deviation == 0:
        return 0.0
    u = abs(mean) / deviation
    bell = math.exp(-u * u / 2) / math.sqrt(2 * math.pi)
    # Far out both terms are the same to the last digit, and their difference may round below nothing.
    return deviation * max(0.0, bell - u * _beyond(u))


def _beyond(u: float) -> float:
    """``1 − Φ(u)``."""
    return math.erfc(u / math.sqrt(2)) / 2
