"""What a pilot may cost before one acts or does nothing, and which of several options to find out about, from what people
say of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from hoshin.engine.deciding import KnowingResult, value_of_information, worth_of_knowing

# Eight of ten cases lie within so many standard deviations to either side of the middle.
_TO_EITHER_SIDE = 1.2815515655446004


@dataclass(frozen=True, slots=True)
class Stakes:
    """What acting is expected to bring beside doing nothing (a middle, and the range of eight of ten cases), and a pilot:
    how many are observed, how far one of them usually lies from the truth, what it costs, and what waiting costs."""

    low: float
    middle: float
    high: float
    spread: float
    observations: int
    cost: float = 0.0
    delay: float = 0.0


@dataclass(frozen=True, slots=True)
class PilotWorth:
    """In the unit of the benefit. `wrong`: how likely (0–1) it is to choose wrong today; `most`: what the pilot may cost."""

    would_act: bool
    wrong: float
    certainty: float
    pilot: float
    most: float
    net: float

    @property
    def is_worth_it(self) -> bool:
        return self.net > 0


def worth_of_pilot(stakes: Stakes) -> PilotWorth:
    """What a pilot is worth. Waiting is paid whatever it finds, so that the pilot may cost what is left of its worth."""
    deviation = (stakes.high - stakes.low) / (2 * _TO_EITHER_SIDE)
    found = value_of_information(stakes.middle, deviation, noise=stakes.spread, observations=float(stakes.observations))
    most = found.pilot - stakes.delay
    return PilotWorth(stakes.middle > 0, found.wrong, found.perfect, found.pilot, max(0.0, most), most - stakes.cost)


def worth_of_options(ranges: Sequence[tuple[float, float, float]]) -> KnowingResult:
    """What it is worth to know more of options, each with the least, the middle and the most that it brings beside doing
    nothing, in eight of ten cases."""
    deviations = [(high - low) / (2 * _TO_EITHER_SIDE) for low, _middle, high in ranges]
    return worth_of_knowing([middle for _low, middle, _high in ranges], deviations)
