"""The sheet of scenarios."""

from hoshin.scenarios.sheets.scenarios import SCENARIOS

SHEETS = (SCENARIOS,)
