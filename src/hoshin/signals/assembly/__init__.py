"""Values of measures as series, and what the engine makes of them."""

from hoshin.signals.assembly.own_rules import OwnSeries, check_own_formula, series_of_rules

__all__ = ["OwnSeries", "check_own_formula", "series_of_rules"]
