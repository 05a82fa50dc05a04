"""The members of the pool on series of one length of cycle: season out, three models and the naive one, season in."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from hoshin.engine.arrays import Bools, Floats
from hoshin.engine.forecasting.damped import damped_trend
from hoshin.engine.forecasting.local_trend import local_trend
from hoshin.engine.forecasting.season import season_of
from hoshin.engine.forecasting.series import ModelResult
from hoshin.engine.forecasting.theta import theta


class Forecaster(IntEnum):
    """The models, in the order in which they lie in arrays; the naive one is what the others must beat."""

    DAMPED = 0
    THETA = 1
    LOCAL_TREND = 2
    NAIVE = 3

    @property
    def label(self) -> str:
        return self.name.lower().replace("_", "-")


@dataclass(frozen=True, slots=True)
class MembersResult:
    """Means and standard deviations (member, n, horizon), and which series (n,) have a season."""

    mean: Floats
    sd: Floats
    seasonal: Bools


def members(values: Floats, horizon: int, cycle: int) -> MembersResult:
    """What each member forecasts for (n, periods) values whose rows end in their last value.

    The naive member is Naive2: the last value without its season, and the season put back; its spread is that of a
    random walk. Factors that multiply carry the spread along.
    """
    season = season_of(values, cycle)
    level = season.removed(values)
    found = [damped_trend(level, horizon), theta(level, horizon), local_trend(level, horizon), naive(level, horizon)]
    mean, sd = (np.stack([getattr(one, name) for one in found]) for name in ("mean", "sd"))
    if season.found.any():
        ahead = season.ahead(horizon)
        adds = season.additive[:, None]
        mean = np.where(adds, mean + ahead, mean * ahead)
        sd = np.where(adds, sd, sd * np.abs(ahead))
    return MembersResult(mean, sd, season.found)


def naive(values: Floats, horizon: int) -> ModelResult:
    """The last value, with the spread ``σ_h = σ·sqrt(h)`` of the steps between neighbours.

    >>> naive(np.array([[1.0, 2.0, 1.0]]), 2).sd.round(3).tolist()
    [[1.0, 1.414]]
    """
    steps = np.diff(values, axis=1)
    count = (~np.isnan(steps)).sum(axis=1)
    squares = np.nansum(steps * steps, axis=1)
    sigma = np.sqrt(np.where(count > 0, squares / np.maximum(count, 1), np.nan))
    ahead = np.arange(1, horizon + 1)
    return ModelResult(np.repeat(values[:, -1:], horizon, axis=1), sigma[:, None] * np.sqrt(ahead))
