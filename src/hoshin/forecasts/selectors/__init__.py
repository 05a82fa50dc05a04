"""Reads of this app: forecasts of measures, and projected scores. All start from what the actor may see."""

from hoshin.forecasts.selectors.forecasts import (
    forecast_from,
    forecast_of,
    forecast_said,
    forecasts_of,
    probability_of,
)
from hoshin.forecasts.selectors.projections import Projected, WideMeasure, projections_ahead, projections_explained

__all__ = [
    "Projected",
    "WideMeasure",
    "forecast_from",
    "forecast_of",
    "forecast_said",
    "forecasts_of",
    "probability_of",
    "projections_ahead",
    "projections_explained",
]
