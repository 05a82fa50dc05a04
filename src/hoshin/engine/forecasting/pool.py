"""The forecast of a series: its members weighed by their own backtest, and bands widened by it."""

from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Bools, Codes, Floats, Indices, Ints
from hoshin.engine.forecasting.backtest import MIN_ORIGINS, MIN_POINTS, Trials, errors, naive_scale, trials
from hoshin.engine.forecasting.members import Forecaster, members
from hoshin.engine.forecasting.natures import natures_of, off_scale, onto_scale
from hoshin.engine.forecasting.normal import mixture_cdf, mixture_quantiles
from hoshin.engine.forecasting.series import checked, ending_last, scale_of
from hoshin.engine.reasons import Reason

# Before a series has spoken for itself, the two models that held best in competitions weigh four times the third,
# and the last value carried on like three points of the series: the shorter it is, the less its trend is trusted.
_PRIOR = np.array([4.0, 4.0, 1.0]) / 9.0
_NAIVE_POINTS = 3.0
# The error against the naive one from which a model is not heard at all.
_TOO_BAD = 1.2
# A series' own errors count like so many origins against what is known of all series.
_OWN_ERROR_AGAINST, _OWN_WIDTH_AGAINST = 2.0, 16.0
# What bands of all series lacked: at once, the shorter the series, and the further ahead beside its length.
_WIDER, _WIDER_WHEN_SHORT, _WIDER_AHEAD = 1.1, 2.5, 1.75
_LEAST_WIDTH, _MOST_WIDTH = 0.5, 3.0
_DRIFT_POINTS = 3
# Half the width of the 80 % band of the normal distribution.
_Z80 = 1.2815515655446004


class ForecastMethod(IntEnum):
    """How a series was forecast. ``DRIFT`` is indicative: three to seven values, and no backtest."""

    NONE = 0
    DRIFT = 1
    POOL = 2
    NAIVE = 3
    CONSTANT = 4

    @property
    def label(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class ForecastResult:
    """What is expected of n series in the periods after their last value.

    ``means`` and ``sds`` (member, n, horizon) with ``weights`` (member, n) are the mixture, its spread widened already,
    on the scale of each series' ``nature``; ``mean`` (n, horizon) is its mean, brought back from there. Per series:
    ``method``, ``reason`` (a ``Reason`` where there is none), whether it is ``seasonal``, how many values it has
    (``points``), from how many ``origins`` its backtest speaks, its ``mase``, ``smape`` and ``owa`` there and the share
    ``covered`` of values inside the 80 % band (NaN from fewer than five origins), and by which factor bands were
    ``widened``.
    """

    mean: Floats
    means: Floats
    sds: Floats
    weights: Floats
    method: Codes
    reason: Codes
    seasonal: Bools
    points: Ints
    origins: Ints
    mase: Floats
    smape: Floats
    owa: Floats
    covered: Floats
    widened: Floats
    nature: Codes

    def quantiles(self, share: float) -> Floats:
        """The value (n, horizon) below which the outcome stays with this probability."""
        return off_scale(mixture_quantiles(share, self.means, self.sds, self.weights[:, :, None]), self.nature)

    def probability_below(self, limit: npt.ArrayLike) -> Floats:
        """The probability (n, horizon) that a value is at most ``limit``, which broadcasts against (n, horizon).

        Where a series never moved, nothing is certain: between 1/(n+2) and (n+1)/(n+2).
        """
        at = np.broadcast_to(np.asarray(limit, np.float64), self.mean.shape)
        share = mixture_cdf(onto_scale(at, self.nature), self.means, self.sds, self.weights[:, :, None])
        unsure = 1.0 / (self.points + 2.0)
        still = (self.method == ForecastMethod.CONSTANT)[:, None]
        share = np.where(still, np.clip(share, unsure[:, None], 1.0 - unsure[:, None]), share)
        return np.asarray(np.where(np.isnan(self.mean) | np.isnan(at), np.nan, share))


def forecast(values: npt.ArrayLike, horizon: int, cycle: int = 1, nature: Codes | None = None) -> ForecastResult:
    """Forecast (n, periods) values, NaN for missing, ``horizon`` periods beyond the last value of each row.

    ``cycle`` is the number of periods after which a season may repeat, 1 for none; ``nature`` (n,) is what each series
    can be, and read off the values where it is left out. Up to 2 values: none; 3 to 7: the
    mean step as drift; from 8 on a linear pool of damped trend, theta, local linear trend and Naive2, without season
    where the data show one, weighed by their errors in the backtest (``weights_of``); where the pool was worse than
    Naive2 there, Naive2 alone speaks. Infinite values raise ``ValueError``.
    Source: methods.md 3.2, 3.6; Bates and Granger (1969) for weights by errors.

    >>> found = forecast([[61.0, 62.5, 61.8, 63.4, 64.9, 64.1, 66.0, 67.2, 66.5, 68.1, 69.4, 68.8]], 2)
    >>> ForecastMethod(found.method[0]).label, bool((found.quantiles(0.1) < found.mean).all())
    ('pool', True)
    """
    if horizon < 1 or cycle < 1:
        raise ValueError("a horizon and a cycle have at least one period")
    given = checked(values)
    kinds = natures_of(given) if nature is None else nature
    rows = ending_last(onto_scale(given, kinds))
    if np.isinf(rows).any():
        raise ValueError("a value is not of the nature that its series is said to have")
    size = scale_of(rows)
    rows = rows / size
    points = (~np.isnan(rows)).sum(axis=1)
    result = _nothing(horizon, points, kinds)
    still = (points >= _DRIFT_POINTS) & _constant(rows)
    few = (points >= _DRIFT_POINTS) & (points < MIN_POINTS) & ~still
    enough = (points >= MIN_POINTS) & ~still
    result.reason[points < _DRIFT_POINTS] = Reason.TOO_FEW_POINTS
    _fill_drift(result, rows, few, horizon)
    _fill_constant(result, rows, still)
    if enough.any():
        _fill_pool(result, rows[enough], size[enough], np.flatnonzero(enough), horizon, cycle)
    result.means[:] *= size
    result.sds[:] *= size
    known = result.weights > 0.0
    mean = np.where(known[:, :, None], result.weights[:, :, None] * result.means, 0.0).sum(axis=0)
    mean[~known.any(axis=0)] = np.nan
    result.mean[:] = off_scale(mean, kinds)
    return result


def _nothing(horizon: int, points: Ints, nature: Codes) -> ForecastResult:
    count = len(points)
    wide = (len(Forecaster), count, horizon)
    unknown = [np.full(count, np.nan) for _ in range(5)]
    return ForecastResult(
        mean=np.full((count, horizon), np.nan),
        means=np.full(wide, np.nan),
        sds=np.full(wide, np.nan),
        weights=np.zeros((len(Forecaster), count)),
        method=np.zeros(count, np.uint8),
        reason=np.zeros(count, np.uint8),
        seasonal=np.zeros(count, np.bool_),
        points=points,
        origins=np.zeros(count, np.int64),
        mase=unknown[0],
        smape=unknown[1],
        owa=unknown[2],
        covered=unknown[3],
        widened=unknown[4],
        nature=nature,
    )


def _constant(rows: Floats) -> Bools:
    """Whether all values of a row are one number."""
    low = np.where(np.isnan(rows), np.inf, rows).min(axis=1, initial=np.inf)
    high = np.where(np.isnan(rows), -np.inf, rows).max(axis=1, initial=-np.inf)
    return np.asarray(low == high)


def _fill_constant(result: ForecastResult, rows: Floats, here: Bools) -> None:
    result.method[here] = ForecastMethod.CONSTANT
    result.weights[Forecaster.NAIVE, here] = 1.0
    result.means[Forecaster.NAIVE, here] = rows[here, -1:]
    result.sds[Forecaster.NAIVE, here] = 0.0


def _fill_drift(result: ForecastResult, rows: Floats, here: Bools, horizon: int) -> None:
    """``μ_h = y_n + h·b`` with the mean slope of all steps; ``σ_h² = σ²·h(1 + h/(n − 1))``, with σ from the steps
    themselves, not from what they depart from their mean: so few values say little.

    Widened like the shortest of pools. Source: the drift method, Hyndman and Athanasopoulos (2021).
    """
    if not here.any():
        return
    found = rows[here]
    seen = ~np.isnan(found)
    first = np.argmax(seen, axis=1)
    span = found.shape[1] - 1 - first
    begin = found[np.arange(len(found)), first]
    slope = (found[:, -1] - begin) / span
    count = seen.sum(axis=1)
    sigma = np.sqrt(np.nansum(_steps(found) ** 2, axis=1) / (count - 1))
    ahead = np.arange(1, horizon + 1)
    wide = _WIDER + _WIDER_WHEN_SHORT / count
    spread = np.sqrt(ahead * (1.0 + ahead / span[:, None]))
    result.method[here] = ForecastMethod.DRIFT
    result.weights[Forecaster.NAIVE, here] = 1.0
    result.means[Forecaster.NAIVE, here] = found[:, -1:] + slope[:, None] * ahead
    result.sds[Forecaster.NAIVE, here] = (sigma * wide)[:, None] * spread
    result.widened[here] = wide


def _steps(values: Floats) -> Floats:
    """From each value to the one before it, per square root of the periods between them."""
    last, at = np.full(len(values), np.nan), np.zeros(len(values))
    steps = np.full(values.shape, np.nan)
    for column in range(values.shape[1]):
        here = values[:, column]
        seen = ~np.isnan(here)
        steps[:, column] = (here - last) / np.sqrt(np.maximum(column - at, 1))
        last, at = np.where(seen, here, last), np.where(seen, column, at)
    return steps


def _fill_pool(result: ForecastResult, rows: Floats, size: Floats, places: Indices, horizon: int, cycle: int) -> None:
    found = members(rows, horizon, cycle)
    tried = trials(rows, horizon, cycle)

    def back(part: Floats) -> Floats:
        return off_scale(part * size, result.nature[places])

    # Errors are told and weighed as people see them, not on the scale of the nature.
    seen = replace(tried, mean=back(tried.mean), actual=back(tried.actual))
    scale = naive_scale(back(rows), cycle)
    weights = weights_of(seen, scale, result.points[places])
    told = tried.origins >= MIN_ORIGINS
    result.method[places] = np.where(weights[Forecaster.NAIVE] == 1.0, ForecastMethod.NAIVE, ForecastMethod.POOL)
    result.seasonal[places], result.origins[places] = found.seasonal, tried.origins
    result.weights[:, places] = weights
    pooled = np.where(weights[:, :, None] > 0.0, weights[:, :, None] * tried.mean, 0.0).sum(axis=0)
    pooled = np.where(np.isnan(tried.mean[Forecaster.NAIVE]), np.nan, pooled)
    error = errors(back(pooled), seen.actual, seen.mean[Forecaster.NAIVE], scale)
    for name in ("mase", "smape", "owa"):
        getattr(result, name)[places] = np.where(told, getattr(error, name), np.nan)
    prior = _WIDER + _WIDER_WHEN_SHORT / result.points[places]
    grown = replace(tried, sd=tried.sd * _further(tried.ahead, result.points[places]))
    own, covered = _own_width(grown, weights, pooled, prior)
    told_width = np.where(np.isnan(own), 0.0, tried.origins)
    blend = np.exp(
        (told_width * np.log(np.where(np.isnan(own), 1.0, own)) + _OWN_WIDTH_AGAINST * np.log(prior))
        / (told_width + _OWN_WIDTH_AGAINST)
    )
    wide = np.clip(blend, _LEAST_WIDTH, _MOST_WIDTH)
    result.covered[places] = np.where(told, covered, np.nan)
    result.widened[places] = wide
    result.means[:, places] = found.mean
    result.sds[:, places] = found.sd * wide[:, None] * _further(np.arange(1, horizon + 1), result.points[places])


def _further(ahead: Ints, points: Ints) -> Floats:
    """By which factor a spread is too narrow so many periods ahead (n, ahead), beside that of the next period: models
    are fitted to their next step, and take the slope that they found for the true one.

    >>> _further(np.array([1, 6]), np.array([20])).tolist()
    [[1.0, 1.4375]]
    """
    return np.asarray(1.0 + _WIDER_AHEAD * (ahead - 1.0) / points[:, None])


def weights_of(tried: Trials, scale: Floats, points: Ints) -> Floats:
    """The weight of each member (member, n), which add up to 1.

    ``w ∝ prior / r³`` with ``r`` the OWA of the member, drawn towards 1 like by two origins; the prior of the naive one
    is ``3/points``. From five origins on, a model whose OWA is above 1.2 weighs nothing, and where the pool is worse
    than the naive one, that has all the weight.
    """
    naive = tried.mean[Forecaster.NAIVE]
    owa = np.stack([errors(one, tried.actual, naive, scale).owa for one in tried.mean[: Forecaster.NAIVE]])
    owa = np.where(np.isnan(owa), 1.0, owa)
    told = tried.origins >= MIN_ORIGINS
    ratio = (np.minimum(owa, 1e6) * tried.origins + _OWN_ERROR_AGAINST) / (tried.origins + _OWN_ERROR_AGAINST)
    still = _NAIVE_POINTS / points
    heard = np.where((owa > _TOO_BAD) & told, 0.0, (1.0 - still) * _PRIOR[:, None] / ratio**3)
    weights = np.concatenate([heard, still[None, :]])
    weights /= weights.sum(axis=0)
    pooled = np.where(weights[:, :, None] > 0.0, weights[:, :, None] * tried.mean, 0.0).sum(axis=0)
    worse = told & (errors(pooled, tried.actual, naive, scale).owa > 1.0)
    alone = np.arange(len(Forecaster))[:, None] == Forecaster.NAIVE
    return np.asarray(np.where(worse, alone, weights))


def _own_width(tried: Trials, weights: Floats, pooled: Floats, prior: Floats) -> tuple[Floats, Floats]:
    """By which factor the plain bands of the backtest would have had to be wider to hold 80 % of the time, and how
    often those widened by what is known of all series held; NaN without a backtest."""
    if not tried.actual.shape[1]:
        return np.full(len(prior), np.nan), np.full(len(prior), np.nan)
    share = np.broadcast_to(weights[:, :, None], tried.mean.shape)
    inside = np.where(share > 0.0, share * (tried.sd**2 + (tried.mean - pooled) ** 2), 0.0).sum(axis=0)
    half = _Z80 * np.sqrt(inside)
    with np.errstate(divide="ignore", invalid="ignore"):
        away = np.where(half > 0.0, np.abs(tried.actual - pooled) / half, np.nan)
    known = ~np.isnan(away)
    count = known.sum(axis=1)
    held = ((away <= prior[:, None]) & known).sum(axis=1)
    order = np.sort(np.where(known, away, np.inf), axis=1)
    place = np.clip(np.ceil(0.8 * (count + 1)).astype(np.int64), 1, np.maximum(count, 1)) - 1
    own = np.where(count > 0, order[np.arange(len(order)), place], np.nan)
    own = np.clip(own, _LEAST_WIDTH, _MOST_WIDTH)
    return own, np.asarray(np.where(count > 0, held / np.maximum(count, 1), np.nan))
