"""The sheet of agreements."""

from hoshin.agreements.sheets.agreements import AGREEMENTS

SHEETS = (AGREEMENTS,)
