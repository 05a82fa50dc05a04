"""What of a plan is valid by date: cut points, least coverage and the scale of its statuses.

The row of the plan says it as of today, `PastPlanDefinition` until a day each.
"""

from dataclasses import dataclass

from hoshin.base.keeping import Dated
from hoshin.strategy.models import PastPlanDefinition


@dataclass(frozen=True, slots=True)
class DatedPlanDefinition:
    """What a plan says, as far as past scores and statuses rest on it."""

    status_scale: str
    red_below: float
    green_from: float
    min_coverage: float


PLAN_DEFINITIONS = Dated(
    DatedPlanDefinition, PastPlanDefinition, "plan", together=(frozenset({"red_below", "green_from"}),)
)
