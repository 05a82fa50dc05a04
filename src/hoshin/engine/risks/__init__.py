"""Risks on scales, and yearly losses by simulation with the curve on which they are exceeded."""

from hoshin.engine.risks.exceedance import ToleranceResult, exceedance, held_against, tolerated_at
from hoshin.engine.risks.losses import MOST_A_YEAR, expected_loss, lognormal_of_range, simulate_years
from hoshin.engine.risks.scales import STEPS, LevelResult, levels

__all__ = [
    "MOST_A_YEAR",
    "STEPS",
    "LevelResult",
    "ToleranceResult",
    "exceedance",
    "expected_loss",
    "held_against",
    "levels",
    "lognormal_of_range",
    "simulate_years",
    "tolerated_at",
]
