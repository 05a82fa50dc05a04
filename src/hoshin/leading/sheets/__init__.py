"""The sheets of the workbook whose rows leading keeps; who read what stands in none."""

from hoshin.leading.sheets.announcement_questions import ANNOUNCEMENT_QUESTIONS
from hoshin.leading.sheets.announcements import ANNOUNCEMENTS

SHEETS = (ANNOUNCEMENTS, ANNOUNCEMENT_QUESTIONS)
