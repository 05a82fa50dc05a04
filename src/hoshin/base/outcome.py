"""What a bulk write did."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """Counts of rows created, changed and left alone, and of those that wait for somebody; outcomes add up."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    waiting: int = 0

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(
            self.created + other.created,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.waiting + other.waiting,
        )
