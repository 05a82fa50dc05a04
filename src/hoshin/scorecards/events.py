"""What this app tells itself within one transaction."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScoresOutdated:
    """All scores of a plan are to be found again."""

    plan_id: int
