"""The two cut points every colour in the product is decided with."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cuts:
    """Scores below ``red`` are red, from ``green`` on green, amber between (0–100, lower bounds inclusive).

    Raises ``ValueError`` unless 0 <= red < green <= 100.
    """

    red: float = 40.0
    green: float = 70.0

    def __post_init__(self) -> None:
        if not 0.0 <= self.red < self.green <= 100.0:
            raise ValueError(f"cut points need 0 <= red < green <= 100, got {self.red} and {self.green}")


DEFAULT_CUTS = Cuts()
THIRDS = Cuts(red=100.0 / 3.0, green=200.0 / 3.0)
