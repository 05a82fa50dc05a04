"""What this app tells itself within one transaction."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ScoresOutdated:
    """All scores of a plan are to be found again."""

    plan_id: int


@dataclass(frozen=True, slots=True)
class CountsLater:
    """What came of an act: what changed in the structure of a plan counts from a period on that lies behind the last one
    with scores (their first days), so that no score moved."""

    plan: str
    frequency: str
    since: date
    last: date


@dataclass(frozen=True, slots=True)
class ScoreMoved:
    """What came of an act: the score of a measure's node in a period (its first day) was another before (None: none)."""

    node: int
    period: date
    before: float | None
    after: float | None
