"""The sheets of the workbook whose rows feedback keeps; words without a name stand in none."""

from hoshin.feedback.sheets.feedback import FEEDBACK
from hoshin.feedback.sheets.recognition import RECOGNITION

SHEETS = (FEEDBACK, RECOGNITION)
