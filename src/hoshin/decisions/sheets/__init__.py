"""The sheet of decisions."""

from hoshin.decisions.sheets.decisions import DECISIONS

SHEETS = (DECISIONS,)
