"""The sheets of the workbook whose rows are of growth."""

from hoshin.growth.sheets.framework import CAREER_MOVES, COMPETENCIES, JOB_ROLES, ROLE_EXPECTATIONS
from hoshin.growth.sheets.growing import DEVELOPMENT_ACTIONS, LEARNING_RECORDS
from hoshin.growth.sheets.learning import LEARNING

SHEETS = (
    COMPETENCIES,
    JOB_ROLES,
    ROLE_EXPECTATIONS,
    CAREER_MOVES,
    LEARNING,
    LEARNING_RECORDS,
    DEVELOPMENT_ACTIONS,
)
