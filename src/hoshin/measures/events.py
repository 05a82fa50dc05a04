"""What the apps above hear of changes here."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ActualsChanged:
    """Values of these measures changed in periods that start on or after a day."""

    measure_ids: frozenset[int]
    since: date


@dataclass(frozen=True, slots=True)
class MeasuresChanged:
    """Definitions or targets of these measures changed: all their scores are to be found again."""

    measure_ids: frozenset[int]
