"""The sheets of the workbook whose rows scorecards keeps: how it was, and what people set by hand."""

from hoshin.scorecards.sheets.closed_periods import CLOSED_PERIODS
from hoshin.scorecards.sheets.closed_scores import CLOSED_SCORES
from hoshin.scorecards.sheets.edges import EDGES
from hoshin.scorecards.sheets.status_overrides import STATUS_OVERRIDES
from hoshin.scorecards.sheets.unit_places import UNIT_PLACES

SHEETS = (EDGES, UNIT_PLACES, CLOSED_PERIODS, CLOSED_SCORES, STATUS_OVERRIDES)
