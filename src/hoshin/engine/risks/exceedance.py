"""How likely a year costs more than an amount, beside how likely it may."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Bools, Floats


@dataclass(frozen=True, slots=True)
class ToleranceResult:
    """Per stated amount (k,): the ``share`` of years that cost more, and whether that is ``more`` than is tolerated."""

    share: Floats
    more: Bools


def exceedance(years: npt.ArrayLike, amounts: npt.ArrayLike) -> Floats:
    """The share of years (draws,) that cost more than each amount (k,): the curve on which losses are exceeded.

    ``P(L > x)``, falling from the share of years with any loss. NaN where there are no years.

    >>> exceedance([0.0, 0.0, 10.0, 50.0], [0.0, 10.0, 49.0]).tolist()
    [0.5, 0.25, 0.25]
    """
    drawn, wanted = np.sort(np.asarray(years, np.float64).ravel()), np.asarray(amounts, np.float64)
    if not drawn.size:
        return np.full(wanted.shape, np.nan)
    return np.asarray(1.0 - np.searchsorted(drawn, wanted, side="right") / drawn.size)


def tolerated_at(amounts: npt.ArrayLike, probabilities: npt.ArrayLike, wanted: npt.ArrayLike) -> Floats:
    """How likely a year may cost more than each ``wanted`` amount, by points that were stated in rising order (k,).

    Between points straight in the logarithm of the amount; NaN before the first and after the last, where nothing was
    said. ValueError: amounts that do not rise, or probabilities that do. Source: Hubbard & Seiersen (2023), chapter 3.

    >>> tolerated_at([1e4, 1e6], [0.5, 0.1], [1e5, 1e7]).round(9).tolist()
    [0.3, nan]
    """
    at, may = np.asarray(amounts, np.float64), np.asarray(probabilities, np.float64)
    if (at <= 0.0).any() or (np.diff(at) <= 0.0).any() or (np.diff(may) > 0.0).any():
        raise ValueError("amounts above 0 rise from point to point, and what is tolerated does not")
    asked = np.asarray(wanted, np.float64)
    if not at.size:
        return np.full(asked.shape, np.nan)
    with np.errstate(divide="ignore"):
        return np.asarray(np.interp(np.log(asked), np.log(at), may, left=np.nan, right=np.nan))


def held_against(years: npt.ArrayLike, amounts: npt.ArrayLike, probabilities: npt.ArrayLike) -> ToleranceResult:
    """Simulated years (draws,) held against what is tolerated at each stated amount (k,).

    >>> held_against([0.0, 0.0, 10.0, 50.0], [5.0, 40.0], [0.6, 0.1]).more.tolist()
    [False, True]
    """
    share = exceedance(years, amounts)
    return ToleranceResult(share, np.asarray(share > np.asarray(probabilities, np.float64)))
