"""The sheets of the workbook whose rows breakdowns keeps."""

from hoshin.breakdowns.sheets.breakdowns import BREAKDOWNS
from hoshin.breakdowns.sheets.dimensions import DIMENSIONS
from hoshin.breakdowns.sheets.member_values import MEMBER_VALUES
from hoshin.breakdowns.sheets.members import MEMBERS

SHEETS = (DIMENSIONS, MEMBERS, BREAKDOWNS, MEMBER_VALUES)
