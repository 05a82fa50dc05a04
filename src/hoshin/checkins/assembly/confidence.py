"""How sure somebody is beside how likely a forecast has it: neither overwrites the other (methods.md 3.5)."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from hoshin.base import clock
from hoshin.checkins.models import Confidence
from hoshin.engine.forecasting import combine


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


def both_say(likely: float | None, points: int, said: SaidConfidence | None) -> BothSay | None:
    """Hold a probability, from a forecast of that many values, together with a confidence; None without one of them.

    The older a confidence, the less it counts. It is taken at its word: nobody's past statements are held against it here.
    """
    if likely is None or said is None:
        return None
    chance = Confidence(said.confidence).chance
    age = float((clock.today() - said.said_on).days)
    found = combine(np.array([likely]), np.array([chance]), np.array([float(points)]), age_days=age)
    return BothSay(said.confidence, float(found.combined[0]), bool(found.gap[0]))
