"""The sheets of the workbook whose rows are corrective actions and accepted deviations."""

from hoshin.actions.sheets.actions import ACTIONS
from hoshin.actions.sheets.deviations import DEVIATIONS

SHEETS = (ACTIONS, DEVIATIONS)
