"""What the apps above hear of changes here."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class StructureChanged:
    """What counts for what in a plan, or with which weight, changed with effect from a day (None: today's period)."""

    plan_id: int
    effective_on: date | None = None
