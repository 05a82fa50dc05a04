"""The sheets of the workbook whose rows meetings keep."""

from hoshin.meetings.sheets.action_items import ACTION_ITEMS
from hoshin.meetings.sheets.one_on_ones import ONE_ON_ONES

SHEETS = (ONE_ON_ONES, ACTION_ITEMS)
