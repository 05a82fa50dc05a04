"""What scoring returns: four columns of one shape."""

from dataclasses import dataclass

import numpy as np

from hoshin.engine.arrays import Codes, Floats
from hoshin.engine.scoring.columns import MethodScores


@dataclass(frozen=True, slots=True)
class ScoreResult:
    """Scores 0–100 or NaN, unclipped attainment (1 = target met, NaN where the method has none),
    ``Reason`` codes (0 for a valid score) and ``ScoreFlag`` bits."""

    score: Floats
    attainment: Floats
    reason: Codes
    flags: Codes


def complete(scored: MethodScores) -> ScoreResult:
    """The scored rows with every column filled in."""
    shape = scored.score.shape
    return ScoreResult(
        scored.score,
        np.full(shape, np.nan) if scored.attainment is None else scored.attainment,
        np.zeros(shape, np.uint8) if scored.reason is None else scored.reason,
        np.zeros(shape, np.uint8) if scored.flags is None else scored.flags,
    )
