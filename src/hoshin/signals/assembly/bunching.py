"""How likely it is by chance that so much falls into the last days of a span."""

from dataclasses import dataclass

from hoshin.engine.watching import counts_tail


@dataclass(frozen=True, slots=True)
class DailyCounts:
    """Events of a span, day by day: those of its first days summed up, with the sum of their squares, and of its last."""

    days: int
    total: float
    squares: float
    last_days: int
    last: float

    @property
    def expected(self) -> float:
        """What the rate of the first days lets expect of the last."""
        return self.last_days * self.total / self.days

    @property
    def p(self) -> float:
        """The chance of so many or more in the last days: Poisson, widened where events come in heaps by themselves."""
        mean = self.total / self.days
        variance = max(self.squares - self.days * mean * mean, 0.0) / max(self.days - 1, 1)
        return counts_tail(self.last, self.expected, max(variance / mean, 1.0)) if mean > 0 else 1.0
