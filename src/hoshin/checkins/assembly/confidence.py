"""How sure somebody is beside how likely a forecast has it: neither overwrites the other (methods.md 3.5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from hoshin.base import clock
from hoshin.checkins.models import Confidence
from hoshin.engine.forecasting import combine, recalibration


@dataclass(frozen=True, slots=True)
class SaidConfidence:
    """How sure somebody was of a key result, from 1 to 5, and on which day they said so."""

    confidence: int
    said_on: date


@dataclass(frozen=True, slots=True)
class BothSay:
    """The confidence as it was said, what it and the forecast's probability come to together, and whether they lie so far
    apart that people should talk."""

    confidence: int
    combined: float
    is_apart: bool


# From so many outcomes of their own on somebody's statements are read as they used to come true.
ENOUGH_OUTCOMES = 10


@dataclass(frozen=True, slots=True)
class OwnReading:
    """What a confidence of somebody comes to by how their statements came true, for themself alone."""

    shift: float
    slope: float

    def of(self, confidence: int) -> float:
        """The chance that a stated confidence, from 1 to 5, has by that."""
        alone = combine(_NONE, np.array([Confidence(confidence).chance]), _NONE, shift=self.shift, slope=self.slope)
        return float(alone.person[0])


_NONE = np.array([np.nan])


def own_reading(outcomes: Mapping[int, tuple[int, int]]) -> OwnReading | None:
    """From how often each confidence was stated and how often the target was then reached; None from too few."""
    if sum(stated for stated, _reached in outcomes.values()) < ENOUGH_OUTCOMES:
        return None
    chances = np.array([Confidence(one).chance for one in outcomes])
    stated, reached = np.array(list(outcomes.values()), np.float64).T
    found = recalibration(chances, stated, reached)
    return OwnReading(found.shift, found.slope)


def both_say(
    likely: float | None, points: int, said: SaidConfidence | None, own: OwnReading | None = None
) -> BothSay | None:
    """Hold a probability, from a forecast of that many values, together with a confidence; None without one of them.

    The older a confidence, the less it counts. It is taken at its word, save where somebody reads their own (`own`).
    """
    if likely is None or said is None:
        return None
    chance = Confidence(said.confidence).chance
    age = float((clock.today() - said.said_on).days)
    reading = {"shift": own.shift, "slope": own.slope} if own else {}
    found = combine(np.array([likely]), np.array([chance]), np.array([float(points)]), age_days=age, **reading)
    return BothSay(said.confidence, float(found.combined[0]), bool(found.gap[0]))
