"""What the apps above hear of changes here."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ActualsChanged:
    """Values of these measures changed in periods that start on or after a day.

    `units`: whose values these were, 0 for the whole; None: of any.
    """

    measure_ids: frozenset[int]
    since: date
    units: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class MeasuresChanged:
    """Definitions or targets of these measures changed: all their scores are to be found again.

    Whether their units are scored one by one changed with effect from a day (None: today's period).
    """

    measure_ids: frozenset[int]
    effective_on: date | None = None
