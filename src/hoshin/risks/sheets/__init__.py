"""The sheets of the workbook whose rows are risks and what hangs on them."""

from hoshin.risks.sheets.assessments import RISK_ASSESSMENTS
from hoshin.risks.sheets.categories import RISK_CATEGORIES
from hoshin.risks.sheets.parts import RISK_CONTROLS, RISK_INDICATORS
from hoshin.risks.sheets.risks import RISKS

SHEETS = (RISK_CATEGORIES, RISKS, RISK_CONTROLS, RISK_INDICATORS, RISK_ASSESSMENTS)
