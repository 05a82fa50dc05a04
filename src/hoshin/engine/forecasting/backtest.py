"""The backtest of each series on itself: forecasts from earlier points of time, held against what came."""

from dataclasses import dataclass

import numpy as np

from hoshin.engine.arrays import Floats, Ints
from hoshin.engine.forecasting.members import Forecaster, members

# What a model needs before it may speak, and how many such forecasts there must be before they are spoken of.
MIN_POINTS, MIN_ORIGINS = 8, 5
# How far back forecasts begin: near ones closely, far ones at intervals.
_BACK = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 18)
_LEAST_BACK = 6


@dataclass(frozen=True, slots=True)
class Trials:
    """What each member forecast, with which spread, and what came: (member, n, forecasts) and (n, forecasts), NaN where
    there was none; ``origins`` (n,) says from how many points of time. ``ahead`` (forecasts,) is the period ahead."""

    mean: Floats
    sd: Floats
    actual: Floats
    origins: Ints
    ahead: Ints


@dataclass(frozen=True, slots=True)
class ErrorsResult:
    """Errors per series (n,): MASE, sMAPE in percent, and OWA against the naive member; NaN where one has no meaning."""

    mase: Floats
    smape: Floats
    owa: Floats


def trials(values: Floats, horizon: int, cycle: int) -> Trials:
    """Forecasts from up to eleven earlier points of time, each fitted to what was there then, season and all.

    ``values`` (n, periods) end in their last value. An origin needs 8 values, and something that came after it.
    Method: rolling origin.
    """
    count, length = values.shape
    means, sds, actuals, ahead = [], [], [], []
    origins = np.zeros(count, np.int64)
    for back in (back for back in _BACK if back <= max(horizon, _LEAST_BACK) and back < length):
        known, came = values[:, : length - back], values[:, length - back :][:, :horizon]
        enough = (~np.isnan(known)).sum(axis=1) >= MIN_POINTS
        # Whoever stood there had the last value then known; a row that misses it has no such origin.
        rows = np.flatnonzero(enough & ~np.isnan(known[:, -1]))
        if not rows.size:
            continue
        found = members(known[rows], came.shape[1], cycle)
        mean, sd = (np.full((len(Forecaster), count, came.shape[1]), np.nan) for _ in range(2))
        mean[:, rows], sd[:, rows] = found.mean, found.sd
        actual = np.full(came.shape, np.nan)
        actual[rows] = came[rows]
        means.append(mean)
        sds.append(sd)
        actuals.append(actual)
        ahead.append(np.arange(1, came.shape[1] + 1))
        origins[rows] += 1
    if not means:
        empty = np.empty((len(Forecaster), count, 0))
        return Trials(empty, empty, empty[0], origins, np.zeros(0, np.int64))
    mean, sd, actual = (np.concatenate(parts, axis=-1) for parts in (means, sds, actuals))
    return Trials(mean, sd, actual, origins, np.concatenate(ahead))


def errors(forecast: Floats, actual: Floats, naive: Floats, scale: Floats) -> ErrorsResult:
    """MASE, sMAPE and OWA of forecasts (…, n, forecasts) beside the naive ones.

    ``MASE = mean|e| / scale``, ``sMAPE = 200·mean(|e| / (|y| + |ŷ|))`` with 0/0 as 0, and
    ``OWA = ½(MASE/MASE_n + sMAPE/sMAPE_n)``. A series that is not above or below 0 throughout has no sMAPE, and an OWA
    of its MASE alone; where the naive forecast was right to the last digit, OWA is 1 if this one was too, else infinite.
    Source: Makridakis, Spiliotis and Assimakopoulos (2020).

    >>> history = np.array([[10.0, 12.0, 11.0, 13.0, 12.0, 14.0, 15.0, 14.0]])
    >>> came, naive = np.array([[16.0, 15.0, 17.0]]), np.full((1, 3), 14.0)
    >>> found = errors(np.array([[15.0, 15.5, 16.0]]), came, naive, naive_scale(history, 1))
    >>> [part.round(3).tolist() for part in (found.mase, found.smape, found.owa)]
    [[0.583], [5.264], [0.408]]
    """
    known = ~np.isnan(actual)
    count = known.sum(axis=-1)

    def mean_of(part: Floats) -> Floats:
        total = np.where(known & ~np.isnan(part), part, 0.0).sum(axis=-1)
        return np.asarray(np.where(count > 0, total / np.maximum(count, 1), np.nan))

    def relative(part: Floats) -> Floats:
        size = np.abs(actual) + np.abs(part)
        return np.asarray(200.0 * np.abs(part - actual) / np.where(size > 0.0, size, 1.0))

    absolute, absolute_naive = mean_of(np.abs(forecast - actual)), mean_of(np.abs(naive - actual))
    with np.errstate(divide="ignore", invalid="ignore"):
        one_sided = (np.where(known, actual, 0.0) >= 0.0).all(axis=-1) | (np.where(known, actual, 0.0) <= 0.0).all(
            axis=-1
        )
        smape = np.where(one_sided, mean_of(relative(forecast)), np.nan)
        by_size = _ratio(absolute, absolute_naive)
        by_share = _ratio(smape, mean_of(relative(naive)))
        owa = np.where(np.isnan(by_share), by_size, 0.5 * (by_size + by_share))
        return ErrorsResult(np.asarray(np.where(scale > 0.0, absolute / scale, np.nan)), smape, np.asarray(owa))


def _ratio(part: Floats, naive: Floats) -> Floats:
    """Error over the naive error; 1 where both are nothing."""
    return np.asarray(np.where((naive == 0.0) & (part == 0.0), 1.0, part / naive))


def naive_scale(values: Floats, cycle: int) -> Floats:
    """The mean absolute step from one cycle earlier within each series (n, periods); NaN without any.

    >>> naive_scale(np.array([[10.0, 12.0, 11.0, 13.0]]), 1).round(3).tolist()
    [1.667]
    """
    if values.shape[1] <= cycle:
        return np.full(len(values), np.nan)
    steps = np.abs(values[:, cycle:] - values[:, :-cycle])
    count = (~np.isnan(steps)).sum(axis=1)
    return np.asarray(np.where(count > 0, np.nansum(steps, axis=1) / np.maximum(count, 1), np.nan))
