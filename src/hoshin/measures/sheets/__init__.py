"""The sheets of the workbook whose rows measures keeps."""

from hoshin.measures.sheets.actuals import ACTUALS
from hoshin.measures.sheets.control_limits import CONTROL_LIMITS
from hoshin.measures.sheets.measures import MEASURES
from hoshin.measures.sheets.past_definitions import PAST_DEFINITIONS
from hoshin.measures.sheets.targets import TARGETS
from hoshin.measures.sheets.waiting_values import WAITING_VALUES

SHEETS = (MEASURES, PAST_DEFINITIONS, TARGETS, ACTUALS, WAITING_VALUES, CONTROL_LIMITS)
