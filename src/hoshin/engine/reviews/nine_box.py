"""Performance and potential in nine boxes, as sure as they are: at fixed anchors, never at shares of people."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Bools, Floats, Ints

CUTS, LEAST_SURE = (2.5, 3.5), 0.6


@dataclass(frozen=True, slots=True)
class NineBoxResult:
    """Per person: how likely each box is, `probability` (N, 3, 3), by performance and then potential, low to high; the
    likeliest as `performance` and `potential` 0–2 (−1: a figure is missing); `is_between`: it is less likely than 0.6."""

    probability: Floats
    performance: Ints
    potential: Ints
    is_between: Bools


def nine_box(
    performance: npt.ArrayLike,
    performance_se: npt.ArrayLike,
    potential: npt.ArrayLike,
    potential_se: npt.ArrayLike,
    cuts: tuple[float, float] = CUTS,
) -> NineBoxResult:
    """The box of each person (N,) on two scales with their standard errors, independent and normal: ``P_ab = P_a·P_b``.

    A figure without error lies where it lies, on a cut in the upper box. NaN, also of an error, leaves all NaN. ValueError
    for cuts that do not rise or an error below 0. Method: own.

    >>> found = nine_box([3.4], [0.35], [2.8], [0.50])
    >>> found.probability[0].round(3).tolist()[1], bool(found.is_between[0])
    ([0.167, 0.392, 0.049], True)
    """
    if not cuts[0] < cuts[1]:
        raise ValueError("the second cut lies above the first")
    one = _shares(performance, performance_se, cuts)
    other = _shares(potential, potential_se, cuts)
    both = one[:, :, None] * other[:, None, :]
    known: Bools = np.asarray(~np.isnan(both).any(axis=(1, 2)))
    flat = np.where(known[:, None], both.reshape(-1, 9), 0.0)
    likeliest = np.where(known, flat.argmax(axis=1), -1)
    return NineBoxResult(
        np.where(known[:, None, None], both, np.nan),
        np.where(known, likeliest // 3, -1),
        np.where(known, likeliest % 3, -1),
        known & (flat.max(axis=1, initial=0.0) < LEAST_SURE),
    )


def _shares(values: npt.ArrayLike, errors: npt.ArrayLike, cuts: tuple[float, float]) -> Floats:
    """How likely a value lies below both cuts, between them, and above (N, 3)."""
    from scipy.special import ndtr

    at: Floats = np.atleast_1d(np.asarray(values, np.float64))
    se: Floats = np.broadcast_to(np.asarray(errors, np.float64), at.shape)
    if (se < 0).any():
        raise ValueError("a standard error is 0 or more")
    away = np.array(cuts) - at[:, None]
    known: Bools = np.asarray(~np.isnan(at + se))[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        unsure: Floats = ndtr(away / se[:, None])
    below: Floats = np.where(known, np.where(se[:, None] == 0, np.where(away > 0, 1.0, 0.0), unsure), np.nan)
    return np.stack([below[:, 0], below[:, 1] - below[:, 0], 1.0 - below[:, 1]], axis=1)
