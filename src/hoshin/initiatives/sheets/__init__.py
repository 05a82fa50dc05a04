"""The sheets of the workbook whose rows initiatives keep."""

from hoshin.initiatives.sheets.baselines import BASELINES
from hoshin.initiatives.sheets.costs import COSTS
from hoshin.initiatives.sheets.initiatives import INITIATIVES
from hoshin.initiatives.sheets.milestones import MILESTONES

SHEETS = (INITIATIVES, MILESTONES, COSTS, BASELINES)
