"""The sheets of okrs."""

from hoshin.okrs.sheets.commitments import COMMITMENTS
from hoshin.okrs.sheets.cycles import CYCLES

SHEETS = (CYCLES, COMMITMENTS)
