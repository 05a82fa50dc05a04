"""What of a measure's definition is valid by date: what decides how values become scores.

The row of the measure says it as of today, `PastDefinition` until a day each.
"""

from dataclasses import dataclass
from datetime import date

from hoshin.base.keeping import Dated
from hoshin.measures.models import PastDefinition


@dataclass(frozen=True, slots=True)
class DatedDefinition:
    """What a definition says, as far as past scores rest on it."""

    direction: str
    aggregation: str
    across_units: str
    roll_up: str
    formula: str
    method: str
    window: str
    window_length: int | None
    missing: str
    trajectory: str
    starts_on: date | None
    due_on: date | None
    natural_limit: float | None


DEFINITIONS = Dated(
    DatedDefinition,
    PastDefinition,
    "measure",
    together=(
        frozenset({"aggregation", "across_units"}),
        frozenset({"window", "window_length"}),
        frozenset({"starts_on", "due_on"}),
    ),
)
