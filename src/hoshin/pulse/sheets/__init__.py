"""The sheets of the workbook whose rows are of surveys: what is asked, and what may be told; never what was answered."""

from hoshin.pulse.sheets.own_surveys import OWN_SURVEYS, SURVEY_QUESTIONS
from hoshin.pulse.sheets.results import SURVEY_CHOICES, SURVEY_RESULTS

SHEETS = (OWN_SURVEYS, SURVEY_QUESTIONS, SURVEY_RESULTS, SURVEY_CHOICES)
