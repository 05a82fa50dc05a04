"""Values of measures into arrays, and what the engine expects of them into rows."""

from hoshin.forecasts.assembly.found import found_forecasts

__all__ = ["found_forecasts"]
