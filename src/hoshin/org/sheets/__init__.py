"""The sheets of the workbook whose rows org keeps."""

from hoshin.org.sheets.holidays import HOLIDAYS
from hoshin.org.sheets.organisation import ORGANISATION
from hoshin.org.sheets.past_heads import PAST_HEADS
from hoshin.org.sheets.past_positions import PAST_POSITIONS
from hoshin.org.sheets.people import PEOPLE
from hoshin.org.sheets.relations import RELATIONS
from hoshin.org.sheets.units import UNITS

SHEETS = (ORGANISATION, UNITS, PEOPLE, PAST_POSITIONS, PAST_HEADS, RELATIONS, HOLIDAYS)
