"""The sheets of the workbook whose rows are of growth."""

from hoshin.growth.sheets.framework import CAREER_MOVES, COMPETENCIES, JOB_ROLES, ROLE_EXPECTATIONS
from hoshin.growth.sheets.learning import LEARNING

SHEETS = (COMPETENCIES, JOB_ROLES, ROLE_EXPECTATIONS, CAREER_MOVES, LEARNING)
