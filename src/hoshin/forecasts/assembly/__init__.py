"""Values of measures into arrays, and what the engine expects of them, and of the scores above them, into rows."""

from hoshin.forecasts.assembly.found import found_forecasts
from hoshin.forecasts.assembly.projected import found_projections, projected_periods

__all__ = ["found_forecasts", "found_projections", "projected_periods"]
