"""The sheets of check-ins, of what stands in the way, and of who is away."""

from hoshin.checkins.sheets.absences import ABSENCES
from hoshin.checkins.sheets.blockers import BLOCKERS
from hoshin.checkins.sheets.check_ins import CHECK_INS

SHEETS = (CHECK_INS, BLOCKERS, ABSENCES)
