"""The worker's side: forecasts and projected scores are found again when what they rest on changes, and once a night."""

from hoshin.forecasts.services.forecasting import REFRESH_ALL, REFRESH_RECORDED, REFRESH_SOME, refresh_forecasts
from hoshin.forecasts.services.projecting import PROJECT_ALL, PROJECT_CHANGED, refresh_projections

JOBS = (REFRESH_SOME, REFRESH_RECORDED, REFRESH_ALL, PROJECT_CHANGED, PROJECT_ALL)

__all__ = [
    "JOBS",
    "PROJECT_CHANGED",
    "REFRESH_ALL",
    "REFRESH_RECORDED",
    "REFRESH_SOME",
    "refresh_forecasts",
    "refresh_projections",
]
