"""Finds risks: which there are and how they stand, what hangs on one, and what their years may cost."""

from hoshin.risks.selectors.listing import (
    HeatMap,
    HeatMapCell,
    RisksWanted,
    category_by_code,
    heat_map,
    mean_losses_of,
    risk_by_code,
    risks_listed,
)
from hoshin.risks.selectors.one import ShownIndicator, ShownRisk, shown_risk
from hoshin.risks.selectors.standing import ShownAssessment, losses_of_category, losses_of_risk, shown_assessments

__all__ = [
    "HeatMap",
    "HeatMapCell",
    "RisksWanted",
    "ShownAssessment",
    "ShownIndicator",
    "ShownRisk",
    "category_by_code",
    "heat_map",
    "losses_of_category",
    "losses_of_risk",
    "mean_losses_of",
    "risk_by_code",
    "risks_listed",
    "shown_assessments",
    "shown_risk",
]
