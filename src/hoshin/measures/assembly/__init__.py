"""Rows into arrays for the engine, and formulas through the engine's reader."""

from hoshin.measures.assembly.columns import ActualColumns, load_actuals
from hoshin.measures.assembly.formulas import check_formulas, codes_read_by, divisors_in
from hoshin.measures.assembly.lines import faults_of_lines

__all__ = ["ActualColumns", "check_formulas", "codes_read_by", "divisors_in", "faults_of_lines", "load_actuals"]
