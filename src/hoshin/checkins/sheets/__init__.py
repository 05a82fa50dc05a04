"""The sheet of check-ins."""

from hoshin.checkins.sheets.check_ins import CHECK_INS

SHEETS = (CHECK_INS,)
