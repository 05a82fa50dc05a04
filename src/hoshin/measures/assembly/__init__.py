"""Rows into arrays for the engine, and formulas through the engine's reader."""

from hoshin.measures.assembly.columns import ActualColumns, load_actuals
from hoshin.measures.assembly.formulas import check_formulas, codes_read_by, divisors_in
from hoshin.measures.assembly.lines import faults_of_lines
from hoshin.measures.assembly.scales import counted_unit, per_one, scale_of

__all__ = [
    "ActualColumns",
    "check_formulas",
    "codes_read_by",
    "counted_unit",
    "divisors_in",
    "faults_of_lines",
    "load_actuals",
    "per_one",
    "scale_of",
]
