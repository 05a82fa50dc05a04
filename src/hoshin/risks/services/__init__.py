"""Everything that changes risks."""

from hoshin.risks.services.assessing import assess_risk
from hoshin.risks.services.bulk import (
    upsert_assessments,
    upsert_categories,
    upsert_controls,
    upsert_indicators,
    upsert_risks,
)
from hoshin.risks.services.categories import add_category, change_category, remove_category
from hoshin.risks.services.controls import set_controls, set_indicators
from hoshin.risks.services.risks import (
    add_risk,
    change_risk,
    close_risk,
    free_risk_code,
    remove_risk,
    reopen_risk,
)
from hoshin.risks.services.watching import JOBS, watch_indicators

__all__ = [
    "JOBS",
    "add_category",
    "add_risk",
    "assess_risk",
    "change_category",
    "change_risk",
    "close_risk",
    "free_risk_code",
    "remove_category",
    "remove_risk",
    "reopen_risk",
    "set_controls",
    "set_indicators",
    "upsert_assessments",
    "upsert_categories",
    "upsert_controls",
    "upsert_indicators",
    "upsert_risks",
    "watch_indicators",
]
