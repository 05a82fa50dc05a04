"""What the apps above hear of changes here."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class StructureChanged:
    """What counts for what in a plan, or in which way, changed with effect from a day (None: today's period).

    `has_new_rules`: what the plan says of every score is another too, so that all of them are found again.
    """

    plan_id: int
    effective_on: date | None = None
    has_new_rules: bool = False
