"""Forecasting: from a series to what is expected of it, with bands that its own past has tried."""

from hoshin.engine.forecasting.backtest import ErrorsResult, errors, naive_scale, trials
from hoshin.engine.forecasting.confidence import CombinedResult, RecalibrationResult, combine, recalibration
from hoshin.engine.forecasting.damped import DampedGrid, damped_trend
from hoshin.engine.forecasting.detect import detected_cycles
from hoshin.engine.forecasting.finish import FinishResult, projected_finish
from hoshin.engine.forecasting.flows import SumResult, pooled_sum, smoothed_sum
from hoshin.engine.forecasting.local_trend import TrendGrid, local_trend
from hoshin.engine.forecasting.members import Forecaster
from hoshin.engine.forecasting.natures import Nature, natures_of
from hoshin.engine.forecasting.normal import mixture_cdf, mixture_quantiles, normal_cdf
from hoshin.engine.forecasting.pool import ForecastMethod, ForecastResult, forecast
from hoshin.engine.forecasting.season import SeasonFound, season_of
from hoshin.engine.forecasting.skill import brier, coverage_p_value, crps_ensemble, crps_normal, interval_score
from hoshin.engine.forecasting.theta import theta

__all__ = [
    "CombinedResult",
    "DampedGrid",
    "ErrorsResult",
    "FinishResult",
    "ForecastMethod",
    "ForecastResult",
    "Forecaster",
    "Nature",
    "RecalibrationResult",
    "SeasonFound",
    "SumResult",
    "TrendGrid",
    "brier",
    "combine",
    "coverage_p_value",
    "crps_ensemble",
    "crps_normal",
    "damped_trend",
    "detected_cycles",
    "errors",
    "forecast",
    "interval_score",
    "local_trend",
    "mixture_cdf",
    "mixture_quantiles",
    "naive_scale",
    "natures_of",
    "normal_cdf",
    "pooled_sum",
    "projected_finish",
    "recalibration",
    "season_of",
    "smoothed_sum",
    "theta",
    "trials",
]
