"""The sheets of the workbook whose rows strategy keeps, and what it adds to those of the apps below."""

from hoshin.strategy.sheets.causal_links import CAUSAL_LINKS
from hoshin.strategy.sheets.holdings import HOLDINGS
from hoshin.strategy.sheets.objectives import OBJECTIVES
from hoshin.strategy.sheets.past_plan_definitions import PAST_PLAN_DEFINITIONS
from hoshin.strategy.sheets.perspectives import PERSPECTIVES
from hoshin.strategy.sheets.plans import PLAN_OF_ORGANISATION, PLANS
from hoshin.strategy.sheets.serves import SERVED_BY_MEASURES, SERVED_BY_OBJECTIVES
from hoshin.strategy.sheets.themes import THEMES
from hoshin.strategy.sheets.unit_weights import UNIT_WEIGHTS

SHEETS = (
    PLANS,
    PAST_PLAN_DEFINITIONS,
    PERSPECTIVES,
    THEMES,
    OBJECTIVES,
    CAUSAL_LINKS,
    PLAN_OF_ORGANISATION,
    SERVED_BY_OBJECTIVES,
    SERVED_BY_MEASURES,
    HOLDINGS,
    UNIT_WEIGHTS,
)
