"""What the apps above hear of changes here."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ActualsChanged:
    """Values of these measures changed in periods that start on or after a day; some of them may be those of units."""

    measure_ids: frozenset[int]
    since: date
    has_units: bool = True


@dataclass(frozen=True, slots=True)
class MeasuresChanged:
    """Definitions or targets of these measures changed: all their scores are to be found again.

    Whether their units are scored one by one changed with effect from a day (None: today's period).
    """

    measure_ids: frozenset[int]
    effective_on: date | None = None
