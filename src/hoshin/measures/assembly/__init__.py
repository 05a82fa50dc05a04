"""Rows into arrays for the engine, and formulas through the engine's reader."""

from hoshin.measures.assembly.columns import ActualColumns, load_actuals
from hoshin.measures.assembly.formulas import check_formulas

__all__ = ["ActualColumns", "check_formulas", "load_actuals"]
