"""What this app tells itself within one transaction."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ScoresOutdated:
    """All scores of a plan are to be found again."""

    plan_id: int


@dataclass(frozen=True, slots=True)
class ScoreMoved:
    """What came of an act: the score of a measure's node in a period (its first day) was another before (None: none)."""

    node: int
    period: date
    before: float | None
    after: float | None
